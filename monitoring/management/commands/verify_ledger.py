"""manage.py verify_ledger: is everything that the site shows what was sealed? Exit 0 yes, 1 no."""

from argparse import ArgumentTypeError

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from monitoring import ledger, verification
from monitoring.models.chain import LedgerEntry
from monitoring.scorecards import rendered


class Command(BaseCommand):
    help = "Compare the chain, the published rows, the rendered figures and the files."

    def add_arguments(self, parser):
        parser.add_argument(
            "--since", default="", metavar="SIZE:HASH", help="prove that this older head is kept"
        )
        parser.add_argument(
            "--no-pages", action="store_true", help="leave out the rendered figures"
        )

    def handle(self, **options):
        try:
            if options["since"]:
                ledger.parse_since(options["since"])
        except ArgumentTypeError as error:
            raise CommandError(f"--since: {error}", returncode=2) from None
        found = 0
        checks = [verification.problems(options["since"])]
        if not options["no_pages"]:
            checks.append(rendered.problems())
        for check in checks:
            for problem in check:
                found += 1
                self.stdout.write(f"broken: {problem}")
        if found:
            raise CommandError(f"{found} differences found.", returncode=1)
        head = LedgerEntry.objects.head()
        size, hash_ = (head.seq, head.hash) if head else (0, ledger.GENESIS)
        self.stdout.write(f"good: {size} entries, head {hash_}")
        self.stdout.write(ledger.Checkpoint(settings.PUBLIC_ORIGIN, size, hash_).text().rstrip())
