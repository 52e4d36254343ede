"""Before the invented contract was signed: invented needs, and three candidates without a party."""

import datetime
from decimal import Decimal

from contracts.juxtaposing import publishing, recording
from contracts.juxtaposing.changing import Reason
from contracts.models import (
    Activity,
    Candidate,
    Juxtaposition,
    Need,
    Position,
    Term,
)
from monitoring.demonstration.accounts import Cast
from monitoring.demonstration.stage import Place
from monitoring.demonstration.wording import Two, one, two, words_of

SLUG = "zgjedhje-demonstrim"
SPOKEN = ("accepts", "partly", "declines")


def juxtapose(place: Place, cast: Cast, term: Term) -> Juxtaposition:
    """One municipality before the election that began the term, published and changed once."""
    told, day = words_of("offers"), term.begins - datetime.timedelta(days=100)
    at = datetime.datetime.combine(day, datetime.time(8), tzinfo=datetime.UTC)
    election = recording.record_election(
        by=cast.secretary, term=term, slug=SLUG, name_sq="Zgjedhje vendore të trilluara",
        name_en="Invented local elections", held_on=day.isoformat()[:7],
        source=one("njoftim i trilluar"),
    )  # fmt: skip
    juxtaposition = recording.begin(
        by=cast.secretary, election=election, municipality=place.municipality, at=at
    )
    _collect(juxtaposition, cast, told, day, at)
    needs = _needs(juxtaposition, place, cast, told, day, at)
    for candidate in told["candidates"]:
        _stand(juxtaposition, candidate, needs, cast, told, day, at)
    publishing.publish(
        juxtaposition=juxtaposition, by=cast.publisher, at=at, **_seen(juxtaposition)
    )
    _add_the_result(juxtaposition, cast, two(told["changed"]).marked(), at)
    return juxtaposition


def _seen(juxtaposition: Juxtaposition) -> dict:
    return {"version": juxtaposition.lock_version}


def _collect(juxtaposition, cast: Cast, told: dict, day, at) -> None:
    recording.describe(
        juxtaposition=juxtaposition, by=cast.secretary, at=at, **_seen(juxtaposition),
        known={
            **two(told["collected"]).marked().columns("collected"),
            **two(told["scored"]).marked().columns("scored"),
            "source": one(told["source"]),
            "forum": _activity(juxtaposition, "forum", two(told["forum"]).marked(), day, 120),
        },
    )  # fmt: skip
    units = list(juxtaposition.municipality.units.order_by("sort_key")[:2]) or [None]
    recording.record_participation(
        juxtaposition=juxtaposition, by=cast.secretary, at=at, **_seen(juxtaposition),
        counted={
            unit: {"participants": 40 - 6 * place, "women": 21 - 2 * place, "youth": 12}
            for place, unit in enumerate(units)
        },
    )  # fmt: skip


def _activity(juxtaposition, kind: str, title: Two, day, participants: int) -> Activity:
    activity = Activity.objects.create(
        term=juxtaposition.election.term, kind=kind, begins=day.isoformat(),
        slug=f"{kind.replace('_', '-')}-{SLUG}", participants=participants,
        source=one("listë pjesëmarrjeje e trilluar"), is_public=True, **title.columns("title"),
    )  # fmt: skip
    activity.municipalities.add(juxtaposition.municipality)
    return activity


def _needs(juxtaposition, place: Place, cast: Cast, told: dict, day, at) -> list[Need]:
    voiced_at = _activity(juxtaposition, "focus_group", two(told["focus_group"]).marked(), day, 14)
    promised = list(place.contract.commitments.top_level().in_order()) if place.contract else []
    needs = []
    for number, words in enumerate(told["needs"], start=1):
        need = Need(
            juxtaposition=juxtaposition, number=number, pillar=words["pillar"],
            score=Decimal(words["score"]), voiced_at=voiced_at,
            **two(words["title"]).marked().columns("title"),
        )  # fmt: skip
        became = promised[words["commitment"] :][:1] if "commitment" in words else []
        needs.append(
            recording.record_need(
                need=need, by=cast.secretary, commitments=became, at=at, **_seen(juxtaposition)
            )
        )
    return needs


def _stand(juxtaposition, told_of: dict, needs, cast: Cast, told: dict, day, at) -> None:
    candidate = recording.record_candidate(
        candidate=Candidate(
            juxtaposition=juxtaposition, name=told_of["name"], source=one("listë e trilluar")
        ),
        by=cast.secretary, at=at, **_seen(juxtaposition),
    )  # fmt: skip
    said = [
        Position(
            candidate=candidate, need=need, answer=answer,
            **({
                "words": one(told["words"][answer]), "signed": answer == "accepts",
                "source": one(told["paper"]), "dated": day.isoformat(),
            } if answer in SPOKEN else {}),
        )
        for need, answer in zip(needs, told_of["answers"], strict=True)
    ]  # fmt: skip
    recording.record_positions(
        candidate=candidate, by=cast.secretary, said=said, at=at, **_seen(juxtaposition)
    )


def _add_the_result(juxtaposition, cast: Cast, reason: Two, at) -> None:
    """One of the three is elected; nothing on the page moves because of it."""
    recording.record_result(
        juxtaposition=juxtaposition, by=cast.publisher, at=at + datetime.timedelta(days=30),
        elected=juxtaposition.candidates.order_by("-name").first(),
        reason=Reason(reason.sq, reason.en), **_seen(juxtaposition),
    )  # fmt: skip
