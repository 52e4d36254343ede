"""manage.py send_reminders: mails 7 days and 1 day before a deadline, into the outbox."""

import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from monitoring import reminders


class Command(BaseCommand):
    help = (
        "Puts a mail into the outbox for whoever has a deadline in 7 days or in 1: writers of "
        "drafts with what is missing, organisations without a report, reviewers, municipalities "
        "that can reply. Of a request for information 3 days before its answer is due, and when "
        "the time is over. Each once; a missed day is made up for. Run it once a day."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--on", default="", metavar="YYYY-MM-DD", help="instead of today in Tirana"
        )

    def handle(self, **options):
        try:
            on = datetime.date.fromisoformat(options["on"] or timezone.localdate().isoformat())
        except ValueError:
            raise CommandError(
                f"--on: {options['on']!r} is no day; write 2026-09-30.", returncode=2
            ) from None
        # disable=None: tqdm draws on a terminal only.
        for remind in tqdm(list(reminders.due(on)), desc="Reminders", disable=None, leave=False):
            remind()
