"""One municipality in one election: its page, what it says of itself, and publishing it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from contracts.juxtaposing.asking import back_to, is_done, juxtaposition_of, page_of_form
from contracts.juxtaposing.changing import why_closed
from contracts.juxtaposing.forms import ChangeFields, DescribeForm
from contracts.juxtaposing.publishing import gaps, publish
from contracts.juxtaposing.recording import describe, record_participation
from contracts.juxtaposing.rows import counts_of
from contracts.juxtaposing.side_by_side import in_order, of_juxtaposition
from contracts.models import Juxtaposition
from municipalities.asking import sent
from municipalities.permissions import is_network_admin
from municipalities.signing_in.admitting import admits
from municipalities.signing_in.guard import signed_in, takes


@signed_in
@takes("GET")
@admits("keeper of offers", to=juxtaposition_of)
def page(request, juxtaposition):
    """Everything recorded, what is missing, and the ways to add to it."""
    candidates = juxtaposition.candidates.with_number_of_answers()
    return render(
        request,
        "workspace/offers/juxtaposition.html",
        {
            "juxtaposition": juxtaposition,
            "term": juxtaposition.election.term,
            "needs": juxtaposition.needs.with_number_of_commitments().order_by("number"),
            "candidates": in_order(juxtaposition, candidates),
            "participation": juxtaposition.participation.select_related("unit"),
            "events": juxtaposition.events.all(),
            "gaps": gaps(juxtaposition),
            "publishes": is_network_admin(request.user),
            "closed": why_closed(request.user, juxtaposition),
        },
    )


@signed_in
@takes("GET", "POST")
@admits("keeper of offers", to=juxtaposition_of)
def describe_it(request, juxtaposition):
    form = DescribeForm(sent(request), instance=juxtaposition, juxtaposition=juxtaposition)
    if form.is_valid() and is_done(
        form,
        lambda: describe(
            juxtaposition=juxtaposition, by=request.user, known=form.known(), **form.change()
        ),
    ):
        return back_to(request, juxtaposition, _("Saved."))
    return page_of_form(
        request, "workspace/offers/form.html", juxtaposition, form,
        heading=_("How needs were collected"),
    )  # fmt: skip


@signed_in
@takes("GET", "POST")
@admits("keeper of offers", to=juxtaposition_of)
def count(request, juxtaposition):
    """How many people of each unit were asked."""
    form = ChangeFields(sent(request), juxtaposition=juxtaposition)
    rows = counts_of(juxtaposition, sent(request))
    if _all_valid(form, *rows) and is_done(
        form,
        lambda: record_participation(
            juxtaposition=juxtaposition, by=request.user, **form.change(),
            counted={row.unit: row.cleaned_data for row in rows},
        ),
        rows=rows,
    ):  # fmt: skip
        return back_to(request, juxtaposition, _("Saved."))
    return page_of_form(
        request, "workspace/offers/participation.html", juxtaposition, form, rows=rows
    )


@signed_in
@takes("GET")
@admits("keeper of offers", to=juxtaposition_of)
def preview(request, juxtaposition):
    """As the public would see it; nobody else sees this page."""
    return render(
        request,
        "workspace/offers/preview.html",
        of_juxtaposition(juxtaposition)
        | {"juxtaposition": juxtaposition, "term": juxtaposition.election.term},
    )


@signed_in
@takes("GET", "POST")
@admits("network admin", to=juxtaposition_of, with_a_fresh_code=True)
def publish_it(request, juxtaposition):
    """Asks once, then shows it to the public."""
    form = ChangeFields(sent(request), juxtaposition=juxtaposition)
    if juxtaposition.published_at:
        return _public_already(request, juxtaposition)
    if form.is_valid() and is_done(
        form,
        lambda: publish(
            juxtaposition=juxtaposition, by=request.user, version=form.change()["version"]
        ),
    ):
        return back_to(request, juxtaposition, _("It is public now."))
    return page_of_form(
        request, "workspace/offers/publish.html", juxtaposition, form, gaps=gaps(juxtaposition)
    )


def _public_already(request, juxtaposition: Juxtaposition) -> HttpResponse:
    return back_to(request, juxtaposition, _("It is public now."))


def _all_valid(*forms) -> bool:
    """Each is asked, so that all errors are seen at once."""
    valid = [form.is_valid() for form in forms]
    return all(valid)
