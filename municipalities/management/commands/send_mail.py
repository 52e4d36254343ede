"""manage.py send_mail: what waits in the outbox is sent. Exit 0 all of it, 1 something waits."""

from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from municipalities import outbox
from municipalities.models import OutgoingMail


class Command(BaseCommand):
    help = (
        "Sends what waits in the outbox, oldest first, each mail once however many runs there are. "
        "What fails waits for the next run. Exit 0: nothing waits any more; 1: something does. "
        "Removes what was sent 90 days ago. Run it every minute."
    )

    def handle(self, **options):
        outbox.forget_sent()
        connection = get_connection()
        # disable=None: tqdm draws on a terminal only.
        for mail in tqdm(outbox.waiting(), desc="Mail", disable=None, leave=False):
            outbox.send(mail, connection)
        if waiting := OutgoingMail.objects.waiting().count():
            raise CommandError(f"Mails that still wait: {waiting}.", returncode=1)
