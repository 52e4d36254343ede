"""manage.py anonymise_people: accounts that were disabled long ago lose name and address; daily."""

from django.core.management.base import BaseCommand
from tqdm import tqdm

from municipalities.people.leaving import anonymise_due


class Command(BaseCommand):
    help = (
        "Makes every account anonymous that was disabled ANONYMISE_AFTER_DAYS ago (365 unless "
        "set), and forgets invitations that nobody took up in that time. What was done stays. "
        "Doing it again changes nothing. Run it once a day. Exit code 0."
    )

    def handle(self, **options):
        # disable=None: tqdm draws on a terminal only.
        number = anonymise_due(
            progress=lambda people: tqdm(people, desc="People", disable=None, leave=False)
        )
        self.stdout.write(f"{number} accounts made anonymous")
