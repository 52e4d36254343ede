"""A large showcase, made quickly: python -m tests.benchmarks.large_showcase LINES.

Rounds by municipalities, each scorecard with the same forty findings. The rows are as publishing
writes them, but for the ledger, whose entries only look like ones.
"""

import datetime
import sys

import django

ROUNDS, LINES_OF_ONE = 40, 40
AT_ONCE = 1000


def fill(lines: int) -> int:
    """Writes at least this many lines; returns how many."""
    from django.db import connection, transaction

    from monitoring import standing
    from monitoring.models import Scorecard, ScorecardEvidence, ScorecardLine
    from tests import factories

    municipalities = -(-lines // (ROUNDS * LINES_OF_ONE))
    with transaction.atomic():
        first = factories.ScorecardFactory()
        for _ in range(LINES_OF_ONE):
            line = factories.ScorecardLineFactory(scorecard=first)
            factories.ScorecardEvidenceFactory(line=line)
        contracts = [first.contract, *_contracts(first.contract, municipalities - 1)]
        rounds = [first.round, *factories.RoundFactory.create_batch(
            ROUNDS - 1, term=first.contract.term)]  # fmt: skip
        results = [(c, r) for r in rounds for c in contracts][1:]
        for start in range(0, len(results), AT_ONCE):
            _publish(first, results[start : start + AT_ONCE], start + 2)
        with connection.cursor() as cursor:
            _copy(cursor, ScorecardLine, "scorecard_id", f"SELECT id FROM {_table(Scorecard)}",
                  first.pk)  # fmt: skip
            # One item of evidence for every fourth finding.
            some = f"SELECT id FROM {_table(ScorecardLine)} WHERE id % 4 = 0"
            _copy(cursor, ScorecardEvidence, "line_id", some, line.pk)
        standing.remake()
    return ScorecardLine.objects.count()


def _contracts(like, number: int) -> list:
    from contracts.models import SocialContract
    from municipalities.albanian import sort_key
    from municipalities.models import Municipality

    places = Municipality.objects.bulk_create(
        [
            Municipality(
                slug=f"large-{place}", name_sq=f"Bashkia {place}", county="q44",
                sort_key=sort_key(f"Bashkia {place}"),
            )
            for place in range(number)
        ]
    )  # fmt: skip
    return SocialContract.objects.bulk_create(
        [
            SocialContract(
                municipality=place, term=like.term, code=f"{place.slug}-k", source=like.source,
                list_status=like.list_status,
            )
            for place in places
        ]
    )  # fmt: skip


def _publish(like, results, seq: int) -> None:
    from monitoring.models import LedgerEntry, Scorecard

    begin = like.published_at
    entries = LedgerEntry.objects.bulk_create(
        [
            LedgerEntry(
                seq=number, prev=f"{number:064x}", hash=f"{number + 1:064x}", kind="publish",
                subject=f"{contract.municipality.slug}/{round.slug}/scorecard", rev=1,
                at=begin + datetime.timedelta(seconds=number), entry="{}", payload="{}",
            )
            for number, (contract, round) in enumerate(results, start=seq)
        ]
    )  # fmt: skip
    same = (
        "full", "partial", "none", "unassessed", "unassessable", "method_version",
        "evidence_until", "monitoring", "reviewing", "revision",
    )  # fmt: skip
    Scorecard.objects.bulk_create(
        [
            Scorecard(
                municipality=contract.municipality, contract=contract, round=round, entry=entry,
                published_at=entry.at, **{name: getattr(like, name) for name in same},
            )
            for entry, (contract, round) in zip(entries, results, strict=True)
        ]
    )  # fmt: skip


def _table(model) -> str:
    return f'"{model._meta.db_table}"'


def _copy(cursor, model, owner: str, owners: str, like: int) -> None:
    """Gives every owner that has none the rows of the one that is the pattern."""
    columns = [field.column for field in model._meta.local_fields if not field.primary_key]
    names = ", ".join(f'"{column}"' for column in columns)
    taken = ", ".join("o.id" if column == owner else f'r."{column}"' for column in columns)
    cursor.execute(
        f"INSERT INTO {_table(model)} ({names}) SELECT {taken} FROM ({owners}) o"
        f' JOIN {_table(model)} r ON r."{owner}" = %s WHERE o.id <> %s'
        f' AND NOT EXISTS (SELECT 1 FROM {_table(model)} x WHERE x."{owner}" = o.id)',
        [like, like],
    )


if __name__ == "__main__":
    django.setup()
    print(fill(int(sys.argv[1])))
