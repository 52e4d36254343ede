"""Building the demonstration, once: the same parameters give the same rows, files and hashes."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

import municipalities.record
from contracts.models import Sector, Term
from monitoring.demonstration import (
    accounts,
    activities,
    cases,
    dates,
    files,
    letters,
    offers,
    people,
    preparing,
    running,
    script,
    secretariat,
    stage,
    wording,
)
from monitoring.demonstration.copies import Copies
from monitoring.demonstration.play import Play
from monitoring.models import LedgerEntry
from monitoring.record import load_network
from municipalities.models import Municipality, Organisation, OutgoingMail


class NotSeeded(Exception):
    """The demonstration was not built; str() says why and what to do."""


@dataclass(frozen=True)
class Size:
    """How large the demonstration is; ``seed`` chooses the words and the statuses that vary."""

    municipalities: int = 12
    rounds: int = 3
    commitments: int = 11
    seed: int = 1

    def command(self) -> str:
        return (
            f"seed_demo --municipalities {self.municipalities} --rounds {self.rounds} "
            f"--commitments {self.commitments} --seed {self.seed}"
        )


def seed(
    size: Size, *, tick: Callable[[int], None] = lambda done: None, copy_after: int = script.PLAYED
) -> bool:
    """Build the demonstration, all or nothing; False if exactly this one is already there.

    ``tick`` is told how many reports are done. Municipalities beyond ``copy_after`` are copied in
    bulk. NotSeeded if there is another demonstration, or the network's record is not whole.
    """
    source = wording.one(f"trilluar me {size.command()}")
    term = Term.objects.filter(is_demonstration=True).first()
    if term:
        if term.contracts.filter(source=source).exists():
            return False
        raise NotSeeded(
            "There is already a demonstration with other parameters. What was published is "
            "written once, so start with a new database."
        )
    with transaction.atomic():
        _build(size, source, tick, copy_after)
    return True


def _build(size: Size, source: str, tick: Callable[[int], None], copy_after: int) -> None:
    years = dates.years(size.rounds)
    if not Municipality.objects.in_the_network().exists():
        # Sealed before everything else, at a fixed time, so that the chain is the same each time.
        load_network(path=municipalities.record.PATH, at=years[0].at("open_report"))
    cast = accounts.engage(_towns())
    term, rounds = stage.set_term(years)
    places = [
        stage.set_place(
            number, script.part_of(number, size.seed), term=term, cast=cast,
            commitments=size.commitments, seed=size.seed, source=source,
        )
        for number in range(min(size.municipalities, copy_after))
    ]  # fmt: skip
    copies = Copies(places, size.municipalities, tick)
    head = LedgerEntry.objects.head()
    told_before = set(OutgoingMail.objects.values_list("pk", flat=True))
    Play(
        term=term, rounds=rounds, years=years, places=places, cast=cast,
        drawer=files.fill_drawer(), commitments=size.commitments, seed=size.seed,
        not_before=head.at if head else datetime.datetime.min.replace(tzinfo=datetime.UTC),
        when_published=copies.of_round, tick=tick,
    ).perform()  # fmt: skip
    cases.tell_some(places, cast, years[-1], seed=size.seed)
    activities.meet_citizens(places, cast, term, years[0])
    running.run_rounds(rounds, years, cast)
    letters.ask_for_information(places, cast, years[-1])
    offers.juxtapose(places[0], cast, term)
    preparing.prepare_and_check(places, cast, term, years[0].at("open_report"))
    secretariat.speak(cast, years[-1])
    secretariat.look_up(places, cast, years[-1])
    people.invite_some(cast)
    # Nobody is told by mail today of what happened in an invented past.
    OutgoingMail.objects.exclude(pk__in=told_before).delete()


def _towns() -> list[tuple[Organisation, Municipality]]:
    """The twelve with the organisations that cover them, in the order of the script."""
    towns = []
    for part in script.THE_TWELVE:
        municipality = Municipality.objects.in_the_network().filter(slug=part.key).first()
        organisation = municipality and Organisation.objects.covering(municipality).first()
        if not organisation:
            raise NotSeeded(
                f"The municipality {part.key} or the organisation that covers it is missing. Run "
                "load_network first."
            )
        towns.append((organisation, municipality))
    needed = {words.sector for words in wording.commitments()}
    missing = needed - set(Sector.objects.values_list("slug", flat=True))
    if missing:
        raise NotSeeded(f"Sectors are missing: {', '.join(sorted(missing))}. Run load_network.")
    return towns
