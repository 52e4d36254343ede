"""`manage.py makemessages`: the Albanian catalogue, written so that only words change in it.

Django's command with the portal's options. No day of making and no line numbers are kept, so that
making it again without a new word changes nothing, and no word is guessed from a similar one.
"""

import re
from pathlib import Path

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(
            locale=["sq"],
            ignore_patterns=["var", "tests"],
            add_location="file",
            no_obsolete=True,
        )

    def write_po_file(self, potfile, locale):
        super().write_po_file(potfile, locale)
        catalogue = Path(potfile).parent / locale / "LC_MESSAGES" / f"{self.domain}.po"
        words = catalogue.read_text(encoding="utf-8")
        catalogue.write_text(
            re.sub(r'^"POT-Creation-Date: .*\n', "", words, flags=re.MULTILINE), encoding="utf-8"
        )
