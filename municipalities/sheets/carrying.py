"""The rows of a dry run on their way from the page that shows them to the button that takes them.

The page carries them signed, bound to what they are ``about`` and to the person, so that no file is
sent twice and nobody imports what was shown of something else.
"""

from collections.abc import Iterable

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

from municipalities.sheets.rows import Row, Table, Unreadable

SALT = "rows of a spreadsheet that were shown"
# A form may be 2 MB long; the rest of it is small.
LONGEST = settings.DATA_UPLOAD_MAX_MEMORY_SIZE - 64 * 1024


def sealed(rows: Iterable[Row], *, about: str, by) -> str:
    """The text that the form carries. Unreadable if it would be too long for a form."""
    content = {"about": about, "by": by.pk, "rows": [[row.number, dict(row.cells)] for row in rows]}
    text = signing.dumps(content, salt=SALT, compress=True)
    if len(text) > LONGEST:
        raise Unreadable(_("This is too much text at once. Import the rows in two parts."))
    return text


def opened(text: str, *, about: str, by) -> Table | None:
    """The rows that were shown; None if they are forged, too old, or somebody else's."""
    try:
        content = signing.loads(text, salt=SALT, max_age=settings.SESSION_COOKIE_AGE)
    except signing.BadSignature:
        return None
    if (content["about"], content["by"]) != (about, by.pk):
        return None
    return Table([Row(number, cells) for number, cells in content["rows"]])
