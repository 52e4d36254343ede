"""What invented citizens told about invented commitments: most is decided, some waits."""

from random import Random

from monitoring.cases import deciding, telling
from monitoring.demonstration.accounts import Cast
from monitoring.demonstration.dates import Year
from monitoring.demonstration.stage import Place
from monitoring.demonstration.wording import sentences, two


def tell_some(places: list[Place], cast: Cast, year: Year, *, seed: int) -> None:
    """One message about the first commitment of each of the first municipalities that have any."""
    with_commitments = [place for place in places if place.wordings]
    told = zip(with_commitments, sentences()["cases"], strict=False)
    for number, (place, words) in enumerate(told):
        case = telling.tell(
            commitment=place.contract.commitments.top_level().in_order().first(),
            kind=words["kind"],
            text=two(words["text"]).marked().sq,
            language="sq",
            sender=f"demonstration {number}",
            number=_number(seed, number),
            at=year.at("tell", seconds=number),
        )
        if "outcome" in words:
            reason = two(words["reason"]).marked()
            deciding.decide(
                case=case, by=cast.author(place.number), outcome=words["outcome"],
                sq=reason.sq, en=reason.en, at=year.at("decide_case", seconds=number),
            )  # fmt: skip


def _number(seed: int, number: int) -> str:
    """The same each time, as everything in the demonstration."""
    drawn = "".join(Random(f"{seed}/case/{number}").choices(telling.LETTERS, k=10))
    return f"{drawn[:5]}-{drawn[5:]}"
