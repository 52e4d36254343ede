"""Build the demonstration term, once (DESIGN §7)."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, no_translations
from tqdm import tqdm

from contracts.models import Term
from monitoring.demonstration import accounts, seeding
from monitoring.demonstration.seeding import NotSeeded, Size
from monitoring.models import LedgerEntry, Scorecard

# Of each option: the least and the most that is possible.
RANGES = {"municipalities": (1, 10_000), "rounds": (1, 40), "commitments": (1, 200)}


class Command(BaseCommand):
    help = (
        "Builds the demonstration term in a demonstration (DEMO=1): invented commitments, findings "
        "and evidence, the same for the same parameters. Doing it again changes nothing."
    )

    def add_arguments(self, parser):
        usual = Size()
        parser.add_argument("--municipalities", type=int, default=usual.municipalities)
        parser.add_argument("--rounds", type=int, default=usual.rounds)
        parser.add_argument("--commitments", type=int, default=usual.commitments)
        parser.add_argument("--seed", type=int, default=usual.seed)
        parser.add_argument("--accounts", action="store_true", help="only print who may sign in")

    @no_translations
    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError(
                "This is no demonstration, so nothing invented is put into it. Set DEMO=1 and use "
                "a new database to look at the demonstration."
            )
        if not options["accounts"]:
            self._seed(options)
        self._print_accounts()

    def _seed(self, options) -> None:
        size = Size(**{name: options[name] for name in (*RANGES, "seed")})
        for name, (least, most) in RANGES.items():
            if not least <= getattr(size, name) <= most:
                raise CommandError(f"--{name} must be from {least} to {most:,}.")
        try:
            # disable=None: tqdm draws on a terminal only.
            with tqdm(
                desc="Reports", total=size.municipalities * size.rounds, disable=None, leave=False
            ) as bar:
                is_new = seeding.seed(size, tick=bar.update)
        except NotSeeded as refusal:
            raise CommandError(str(refusal)) from None
        if not is_new:
            self.stdout.write("The demonstration is already there; nothing was changed.")
        self._print_summary()

    def _print_summary(self) -> None:
        term = Term.objects.get(is_demonstration=True)
        head = LedgerEntry.objects.head()
        self.stdout.write(
            f"{term.label_en}: {term.contracts.count()} contracts, {term.rounds.count()} rounds, "
            f"{Scorecard.objects.of_the_term(term).count()} published scorecards.\n"
            f"Ledger: {head.seq} entries, head {head.hash}"
        )

    def _print_accounts(self) -> None:
        rows = accounts.table()
        if not rows:
            raise CommandError("There is no demonstration yet. Run seed_demo first.")
        self.stdout.write(f"\nAccounts of the demonstration, all with {accounts.PASSWORD!r}:")
        widest = max(len(email) for email, _role, _organisation in rows)
        for email, role, organisation in rows:
            self.stdout.write(f"  {email:<{widest}}  {role:<13}  {organisation}".rstrip())
