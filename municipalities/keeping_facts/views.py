"""What is known of a municipality: read it, add to it, put it right, see every version."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from municipalities.asking import sent
from municipalities.keeping_facts import versions as all_versions
from municipalities.keeping_facts.forms import form_for
from municipalities.keeping_facts.joining import MunicipalityForm, add_municipality
from municipalities.keeping_facts.kinds import KINDS, Kind
from municipalities.models import Municipality
from municipalities.permissions import is_network_admin
from municipalities.recording import ChangedMeanwhile, record_fact, version_of
from municipalities.refusals import attempt
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in, takes

# Numbers of rows that either database can be asked for.
MOST = 2**63 - 1


@dataclass
class Named:
    """What an address names of a municipality: a kind of fact, and perhaps one of them."""

    kind: Kind
    fact: models.Model | None = None


def _municipality(municipality):
    return Municipality.objects.filter(slug=municipality).first()


def _named(*, municipality, kind, row=None):
    """The municipality, which decides who comes in, with what else the address names of it."""
    found = _municipality(municipality)
    if found is None or kind not in KINDS:
        return None
    found.named = Named(KINDS[kind])
    if row is not None:
        found.named.fact = KINDS[kind].rows_of(found).filter(pk=min(row, MOST)).first()
        if found.named.fact is None:
            return None
    return found


@signed_in
@takes("GET")
@admits("member")
def municipalities(request):
    """The municipalities whose facts the person keeps."""
    kept = Municipality.objects.whose_facts_are_kept_by(
        request.user, everywhere=is_network_admin(request.user)
    )
    return render(request, "workspace/facts/municipalities.html", {"municipalities": kept})


@signed_in
@takes("GET", "POST")
@admits("network admin")
def add(request):
    """A municipality that joins the network; next an organisation covers it."""
    form = MunicipalityForm(sent(request))
    if form.is_valid():
        added = attempt(form, lambda: add_municipality(by=request.user, **form.cleaned_data))
        if added:
            messages.success(
                request,
                _("It is in the network. Record here what is known; next, say who covers it."),
            )
            return redirect("facts:municipality", added.slug)
    status = 422 if form.errors else 200
    return render(request, "workspace/facts/add.html", {"form": form}, status=status)


@signed_in
@takes("GET")
@admits("keeper of facts", to=_municipality)
def of_municipality(request, municipality):
    """Everything that is known, kind by kind."""
    kinds = [
        (kind, [(row, kind.told(row)) for row in kind.rows_of(municipality)])
        for kind in KINDS.values()
    ]
    return render(
        request,
        "workspace/facts/municipality.html",
        {"municipality": municipality, "kinds": kinds},
    )


@signed_in
@takes("GET", "POST")
@admits("keeper of facts", to=_named)
def new(request, municipality):
    kind = municipality.named.kind
    if not kind.several:
        raise Http404
    return _write(request, municipality, kind, kind.model(municipality=municipality))


@signed_in
@takes("GET", "POST")
@admits("keeper of facts", to=_named)
def change(request, municipality):
    return _write(request, municipality, municipality.named.kind, municipality.named.fact)


@signed_in
@takes("GET")
@admits("keeper of facts", to=_named)
def versions(request, municipality):
    named = municipality.named
    return render(
        request,
        "workspace/facts/versions.html",
        {
            "municipality": municipality,
            "kind": named.kind,
            "fact": named.fact,
            "versions": all_versions.of(named.kind, named.fact),
        },
    )


def _write(request, municipality, kind, fact):
    """The form of one fact; 422 where something has to be mended, 409 where somebody was first."""
    form = form_for(kind)(sent(request), instance=fact)
    theirs, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _record(form, request.user)
            except ValidationError as error:
                for name, reasons in error.update_error_dict({}).items():
                    form.add_error(name if name in form.fields else None, reasons)
            except ChangedMeanwhile as changed:
                theirs, status = kind.rows_of(municipality).get(pk=fact.pk), 409
                form = _shown_again(form, theirs)
                form.add_error(None, str(changed))
            else:
                messages.success(request, _("Recorded."))
                return redirect("facts:municipality", municipality.slug)
    return render(
        request,
        "workspace/facts/form.html",
        {
            "municipality": municipality,
            "kind": kind,
            "form": form,
            "is_new": fact.pk is None,
            "theirs": kind.told(theirs) if theirs else None,
        },
        status=status,
    )


def _record(form, by) -> None:
    groups = {"groups": form.cleaned_data["groups"]} if "groups" in form.fields else {}
    record_fact(
        fact=form.instance, by=by, on=timezone.localdate(), seen=form.cleaned_data["version"],
        **groups,
    )  # fmt: skip


def _shown_again(form, theirs):
    """The same words over what stands now: saved once more, they replace it knowingly."""
    data = form.data.copy()
    data["version"] = str(version_of(theirs))
    again = type(form)(data, instance=theirs)
    again.is_valid()
    return again
