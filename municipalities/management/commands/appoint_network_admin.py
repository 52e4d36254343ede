"""`manage.py appoint_network_admin ana@example.org "Ana Shembulli"`: the first, or after a loss.

Makes the account if there is none, and puts a mail with a link for a password into the outbox.
Exit code 0, or 1 if the account is disabled or the address is none.
"""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from municipalities.models import User
from municipalities.people.roles import make_network_admin
from municipalities.refusals import Refused
from municipalities.signing_in.resetting import ask_for_link


class Command(BaseCommand):
    help = "Makes somebody a network admin and sends her a link for her password."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("name")

    @transaction.atomic
    def handle(self, *args, **options):
        email = options["email"].lower()
        person = User.objects.filter(email=email).first()
        try:
            person = person or User.objects.create_user(email=email, name=options["name"])
            make_network_admin(person=person, by=None)
        except (Refused, ValidationError) as refusal:
            raise CommandError(str(refusal)) from None
        ask_for_link(email=email)
        self.stdout.write(f"{person.name} is a network admin")
