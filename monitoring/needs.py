"""What each status means, and what it needs by kind of commitment (METHOD §2), once.

Shown beside the choice in the entry form, on the page of a commitment and on the method page.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contracts.models import Commitment
from monitoring.models.vocabulary import Status

MEANINGS = {
    Status.FULL: _("All that was promised is in use or in force."),
    Status.PARTIAL: _("A usable or binding part exists, the rest does not."),
    Status.NONE: _(
        "Somebody looked for it and found nothing that would count as partially addressed."
    ),
    Status.UNASSESSED: _("Nobody has assessed it in this round; the organisation must say why."),
    Status.UNASSESSABLE: _(
        "The wording has nothing that can be tested; the organisation must say why."
    ),
}


@dataclass(frozen=True)
class Needs:
    """For one kind: what is still ``none``, and what ``partial`` and ``full`` need."""

    none: Promise
    partial: Promise
    full: Promise


NEEDS = {
    Commitment.Kind.WORKS: Needs(
        none=_("Design, tender or contract only"),
        partial=_("Works under way on site and a part usable, or half of the measurable quantity"),
        full=_("The full quantity usable by citizens and handed over"),
    ),
    Commitment.Kind.SERVICE: Needs(
        none=_("Announced, planned"),
        partial=_("Running for some of the places or groups promised"),
        full=_("Running for all, for at least three months"),
    ),
    Commitment.Kind.RULE: Needs(
        none=_("Draft, consultation"),
        partial=_("Adopted but not applied, or applied in part"),
        full=_("In force and applied, one documented case"),
    ),
    Commitment.Kind.BUDGET: Needs(
        none=_("Proposed"),
        partial=_("Approved in the budget, partly spent"),
        # xgettext:no-python-format
        full=_("At least 90 % of the promised amount spent on it"),
    ),
    Commitment.Kind.PARTICIPATION: Needs(
        none=_("Intention, one-off event"),
        partial=_("Done irregularly or incompletely"),
        full=_("Done at the promised frequency for a full year, records public"),
    ),
}
