"""manage.py send_digests: what changed, into the outbox, for everybody who follows by e-mail."""

from django.core.management.base import BaseCommand
from tqdm import tqdm

from monitoring.following import digests


class Command(BaseCommand):
    help = (
        "Puts a mail into the outbox for whoever follows a municipality, sector or commitment of "
        "which something was published, corrected, retracted or replied since she was last told. "
        "Each is told everything once; a missed week is made up for. Run it once a week. Exit 0."
    )

    def handle(self, **options):
        # disable=None: tqdm draws on a terminal only.
        for tell in tqdm(list(digests.due()), desc="Digests", disable=None, leave=False):
            tell()
