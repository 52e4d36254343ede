"""A portal with very many commitments to search through: python -m tests.benchmarks.large_search N.

Forty commitments a municipality, each with one published finding. The words are invented, in a
seeded order, so that both databases hold the same: thirty frequent ones, of which every text has
about half, and twenty thousand that are the rarer the later they stand. Every thousandth
commitment names Shkodër; one of ten was amended after its finding was published.
"""

import datetime
import random
import sys

import django

OF_ONE = 40
AT_ONCE = 100
FREQUENT = (
    "rruga shkolla uji ndertimi bashkia komuna qyteti fshati sheshi parku tregu drita asfalti "
    "kanali ura banesa kopshti qendra rrjeti mbetje sherbimi qytetari buxheti projekti punime "
    "zona banoret lagjja transporti mjedisi"
).split()
SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe qi ro su ta ve xhi zo shi".split()
STATUSES = ("full", "partial", "partial", "none", "none", "none", "unassessed", "partial")
STAGES = ("in_use", "under_way", "planned", "no_step", "announced", "no_step", "", "contracted")


def fill(commitments: int) -> None:
    """Writes at least this many commitments, with what publishing writes of each."""
    from django.db import connection, transaction

    from monitoring import search_index
    from tests import factories

    with transaction.atomic():
        like = factories.ScorecardLineFactory()
        search_index.remake(like.scorecard.contract)
        term = like.scorecard.contract.term
        sectors = [like.sector, *factories.SectorFactory.create_batch(11)]
        drawn = random.Random(1)
        rare = sorted({"".join(drawn.choices(SYLLABLES, k=4)) for _ in range(20_000)})
        municipalities = -(-commitments // OF_ONE)
        for start in range(0, municipalities, AT_ONCE):
            numbers = range(start, min(start + AT_ONCE, municipalities))
            _write(like, term, sectors, rare, drawn, numbers)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")


def _write(like, term, sectors, rare, drawn, numbers) -> None:
    from contracts.models import Commitment, SocialContract
    from monitoring.models import LedgerEntry, PublishedWords, Scorecard, ScorecardLine
    from monitoring.search_index import OF_A_LINE, text_of
    from municipalities.albanian import sort_key, words
    from municipalities.models import Municipality

    places = Municipality.objects.bulk_create(
        Municipality(
            slug=f"large-{number}", name_sq=f"Bashkia {number}", county="q44",
            sort_key=sort_key(f"Bashkia {number}"),
        )
        for number in numbers
    )  # fmt: skip
    contracts = SocialContract.objects.bulk_create(
        SocialContract(
            municipality=place, term=term, code=f"{place.slug}-k",
            source=like.scorecard.contract.source,
            list_status=like.scorecard.contract.list_status,
        )
        for place in places
    )  # fmt: skip
    promised = []
    for contract in contracts:
        for number in range(1, OF_ONE + 1):
            title, text = _sentence(rare, drawn, 4), _sentence(rare, drawn, 10)
            promised.append(
                Commitment(
                    contract=contract, number=str(number), sector=drawn.choice(sectors),
                    reference=f"{contract.municipality.slug}-2023-{number}", title_sq=title,
                    text_sq=f"{text} Shkodër" if drawn.random() < 0.001 else text,
                )
            )  # fmt: skip
    promised = Commitment.objects.bulk_create(promised)
    begin = like.scorecard.published_at
    entries = LedgerEntry.objects.bulk_create(
        LedgerEntry(
            seq=number + 2, prev=f"{number + 1:064x}", hash=f"{number + 2:064x}", kind="publish",
            subject=f"large-{number}/{like.scorecard.round.slug}/scorecard", rev=1,
            at=begin + datetime.timedelta(seconds=number), entry="{}", payload="{}",
        )
        for number in numbers
    )  # fmt: skip
    same = (
        "full", "partial", "none", "unassessed", "unassessable", "method_version",
        "evidence_until", "monitoring", "reviewing", "revision", "round",
    )  # fmt: skip
    cards = Scorecard.objects.bulk_create(
        Scorecard(
            municipality=contract.municipality, contract=contract, entry=entry,
            published_at=entry.at, **{name: getattr(like.scorecard, name) for name in same},
        )
        for contract, entry in zip(contracts, entries, strict=True)
    )  # fmt: skip
    lines = []
    for place, commitment in enumerate(promised):
        kind = drawn.randrange(len(STATUSES))
        status = "unassessable" if drawn.random() < 0.001 else STATUSES[kind]
        lines.append(
            ScorecardLine(
                scorecard=cards[place // OF_ONE], commitment=commitment,
                position=place % OF_ONE + 1, number=commitment.number,
                reference=commitment.reference, sector=commitment.sector, pillar=like.pillar,
                kind=like.kind, status=status, stage=STAGES[kind],
                title_sq=commitment.title_sq if drawn.random() < 0.9 else "U ndryshua",
                text_sq=commitment.text_sq, rationale_sq=_sentence(rare, drawn, 25),
            )
        )  # fmt: skip
    ScorecardLine.objects.bulk_create(lines)
    slug = like.scorecard.round.slug
    PublishedWords.objects.bulk_create(
        PublishedWords(
            commitment=line.commitment,
            words=text_of(
                set(words(" ".join(getattr(line, name) for name in OF_A_LINE))),
                [(slug, line.status, line.stage)],
            ),
        )
        for line in lines
    )


def _sentence(rare, drawn, length: int) -> str:
    frequent = [word for word in FREQUENT if drawn.random() < length / 50]
    others = (rare[int(len(rare) * drawn.random() ** 3)] for _ in range(length // 2))
    return " ".join([*frequent, *others])


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[1]))
