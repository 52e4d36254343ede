"""`manage.py sweep_attempts`: forgets the tries that no limit counts any more; once a day."""

from django.core.management.base import BaseCommand

from municipalities.signing_in import limits


class Command(BaseCommand):
    help = "Deletes counted attempts older than a day. Exit code 0."

    def handle(self, *args, **options):
        self.stdout.write(f"{limits.sweep()} attempts forgotten")
