"""What somebody else saved while this person typed: both texts, and her own kept (QUALITY R-07).

The history knows what stood when she opened the page. Fields that she left as they were take over
what stands now; where she wrote something else, both are shown and hers stays in the form.
"""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from monitoring.models import Evidence, Finding
from monitoring.workspace.forms.evidence import EvidenceForm, EvidenceForms
from monitoring.workspace.forms.findings import FindingForm


@dataclass(frozen=True)
class Difference:
    """One field in which what stands now and her own text differ, as the page says them."""

    label: str
    theirs: str
    own: str


@dataclass(frozen=True)
class Meanwhile:
    """The forms with her own text, ready to be saved over what stands, and the differences."""

    theirs: Finding
    form: FindingForm
    evidence: EvidenceForms
    differences: list[Difference]


def of(theirs: Finding, form: FindingForm, evidence: EvidenceForms) -> Meanwhile:
    """``theirs`` stands now; the forms hold what was typed about an earlier version."""
    opened = _as_opened(theirs, form.cleaned_data["version"])
    data = form.data.copy()
    data["version"] = theirs.lock_version
    _take_over(data, form, theirs, opened)
    items = {item.pk: item for item in theirs.evidence.all()}
    then = _items_as_opened(opened, items)
    for each in evidence.items:
        if each.is_bound:
            _take_over(data, each, items[each.item.pk], then.get(each.item.pk))
    again = FindingForm(data, instance=theirs)
    pieces = EvidenceForms(theirs, data)
    return Meanwhile(
        theirs=theirs,
        form=again,
        evidence=pieces,
        differences=[
            *_differences(again, Finding.objects.get(pk=theirs.pk)),
            *(found for each in pieces.items for found in _of_item(each, items[each.item.pk])),
            *(found for each in pieces.new + pieces.waiting for found in _of_new(each)),
        ],
    )


def _as_opened(finding: Finding, version: int):
    """The finding in the version that the page was made from; None if there never was one."""
    saved = Finding.history.filter(id=finding.pk, lock_version=version).order_by("history_id")
    return saved.last() or (Finding() if version == 0 else None)


def _items_as_opened(opened, items: dict[int, Evidence]) -> dict:
    """The evidence as it was described then, by its number."""
    if not getattr(opened, "history_date", None):
        return {}
    past = Evidence.history.filter(id__in=list(items), history_date__lte=opened.history_date)
    return {row.id: row for row in past.order_by("history_id")}


def _take_over(data, form: forms.ModelForm, theirs, opened) -> None:
    """What she did not touch since she opened the page stands as it stands now."""
    if opened is None:
        return
    for name in form._meta.fields:
        if name in form.cleaned_data and form.cleaned_data[name] == getattr(opened, name):
            data[form.add_prefix(name)] = getattr(theirs, name)


def _differences(form, theirs, about: str = "") -> list[Difference]:
    form.full_clean()
    return [
        Difference(
            f"{about}{form[name].label}",
            _read(form, name, getattr(theirs, name)),
            _read(form, name, own),
        )
        for name in form._meta.fields
        if name in form.cleaned_data and (own := form.cleaned_data[name]) != getattr(theirs, name)
    ]


def _of_item(form: EvidenceForm, theirs: Evidence) -> list[Difference]:
    if not form.is_bound:
        return []
    about = f"{theirs.title}: "
    if form.is_told_to_go:
        return [Difference(about + _("Remove"), _("stays"), _("remove it"))]
    return _differences(form, theirs, about)


def _of_new(form: EvidenceForm) -> list[Difference]:
    """A piece of her own that is not stored yet."""
    if not form.is_bound or form.is_told_to_go or not form.has_changed():
        return []
    form.full_clean()
    return [Difference(_("New evidence"), "", form["title"].value() or "?")]


def _read(form, name: str, stored: str) -> str:
    """The stored word as the page says it."""
    choices = getattr(form.fields[name], "choices", ())
    return str(dict(choices).get(stored, stored)) if stored else ""
