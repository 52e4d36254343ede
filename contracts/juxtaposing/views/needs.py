"""Citizens' needs: one by one, or pasted from a spreadsheet."""

from django.utils.translation import gettext as _

from contracts.juxtaposing import pasting
from contracts.juxtaposing.asking import back_to, is_done, juxtaposition_of, need_of, page_of_form
from contracts.juxtaposing.forms import ChangeFields, NeedForm, PasteForm
from contracts.juxtaposing.recording import record_need, record_needs, remove
from contracts.models import Need
from municipalities.asking import sent
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in, takes

FORM = "workspace/offers/form.html"


@signed_in
@takes("GET", "POST")
@admits("keeper of offers", to=juxtaposition_of)
def add(request, juxtaposition):
    need = Need(juxtaposition=juxtaposition)
    return _write(request, need, _("A need of citizens"))


@signed_in
@takes("GET", "POST")
@admits("keeper of offers", to=need_of)
def edit(request, need):
    return _write(request, need, str(need))


def _write(request, need: Need, heading: str):
    juxtaposition = need.juxtaposition
    form = NeedForm(sent(request), instance=need, juxtaposition=juxtaposition)
    if form.is_valid() and is_done(
        form, lambda: _record(form, request.user), twin=lambda: _stored_since(form)
    ):
        return back_to(request, juxtaposition, _("The need is recorded."))
    removable = need if need.pk else None
    return page_of_form(request, FORM, juxtaposition, form, heading=heading, need=removable)


def _stored_since(form: NeedForm) -> NeedForm | None:
    """The same button pressed twice: the need of this number, if the first press recorded it."""
    found = Need.objects.filter(
        juxtaposition=form.juxtaposition, number=form.cleaned_data["number"]
    ).first()
    return found and NeedForm(form.data, instance=found, juxtaposition=form.juxtaposition)


def _record(form: NeedForm, by) -> Need:
    data = form.cleaned_data
    return record_need(
        need=form.instance, by=by, units=data["units"], commitments=data["commitments"],
        **form.change(),
    )  # fmt: skip


@signed_in
@takes("GET", "POST")
@admits("keeper of offers", to=juxtaposition_of)
def paste(request, juxtaposition):
    """All rows or none; every row that cannot be read is named."""
    form = PasteForm(sent(request), juxtaposition=juxtaposition)
    if form.is_valid():
        pasted = pasting.read(form.cleaned_data["rows"], juxtaposition)
        for error in pasted.errors:
            form.add_error("rows", error)
        if not pasted.errors and (
            not pasted.needs or is_done(form, lambda: _record_all(pasted, form, request.user))
        ):
            return back_to(request, juxtaposition, _("The needs are recorded."))
    return page_of_form(request, FORM, juxtaposition, form, heading=_("Needs from a spreadsheet"))


def _record_all(pasted: pasting.Pasted, form: PasteForm, by) -> None:
    record_needs(juxtaposition=form.juxtaposition, by=by, needs=pasted.needs, **form.change())


@signed_in
@takes("GET", "POST")
@admits("keeper of offers", to=need_of)
def remove_it(request, need):
    juxtaposition = need.juxtaposition
    form = ChangeFields(sent(request), juxtaposition=juxtaposition)
    if form.is_valid() and is_done(
        form, lambda: remove(row=need, by=request.user, **form.change())
    ):
        return back_to(request, juxtaposition, _("The need is taken out."))
    return page_of_form(request, "workspace/offers/remove.html", juxtaposition, form, row=need)
