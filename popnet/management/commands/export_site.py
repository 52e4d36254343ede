"""manage.py export_site DIR: a static copy of the public site, for mirrors (QUALITY L-11).

Exit 0: the copy is there, whole; 1: it could not be made whole, and DIR is as it was; 2: DIR
holds something else, and nothing was done.
"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, no_translations
from tqdm import tqdm

from popnet.static_copy.making import NotWhole, make
from popnet.static_copy.walking import PageFailed
from popnet.static_copy.writing import ForeignFolder


class Command(BaseCommand):
    help = (
        "Writes every public page in both languages, every published file, the data and the "
        "ledger into DIR, with links that work from any server and from a disk. An earlier copy "
        "in DIR is replaced; any other folder that is not empty is refused."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="DIR", type=Path)

    @no_translations
    def handle(self, *, folder, **options):
        if not folder.resolve().parent.is_dir():
            raise CommandError(f"There is no folder {folder.resolve().parent}.", returncode=2)
        try:
            # disable=None: tqdm draws on a terminal only.
            with tqdm(desc="Addresses", disable=None, leave=False) as bar:
                made = make(folder, tick=bar.update)
        except ForeignFolder as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        except (PageFailed, NotWhole) as failure:
            raise CommandError(f"No copy was made. {failure}", returncode=1) from None
        for page, address in made.walked.dead:
            self.stderr.write(f"dead link on {page}: {address}")
        self.stdout.write(
            f"{len(made.walked.pages)} pages and {made.other_files} files in {folder}\n"
            f"Checkpoint:\n{made.checkpoint.text().rstrip()}"
        )
