"""How open the municipalities are, beside each other: what is known within a term, and what not.

Facts of invented municipalities stand in the demonstration alone, and those of real ones in the
record alone. What nobody has found out stays "not known": it is no answer, and never 0.
"""

from dataclasses import dataclass, field

from django.core.paginator import Page

from contracts.models import Term
from monitoring.scorecards.documents import documents_on_show
from monitoring.scorecards.freshness import Scope, facts, municipality_pages, newest
from monitoring.scorecards.joined import together
from monitoring.scorecards.paging import page_of_found, slice_with_number_of_all
from municipalities import openness_queries
from municipalities.models import (
    Council,
    CouncilGroup,
    IntegrityPlan,
    Mayor,
    Municipality,
    ParticipatoryBudget,
    PublicConsultation,
    Transparency,
)


def _versions() -> list:
    historied = (
        Council, CouncilGroup, IntegrityPlan, Transparency, PublicConsultation,
        ParticipatoryBudget,
    )  # fmt: skip
    return [newest(model.history.all(), "history_id") for model in historied]


openness_pages = Scope("openness", lambda about: [*facts(), *_versions()])
municipality_with_openness = Scope(
    "municipality with openness",
    lambda slug: [*municipality_pages.questions(slug), *_versions(), *documents_on_show()],
    argument="slug",
)


@dataclass(frozen=True)
class Known:
    """What is known of one municipality; None for what is not."""

    municipality: Municipality
    council: Council | None
    plan: IntegrityPlan | None
    transparency: Transparency | None
    consultation: PublicConsultation | None
    budget: ParticipatoryBudget | None
    groups: list[CouncilGroup] = field(default_factory=list)
    mayors: list[Mayor] = field(default_factory=list)

    @property
    def urban(self) -> int:
        return self.municipality.urban_units or 0

    @property
    def rural(self) -> int:
        return self.municipality.rural_units or 0


@dataclass(frozen=True)
class OnShow:
    """A page of the municipalities; ``plans``: of all of them, how many plans are how far."""

    page: Page
    plans: list[tuple[str, int]]


def of_term(term: Term, number: int, size: int) -> OnShow:
    """The municipalities of the record that the term belongs to, in Albanian order; two queries."""
    record = Municipality.objects.filter(is_demonstration=term.is_demonstration)
    asked = slice_with_number_of_all(
        record.in_albanian_order().annotate(
            plans_in_all=openness_queries.plans_in_all(record, term.begins, term.ends)
        ),
        number,
        size,
        among=record,
    )
    found = _known(asked, term)
    first = found[0].municipality if found else None
    return OnShow(
        page_of_found(found, number, size, first.rows_in_all if first else 0),
        plans_by_state(first.plans_in_all if first else {}),
    )


def of_municipality(municipality: Municipality, term: Term) -> Known | None:
    """With the mayors of the term, in one query. None where the term belongs to another record
    than the municipality: no real person stands beside invented findings (DESIGN §7)."""
    if municipality.is_demonstration != term.is_demonstration:
        return None
    ends = term.ends.isoformat() if term.ends else ""
    this_one = Municipality.objects.filter(pk=municipality.pk)
    return _known(this_one.with_mayors_there(term.begins.isoformat(), ends), term)[0]


def plans_by_state(states: dict[str, int]) -> list[tuple[str, int]]:
    """In how many municipalities the integrity plan is adopted, drafted, missing, or not known."""
    order = ("adopted", "drafting", "none", "unknown")
    return [
        (IntegrityPlan.State(state).label, states[state]) for state in order if states.get(state)
    ]


def _known(municipalities, term: Term) -> list[Known]:
    found = [
        Known(
            each,
            council=openness_queries.newest(each, "councils"),
            plan=openness_queries.newest(each, "integrity_plans"),
            transparency=openness_queries.newest(each, "transparency"),
            consultation=openness_queries.newest(each, "consultations"),
            budget=openness_queries.newest(each, "participatory_budgets"),
            mayors=each.mayors_in_office,
        )
        for each in together(
            openness_queries.with_openness(municipalities, term.begins, term.ends),
            mayors_in_office="mayor_there",
        )
    ]
    councils = {each.council.pk: each for each in found if each.council}
    if councils:
        for group in CouncilGroup.objects.filter(council__in=councils):
            councils[group.council_id].groups.append(group)
    return found
