"""`manage.py remove_second_factor ana@example.org`: for somebody who lost phone and paper.

At her next sign-in she sets a new one up; until then nobody without her password gets that far,
and she is told by mail. Exit code 0, or 1 if nobody signs in with this address or has none.
"""

from django.core.management.base import BaseCommand, CommandError

from municipalities.models import User
from municipalities.signing_in import factors, sessions


class Command(BaseCommand):
    help = "Removes a person's second factor, so that she sets a new one up."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, **options):
        person = User.objects.filter(email=options["email"].lower()).first()
        if person is None or not factors.remove(person):
            raise CommandError("No such person, or no second factor set up.")
        sessions.end_sessions(person)
        self.stdout.write(f"Removed for {person.name}")
