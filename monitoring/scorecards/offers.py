"""From a citizen's need to what came of it, and when pages about political offers change.

Once a juxtaposition is public, everything below it changes together with an event that is told on
its page; nothing that is still being prepared has one, so it moves no page (QUALITY S-05).
"""

from dataclasses import dataclass

from contracts.models import Commitment, Election, Juxtaposition, Need
from monitoring.models.showcase import ScorecardLine
from monitoring.scorecards import findings
from monitoring.scorecards.activities import activities_on_show
from monitoring.scorecards.documents import documents_on_show
from monitoring.scorecards.freshness import (
    Scope,
    changes_of_offers,
    entries_about,
    facts,
    newest,
)
from monitoring.scorecards.joined import together


def named_beside() -> list:
    """Elections and activities that are public: their names stand on these pages."""
    shown = Election.objects.shown().values("pk")
    return [
        newest(Election.history.filter(id__in=shown), "history_id"),
        *activities_on_show(),
    ]


every_election = Scope("elections", lambda about: [*facts(), *named_beside(), changes_of_offers()])
one_election = Scope(
    "election",
    lambda slug: [*facts(), *named_beside(), changes_of_offers(election__slug=slug)],
    argument="election",
)
offers_of_municipality = Scope(
    "offers",
    lambda slug: [
        *facts(),
        *named_beside(),
        *documents_on_show(),
        changes_of_offers(municipality__slug=slug),
    ],
    argument="slug",
)
needs_of_municipality = Scope(
    "need",
    lambda slug: [
        *facts(),
        *named_beside(),
        changes_of_offers(municipality__slug=slug),
        *entries_about(municipality__slug=slug),
    ],
    argument="slug",
)


@dataclass(frozen=True)
class WhatCameOfIt:
    """A commitment of the contract with its findings, newest round first."""

    commitment: Commitment
    history: list

    @property
    def newest(self):
        return self.history[0] if self.history else None


def published_juxtaposition(election: str, municipality: str) -> Juxtaposition | None:
    """The public juxtaposition at this address, with what its page names; None if there is none."""
    found = Juxtaposition.objects.published().with_its_page()
    return found.filter(election__slug=election, municipality__slug=municipality).first()


def came_of(need: Need) -> list[WhatCameOfIt]:
    """Every commitment that the need became, with what was found about it and its points."""
    family = list(
        Commitment.objects.that_came_of(need).select_related(
            "parent", "contract__term", "exclusion"
        )
    )
    lines = together(
        ScorecardLine.objects.about(family).with_evidence_and_replies(),
        items="item_there",
        answers="reply_there",
    )
    return [
        WhatCameOfIt(commitment, findings.history(commitment, _about(commitment, lines, family)))
        for commitment in family
        if commitment.is_linked
    ]


def _about(commitment: Commitment, lines: list, family: list[Commitment]) -> list:
    """The lines of the commitment and of its points alone."""
    own = {each.pk for each in family if commitment.pk in (each.pk, each.parent_id)}
    return [line for line in lines if line.commitment_id in own]
