"""Bring the network's record into the database: facts, results published before, claims."""

from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, no_translations
from tqdm import tqdm

from monitoring.record import load_network
from municipalities.facts_file import FactsRefused
from municipalities.record import PATH


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
            loading = load_network(path=Path(file), progress=progress)
        except FactsRefused as refusal:
            raise CommandError(
                f"Nothing was loaded; {len(refusal.reasons)} to put right:\n{refusal}"
            ) from None
        for kind, outcomes in loading.done.items():
            counted = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.items())
            self.stdout.write(f"{kind:<22} {counted}")
        for line in [*loading.changes, *loading.notes]:
            self.stdout.write(line)
