"""manage.py erase_cases: forgets who told what. Exit 0 done, 1 some files are left."""

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from monitoring.cases import erasing


class Command(BaseCommand):
    help = (
        "Erases text, files and e-mail address of every case that was decided 90 days ago; "
        "outcome and reason stay public. Doing it again changes nothing. Run it once a day. Exit "
        "code 0: done; 1: some files could not be removed, each is named."
    )

    def handle(self, **options):
        # disable=None: tqdm draws on a terminal only.
        erased = erasing.erase(
            progress=lambda cases: tqdm(cases, desc="Cases", disable=None, leave=False)
        )
        for path in erased.left:
            self.stdout.write(f"left: {path}")
        self.stdout.write(f"erased: {erased.cases} cases, {erased.files} files")
        if erased.left:
            raise CommandError(f"{len(erased.left)} files could not be removed.", returncode=1)
