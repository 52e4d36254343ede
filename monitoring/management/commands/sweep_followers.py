"""manage.py sweep_followers: erases addresses that were never confirmed; once a day."""

from django.core.management.base import BaseCommand

from monitoring import following


class Command(BaseCommand):
    help = (
        "Erases the addresses of people who asked to follow by e-mail and did not confirm it in "
        "seven days, also from the outbox. Run it once a day. Exit code 0."
    )

    def handle(self, **options):
        self.stdout.write(f"{following.sweep()} addresses erased")
