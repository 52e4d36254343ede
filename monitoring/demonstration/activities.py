"""Invented activities of the first municipalities, and papers: of one of them, of a contract, of
what was amended in one."""

import datetime

from contracts.activities.recording import Step, Ties, record_activity
from contracts.models import Activity, Amendment, Term
from monitoring import documents, evidence
from monitoring.demonstration import files
from monitoring.demonstration.accounts import Cast
from monitoring.demonstration.dates import Year
from monitoring.demonstration.stage import Place
from monitoring.demonstration.wording import one, two, words_of


def meet_citizens(places: list[Place], cast: Cast, term: Term, year: Year) -> None:
    """One activity with each of the first municipalities that have commitments, all public."""
    with_commitments = [place for place in places if place.wordings]
    told = zip(with_commitments, words_of("activities")["activities"], strict=False)
    held = [
        _hold(place, cast, term, year, words, number) for number, (place, words) in enumerate(told)
    ]
    if held:
        first, by = with_commitments[0], cast.author(with_commitments[0].number)
        _add(held[0], "Programi i forumit", "decision", by, year)
        _add(first.contract, "Kontrata e nënshkruar", "handover", by, year)
    for place in with_commitments:
        for amendment in Amendment.objects.filter(commitment__contract=place.contract):
            by = cast.author(place.number)
            _add(amendment, "Marrëveshja e të dyja palëve", "decision", by, year, amendment.since)


def _hold(place: Place, cast: Cast, term: Term, year: Year, words: dict, number: int) -> Activity:
    title, summary = two(words["title"]).marked(), two(words["summary"]).marked()
    begins = year.begins + datetime.timedelta(days=60 + number)
    steps = [
        Step(
            step["kind"],
            (begins + datetime.timedelta(days=40 * place_in_line)).isoformat(),
            two(step["text"]).sq,
            two(step["text"]).en,
        )
        for place_in_line, step in enumerate(words.get("steps", []))
    ]
    return record_activity(
        by=cast.author(place.number),
        term=term,
        words={
            "kind": words["kind"],
            **title.columns("title"),
            **summary.columns("summary"),
            "begins": begins.isoformat(),
            "ends": steps[-1].dated if steps else "",
            "place": words["place"],
            "is_online": False,
            **{name: words.get(name) for name in ("participants", "women", "youth")},
            "source": one("regjistër i trilluar i organizatës"),
            "link": "",
            "is_public": True,
        },
        ties=Ties(
            organisations=(cast.home(place.number),),
            municipalities=(place.municipality,),
            commitments=(place.contract.commitments.top_level().in_order().first(),),
            steps=tuple(steps),
        ),
    )


def _add(about, title: str, drawn: str, by, year: Year, day: datetime.date | None = None) -> None:
    file = evidence.take_in_cleaned(files.document(drawn), name=f"{drawn}.pdf")
    documents.add_document(
        about=about, by=by, file=file, title=one(title), dated=(day or year.begins).isoformat(),
        at=year.at("open_report"),
    )  # fmt: skip
