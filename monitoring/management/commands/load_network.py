"""Bring the network's record into the database: facts, results published before, claims."""

import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, no_translations
from django.utils import timezone
from tqdm import tqdm

from monitoring.record import load_network
from municipalities.facts_file import FactsRefused
from municipalities.record import PATH

# In a demonstration the record is sealed before the demonstration begins, so that the same seed
# always gives the same ledger (its times never decrease). Elsewhere it is sealed when it is.
SEALED_IN_A_DEMONSTRATION = datetime.datetime(2024, 9, 1, 8, tzinfo=datetime.UTC)


def sealed_at() -> datetime.datetime:
    return SEALED_IN_A_DEMONSTRATION if settings.DEMO else timezone.now()


class Command(BaseCommand):
    help = (
        "Loads the network's record. Doing it again changes nothing. If anything in the file is "
        "malformed, unknown or contradictory, says what and where, loads nothing and exits with 1."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--file",
            type=Path,
            default=PATH,
            help="another file than the project's own (municipalities/data/README.md)",
        )

    @no_translations
    def handle(self, *, file, **options):
        # disable=None: tqdm draws on a terminal only.
        progress = partial(tqdm, desc="Loading", disable=None, leave=False)
        try:
            loading = load_network(path=Path(file), progress=progress, at=sealed_at())
        except FactsRefused as refusal:
            raise CommandError(
                f"Nothing was loaded; {len(refusal.reasons)} to put right:\n{refusal}"
            ) from None
        for kind, outcomes in loading.done.items():
            counted = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.items())
            self.stdout.write(f"{kind:<22} {counted}")
        for line in [*loading.changes, *loading.notes]:
            self.stdout.write(line)
