"""The method in plain language, its figures computed by the code it explains; and who we are."""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from django.shortcuts import render
from django.utils.translation import gettext as _

import municipalities
from contracts.models import Commitment
from monitoring.models.rounds import METHOD_VERSION, Round
from monitoring.models.vocabulary import EVIDENCE_THAT_CARRIES, EvidenceClass, Stage, Status
from monitoring.needs import MEANINGS, NEEDS
from monitoring.scorecards.freshness import explanations, fresh
from monitoring.scorecards.words_of_the_secretariat import (
    of_page,
    ways_to_reach_the_network,
    words_of_the_secretariat,
)
from monitoring.scoring import HEADLINE_ASSESSED, HEADLINE_COVERAGE, Counts, Score, score, shares
from municipalities.models import PageText

NETWORK = Path(municipalities.__file__).parent / "data" / "network.json"

# The counts of METHOD §4's test table; what follows from them is computed, never typed.
TEST_TABLE = (
    Counts(3, 5, 1, 0, 0),
    Counts(3, 5, 1, 2, 0),
    Counts(4, 4, 1, 2, 0),
    Counts(0, 0, 0, 11, 0),
    Counts(17, 59, 25, 0, 0),
    Counts(0, 3, 2, 0, 0),
    Counts(1, 3, 0, 0, 0),
)
WORKED_EXAMPLE = Counts(3, 5, 1, 2, 0)
FIRST_YEAR = Counts(17, 59, 25, 0, 0)


@dataclass(frozen=True)
class Example:
    """Counts with all that follows from them (METHOD §4)."""

    counts: Counts
    score: Score
    shares: tuple[int, ...]

    @property
    def open(self) -> int:
        return self.counts.unassessed + self.counts.unassessable

    @property
    def half_points(self) -> int:
        return 2 * self.counts.full + self.counts.partial

    @property
    def credit(self) -> Decimal:
        return Decimal(self.half_points) / 2

    @property
    def most(self) -> Decimal:
        """The credit if everything open turned out as fully addressed."""
        return self.credit + self.open

    @property
    def at_least_partly(self) -> int:
        return self.counts.full + self.counts.partial

    @property
    def shares_in_words(self) -> str:
        """'27-46-9-18': of the statuses that occur."""
        return "-".join(str(share) for share in self.shares if share)


def example(counts: Counts) -> Example:
    return Example(counts, score(counts), shares(counts))


@fresh(scope=explanations)
def method(request):
    """Everything of the method that a reader needs to check a percentage by hand."""
    return render(
        request,
        "scorecards/method.html",
        {
            "statuses": _statuses(),
            "stages": Stage.labels,
            "needs": [(Commitment.Kind(kind).label, needs) for kind, needs in NEEDS.items()],
            "evidence_classes": _evidence_classes(),
            "worked": example(WORKED_EXAMPLE),
            "first_year": example(FIRST_YEAR),
            "test_table": [example(counts) for counts in TEST_TABLE],
            "headline_coverage": HEADLINE_COVERAGE,
            "headline_assessed": HEADLINE_ASSESSED,
            "method_version": METHOD_VERSION,
            "as_published": Round.Method.AS_PUBLISHED.label,
        },
    )


@fresh(scope=words_of_the_secretariat)
def about(request):
    """Who publishes this and what it is; only confirmed facts, and the secretariat's own words."""
    return render(
        request,
        "scorecards/about.html",
        {
            "network": _network(),
            "editions": _editions(),
            "text": of_page(PageText.Page.ABOUT),
        },
    )


@fresh(scope=words_of_the_secretariat)
def contact(request):
    """Every way to reach the network, and whom to ask about one municipality."""
    return render(
        request,
        "scorecards/contact.html",
        {
            "network": _network(),
            "text": of_page(PageText.Page.CONTACT),
            "ways": ways_to_reach_the_network(),
        },
    )


def _statuses() -> list[tuple[str, str, str]]:
    """Each status with its credit and its meaning (METHOD §2)."""
    credits = {Status.FULL: "1", Status.PARTIAL: "½", Status.NONE: "0"}
    return [(status, credits.get(status, "–"), words) for status, words in MEANINGS.items()]


def _evidence_classes() -> list[tuple[str, str, list[str]]]:
    """Each class with what it is and the statuses that it can carry (METHOD §3)."""
    what_it_is = {
        EvidenceClass.OFFICIAL: _("Council decision, budget, register, permit, contract"),
        EvidenceClass.OBSERVATION: _("Dated site visit, measurement, photo"),
        EvidenceClass.INDEPENDENT: _(
            "Audit, media, study, focus group, interview with third parties"
        ),
        EvidenceClass.STATEMENT: _("What the municipality says of itself"),
        EvidenceClass.SEARCH: _(
            "Where one looked and when, or an information request and its answer or silence"
        ),
    }
    return [
        (
            kind.label,
            words,
            [s for s, carriers in EVIDENCE_THAT_CARRIES.items() if kind in carriers],
        )
        for kind, words in what_it_is.items()
    ]


@cache
def _network() -> SimpleNamespace:
    """The facts about the network; nothing but its editions' empty list if not confirmed."""
    text = NETWORK.read_text(encoding="utf-8")
    network = json.loads(text, object_hook=lambda record: SimpleNamespace(**record)).network
    return network if network.confirmed else SimpleNamespace(editions=[])


def _editions() -> list[tuple[int, str]]:
    words = {"parliamentary": _("parliamentary elections"), "local": _("local elections")}
    return [(edition.year, words[edition.elections]) for edition in _network().editions]
