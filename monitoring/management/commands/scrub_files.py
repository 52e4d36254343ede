"""manage.py scrub_files: is every stored file what it was? Exit 0 yes, 1 no."""

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from monitoring.evidence import references, scrubbing


class Command(BaseCommand):
    help = (
        "Reads every stored file that something refers to and compares it with its fingerprint. "
        "Exit code 0: all are what they were; 1: each damaged or missing one is named with the "
        "address that cites it."
    )

    def handle(self, **options):
        # disable=None: tqdm draws on a terminal only. A row has up to two files.
        bar = tqdm(total=references.number(), desc="Files", disable=None, leave=False)

        def progress(found):
            for reference in found:
                if reference.folder == references.PUBLIC:
                    bar.update()
                yield reference

        number = 0
        with bar:
            for damage in scrubbing.scrub(progress):
                number += 1
                what = "missing" if damage.is_missing else "damaged"
                file = damage.reference
                self.stdout.write(f"{what}: {file.folder}/{file.sha256}, cited at {file.cited_at}")
        if number:
            raise CommandError(f"{number} citations lead to a bad file.", returncode=1)
        self.stdout.write("good: every file is what it was")
