"""Letters and documents that were taken in while the rest of their form is mended or confirmed
(QUALITY A-09).

The file lies in the store already; the form carries its signed fingerprint, so that it need not be
sent again. The signature binds it to ``holder``: the municipality's link, or the person who
files a letter of paper or a document. It lasts for less than a file that no row names may wait.
"""

import datetime
from dataclasses import asdict

from django.core import signing

from monitoring.evidence import CleanedFile, StoredFile
from monitoring.models import Report

SALT = "letter that waits for the rest of its reply"
KEPT_FOR = datetime.timedelta(hours=12)


def holder_of_the_link(report: Report) -> str:
    """Whoever holds the link that opens now; another link, also of this report, is another."""
    return f"link {report.pk} {report.reply_key}"


def holder_at_the_desk(report: Report, user) -> str:
    return f"desk {report.pk} {user.pk}"


def holder_of_documents(kind: str, about, user) -> str:
    return f"documents {kind} {about.pk} {user.pk}"


def ticket(stored: StoredFile | CleanedFile, *, holder: str) -> str:
    """The text that the form carries."""
    return signing.dumps({"file": asdict(stored), "holder": holder}, salt=SALT)


def redeem(
    text: str, *, holder: str, as_a: type[StoredFile] | type[CleanedFile] = StoredFile
) -> StoredFile | CleanedFile | None:
    """The file behind a ticket; None if it is forged, too old or somebody else's."""
    try:
        content = signing.loads(text, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    return as_a(**content["file"]) if content["holder"] == holder else None
