"""manage.py sweep_orphans: stored files that nothing refers to. Exit 0 done, 1 some are left."""

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from tqdm import tqdm

from monitoring.evidence import orphans


class Command(BaseCommand):
    help = (
        "Removes stored files that nothing has referred to for 24 hours: uploads that were broken "
        "off, items removed from drafts. Doing it again changes nothing. Exit code 0: done; "
        "1: some files could not be removed, each is named."
    )

    def handle(self, **options):
        # disable=None: tqdm draws on a terminal only.
        swept = orphans.sweep(
            progress=lambda files: tqdm(files, desc="Files", disable=None, leave=False)
        )
        for path in swept.left:
            self.stdout.write(f"left: {path}")
        self.stdout.write(f"removed: {swept.files} files, {filesizeformat(swept.bytes)}")
        if swept.left:
            raise CommandError(f"{len(swept.left)} files could not be removed.", returncode=1)
