"""A file that was taken in while another field of its form was refused (QUALITY A-09).

The file lies in the store already; the form carries its signed fingerprint, so that it need not
be sent again. The signature binds it to the person and the finding, and lasts as long as a login.
"""

from dataclasses import asdict, dataclass

from django.conf import settings
from django.core import signing

from monitoring.evidence import StoredFile

SALT = "evidence that waits for the rest of its form"


@dataclass(frozen=True)
class KeptFile:
    """A stored file and what its sender calls it; ``size`` and ``content_type`` for the page."""

    stored: StoredFile
    name: str

    @property
    def size(self) -> int:
        return self.stored.size

    @property
    def content_type(self) -> str:
        return self.stored.content_type


def ticket(kept: KeptFile, *, finding, by) -> str:
    """The text that the form carries."""
    content = {"file": asdict(kept.stored), "name": kept.name, "finding": finding.pk, "by": by.pk}
    return signing.dumps(content, salt=SALT)


def redeem(text: str, *, finding, by) -> KeptFile | None:
    """The file behind a ticket; None if it is forged, too old or somebody else's."""
    try:
        content = signing.loads(text, salt=SALT, max_age=settings.SESSION_COOKIE_AGE)
    except signing.BadSignature:
        return None
    if (content["finding"], content["by"]) != (finding.pk, by.pk):
        return None
    return KeptFile(StoredFile(**content["file"]), content["name"])
