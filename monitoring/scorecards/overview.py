"""The network at a glance for one term: what the home page shows (DESIGN §5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

from django.db.models import Case, Count, Exists, FilteredRelation, OuterRef, Q, Subquery, When

from contracts.models import Commitment, SocialContract, Term
from monitoring import scoring
from monitoring.models.rounds import Round
from monitoring.models.showcase import Scorecard
from monitoring.models.standing import StandingResult
from monitoring.querysets.standing import OF_ROUND, OF_TOWN
from monitoring.scorecards import headline, ranking, readings, terms
from monitoring.scorecards.headline import Headline, State
from monitoring.scorecards.joined import beside
from monitoring.scorecards.pooled import Pooled
from monitoring.scorecards.printed import address_of_page
from monitoring.scorecards.readings import Reading
from monitoring.templatetags.figures import percent
from municipalities.languages import in_this_language
from municipalities.models import Municipality

NEWEST = 6


@dataclass(frozen=True)
class Row:
    """One municipality with a standing scorecard of the term, or without any.

    ``figure`` is its percentage in the chosen reading, where the headline rule allows one.
    """

    municipality: Municipality
    contract: SocialContract | None
    scorecard: Scorecard | None
    headline: Headline
    address: str
    has_newer: bool = False
    reading: Reading = readings.DEFAULT

    @cached_property
    def figure(self) -> Fraction | None:
        if self.headline.figure is None:
            return None
        return readings.share(self.scorecard.score, self.reading)

    @property
    def fraction(self) -> str:
        return readings.fraction(self.scorecard.score, self.reading)

    @property
    def counts(self) -> scoring.Counts:
        return self.scorecard.counts

    @cached_property
    def map_label(self) -> str:
        name = in_this_language(self.municipality, "name").text
        return name if self.figure is None else f"{name} {percent(self.figure)}"

    @property
    def map_kind(self) -> str:
        """``result`` with a percentage, ``counts`` without one, ``nothing`` published."""
        if self.scorecard is None:
            return "nothing"
        return "counts" if self.headline.figure is None else "result"


@dataclass(frozen=True)
class AtAGlance(Pooled):
    """The compared round; ``middle`` is the median municipality or two, ``newest`` of any round."""

    middle: list[Scorecard]
    newest: list[Scorecard]


@dataclass(frozen=True)
class Parts:
    """The rows of a page in their lists: only ``places`` and ``unplaced`` can be compared."""

    places: list[ranking.Places]
    unplaced: list[Row]
    elsewhere: list[Row]
    without: list[Row]


def municipalities_of(term: Term, compared: Round | None):
    """Every municipality of the term's pages in Albanian order, with contract and result.

    The result is that of the compared round, so that the list says what is pooled, or else the
    newest. ``contract_there`` and ``result_there`` may be None; without a result, ``listed`` counts
    the commitments; ``retracted`` says whether anything of the term was retracted, ``has_newer``
    whether a result of a later round than the compared one stands.
    """
    round_, slug = (compared.pk, compared.slug) if compared else (None, None)
    return with_results(term.pk, round_, slug, demonstration=term.is_demonstration)


def with_results(term: int, compared: int | None, slug: str | None, *, demonstration: bool):
    """The same, of the keys of a term and a round."""
    theirs = Scorecard.objects.of_the_term(term).filter(municipality=OuterRef("pk"))
    elsewhere = Case(When(round=compared, then=0), default=1)
    shown = theirs.standing().order_by(elsewhere, "-round__slug").values("pk")[:1]
    newer = theirs.standing().filter(round__slug__gt=slug) if slug else theirs.none()
    listed = (
        Commitment.objects.top_level()
        .filter(contract__municipality=OuterRef("pk"), contract__term=term)
        .order_by()
        .values("contract")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return (
        Municipality.objects.shown_in(demonstration=demonstration)
        .annotate(
            contract_there=FilteredRelation("contracts", condition=Q(contracts__term=term)),
            result_there=FilteredRelation(
                "scorecards", condition=Q(scorecards__pk=Subquery(shown))
            ),
            listed=Case(When(result_there=None, then=Subquery(listed))),
            retracted=Exists(theirs.filter(retraction__isnull=False)),
            has_newer=Exists(newer),
        )
        .select_related("contract_there", "result_there__round")
    )


def row_of(municipality, term: Term, reading: Reading = readings.DEFAULT) -> Row:
    """The row of one of `municipalities_of`; its address keeps the reading."""
    contract = beside(municipality, "contract_there")
    scorecard = beside(municipality, "result_there")
    if scorecard is None:
        words = headline.without_scorecard(
            contract,
            municipality.listed or 0,
            retracted=municipality.retracted,
            is_over=terms.is_over(term),
        )
    else:
        # Known already: its address must not ask for them again, once per row.
        contract.term = term
        scorecard.municipality, scorecard.contract = municipality, contract
        words = headline.of_scorecard(scorecard)
    address = address_of_page("scorecards:municipality-term", municipality.slug, term.slug)
    return Row(
        municipality, contract, scorecard, words, address + reading.query,
        municipality.has_newer, reading,
    )  # fmt: skip


def pooled(term: Term) -> AtAGlance | None:
    """The round that the network can be compared in (`summed_up`), or None without results.

    Only one round and one method are pooled (METHOD §4): nothing that others published.
    """
    found = list(StandingResult.objects.summed_up(term.pk, newest=NEWEST))
    if not found:
        return None
    shown = [(row.is_median, _on_show(term.slug, _values(row))) for row in found]
    first = found[0]
    return AtAGlance(
        round=Round(**{name: getattr(first, f"compared_{name}") for name in OF_ROUND}),
        counts=scoring.Counts(*(getattr(first, f"sum_{each}") for each in scoring.STATUSES)),
        excluded=first.sum_excluded,
        municipalities=first.results,
        middle=[each for is_median, each in shown if is_median],
        newest=[each for is_median, each in shown if not is_median],
    )


# What a line of a list says of a result: of itself, its round and its municipality.
OF_RESULT = ("pk", *scoring.STATUSES, "excluded", "revision", "method_version", "published_at")


def _values(row: StandingResult) -> tuple:
    names = (
        *OF_RESULT,
        *(f"its_round_{name}" for name in OF_ROUND),
        *(f"town_{name}" for name in OF_TOWN),
    )
    return tuple(getattr(row, name) for name in names)


@lru_cache(maxsize=1024)
def _on_show(term: str, values: tuple) -> Scorecard:
    """The result that these values are of, to be read and never changed."""
    named = iter(values)
    result, round_, town = (
        dict(zip(names, named, strict=False)) for names in (OF_RESULT, OF_ROUND, OF_TOWN)
    )
    return Scorecard(
        **result,
        round=Round(**round_),
        municipality=Municipality(**town),
        contract=SocialContract(term=Term(slug=term)),
    )


def in_parts(
    rows: Sequence[Row],
    round: Round | None,
    *,
    is_whole: bool,
    reading: Reading = readings.DEFAULT,
) -> Parts:
    """Places for what can be compared: one round, one method, a percentage that may stand.

    Of a list that is not whole, being one page of many, nobody can know the places.
    """
    places, unplaced, elsewhere, without = [], [], [], []
    for row in rows:
        if row.scorecard is None:
            without.append(row)
        elif round is None or row.scorecard.round_id != round.pk:
            elsewhere.append(row)
        elif is_whole and row.headline.state in (State.RESULT, State.ZERO):
            places.append(row)
        else:
            unplaced.append(row)
    return Parts(ranking.in_places(places, reading), unplaced, elsewhere, without)
