"""The stage: the term with its rounds, the contracts and what is promised in them."""

from dataclasses import dataclass
from random import Random
from string import ascii_uppercase

from contracts.models import Commitment, Sector, Signature, SocialContract, Term
from monitoring.demonstration import script, wording
from monitoring.demonstration.accounts import Cast
from monitoring.demonstration.dates import REPLY_DAYS, Year
from monitoring.demonstration.script import WORDS, Contract, Part
from monitoring.demonstration.wording import Two, Wording
from monitoring.models import Round
from municipalities.models import County, Coverage, Municipality

SLUG = "demonstrim"


@dataclass(frozen=True)
class Place:
    """One municipality on the stage; ``number`` counts from 0, ``wordings`` follows its list."""

    number: int
    part: Part
    municipality: Municipality
    contract: SocialContract | None
    wordings: dict[int, Wording]  # by commitment


def set_term(years: list[Year]) -> tuple[Term, list[Round]]:
    """The demonstration and its rounds; the last is final, the elections are in the May after."""
    term = Term.objects.create(
        slug=SLUG,
        label_sq="Demonstrim – të dhëna të trilluara",
        label_en="Demonstration – invented data",
        begins=years[0].begins,
        ends=years[-1].term_ends,
        is_demonstration=True,
    )
    rounds = [
        Round.objects.create(
            term=term,
            slug=f"{year.year - 1}-{year.year}",
            name_sq=f"Raundi {number}: shtator {year.year - 1} – gusht {year.year}",
            name_en=f"Round {number}: September {year.year - 1} – August {year.year}",
            begins=year.begins,
            ends=year.ends,
            evidence_until=year.evidence_until,
            submit_by=year.submit_by,
            reply_days=REPLY_DAYS,
            is_final=year is years[-1],
        )
        for number, year in enumerate(years, start=1)
    ]
    return term, rounds


def municipality_of(number: int, part: Part, cast: Cast) -> Municipality:
    """One of the twelve, or an invented one, covered by the organisations in turn."""
    if number < len(script.THE_TWELVE):
        return Municipality.objects.get(slug=part.key)
    invented = invented_municipality(number)
    invented.save()
    Coverage.objects.create(organisation=cast.home(number), municipality=invented)
    return invented


def invented_municipality(number: int) -> Municipality:
    return Municipality(
        slug=invented_slug(number),
        name_sq=f"Shembull {number + 1}",
        name_en=f"Example {number + 1}",
        county=County.values[number % len(County.values)],
        is_demonstration=True,
    )


def invented_slug(number: int) -> str:
    return f"shembull-{number + 1}"


def set_place(
    number: int, part: Part, *, term: Term, cast: Cast, commitments: int, seed: int, source: str
) -> Place:
    """One municipality with the contract and the list of commitments that its part asks for."""
    municipality = municipality_of(number, part, cast)
    if part.contract is Contract.NONE:
        return Place(number, part, municipality, None, {})
    is_listed = part.contract is Contract.SIGNED
    contract = SocialContract.objects.create(
        municipality=municipality,
        term=term,
        code=code_of(municipality),
        signed_on=term.begins.isoformat()[:7],
        signed_at=wording.one("forum publik i trilluar"),
        source=source,
        list_status=part.list_status if is_listed else "unpublished",
    )
    _sign(contract, cast, number)
    place = Place(number, part, municipality, contract, {})
    if is_listed:
        _list_commitments(place, commitments, Random(f"{seed}/{part.key}/words"))
    return place


def code_of(municipality: Municipality) -> str:
    return f"{municipality.slug}-demo"


def _sign(contract: SocialContract, cast: Cast, number: int) -> None:
    """Two candidates without name or party, and the organisation."""
    for letter in "AB":
        Signature.objects.create(
            contract=contract, name=wording.one(f"kandidatura {letter}"), capacity="candidate"
        )
    Signature.objects.create(
        contract=contract, organisation=cast.home(number), capacity="organisation"
    )


def _list_commitments(place: Place, commitments: int, choice: Random) -> None:
    part, sectors = place.part, {sector.slug: sector for sector in Sector.objects.all()}
    letters = part.letters(part.last or "n", commitments)
    drawn = _draw(wording.commitments(), len(letters), choice)
    units = list(place.municipality.units.order_by("sort_key")[:4])
    for position, letter in enumerate(letters):
        words = _wording_at(position, letter, part, drawn)
        top = _commit(place, words, sectors, str(position + 1), position)
        if units and words.places:
            top.units.set([units[position % len(units)]])
        for number, title in enumerate(words.points, start=1):
            _commit(place, words, sectors, f"{position + 1}.{number}", position, top, title)


def _draw(all_of_them: list[Wording], number: int, choice: Random) -> list[Wording]:
    """So many, in a random order; each comes again only after all others."""
    drawn = []
    while len(drawn) < number:
        drawn += choice.sample(all_of_them, len(all_of_them))
    return drawn[:number]


def _wording_at(position: int, letter: str, part: Part, drawn: list[Wording]) -> Wording:
    if WORDS.get(letter) == "unassessable":
        return wording.vague()[position % len(wording.vague())]
    if part.bundle and position == part.bundle_at:
        return wording.bundle(part.bundle[0])
    if position == part.longest_at:
        return wording.longest()
    if position == part.amended_at:
        return wording.commitments()[0]
    return drawn[position]


def _commit(
    place: Place, words: Wording, sectors, number: str, position: int, parent=None,
    point: Two | None = None,
) -> Commitment:  # fmt: skip
    letter = place_letter(position)
    title, text = (point, Two("")) if point else (words.title, words.text)
    title, text = title.marked(place=letter), text.marked(place=letter) if text.sq else text
    if place.part.in_albanian_only or position % 5 == 3:
        title, text = title.in_albanian_only(), text.in_albanian_only()
    commitment = Commitment(
        contract=place.contract,
        parent=parent,
        number=number,
        reference=f"{place.contract.code}-{number}",
        sector=sectors[words.sector],
        kind=words.kind,
        places=words.places.format(place=letter),
        competence=words.competence,
        citizens_priority=position + 1 if position < 3 and not point else None,
        source=place.contract.source,
        **title.columns("title"),
        **text.columns("text"),
    )
    commitment.save()
    place.wordings[commitment.pk] = words
    return commitment


def place_letter(position: int) -> str:
    """Neighbourhoods and villages have letters, as there are no such places."""
    return ascii_uppercase[position % len(ascii_uppercase)]
