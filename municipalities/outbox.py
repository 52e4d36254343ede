"""The outbox: mail is a row first, written with what it tells about, and sent later.

`put` and `put_many` write into the transaction of an action, so every step of the work goes on
while no mail server answers; `manage.py send_mail` hands over what waits (QUALITY T-8, R-18).
"""

import datetime
import hashlib
import logging
import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation

from municipalities.models import OutgoingMail

log = logging.getLogger(__name__)

# What a killed run had claimed is taken up again after this time.
CLAIM_LASTS = datetime.timedelta(minutes=15)
# So long a row says that its mail was sent, and keeps the same from being put in again.
SENT_IS_KEPT = datetime.timedelta(days=90)


class Reader(NamedTuple):
    """To whom one mail goes; ``key`` says what it is about and to whom, and is used once.

    ``leave`` is the path where she can end mails of this kind, if she can: the text names it, and
    mail programs show a button for it (RFC 8058).
    """

    key: str
    to: str
    language: str
    leave: str = ""


def put(*, key: str, to: str, language: str, template: str, at=None, **context) -> OutgoingMail:
    """One mail, in the reader's language, in the transaction of what it tells about.

    ``template`` names two files, ``emails/<template>.subject.txt`` and ``emails/<template>.txt``;
    both read the context and ``origin``, the address of the portal. ``key`` says what the mail is
    about: a second mail with the same key is the first one, not sent again.
    """
    put_many([Reader(key, to, language)], template=template, at=at, **context)
    return OutgoingMail.objects.get(key=key)


def put_many(readers: Iterable[Reader], *, template: str, at=None, **context) -> None:
    """The same to several people, each in her language, in one statement; see `put`.

    What is callable in the context is called in the language of the reader.
    """
    at, written, rows = at or timezone.now(), {}, []
    for key, to, language, path in readers:
        if language not in written:
            written[language] = _written(template, language, context)
        subject, text = written[language]
        leave = settings.PUBLIC_ORIGIN + path if path else ""
        rows.append(OutgoingMail(
            key=key, to=to, language=language, subject=subject, text=f"{text}{leave}\n" if leave
            else text, leave=leave, put_at=at,
        ))  # fmt: skip
    OutgoingMail.objects.bulk_create(rows, ignore_conflicts=True)


def send(mail: OutgoingMail, through) -> bool:
    """Hand the mail to ``through``, an open or closed connection of Django's; did it go out?

    False also if another run has it in hand. Claimed by compare-and-swap and sent outside any
    transaction: two runs at once send it once, and none holds a lock while a server thinks.
    """
    now = timezone.now()
    row = OutgoingMail.objects.filter(pk=mail.pk)
    if not row.to_be_sent(now - CLAIM_LASTS).update(claimed_at=now):
        return False
    try:
        through.send_messages([_message(mail)])
    except (OSError, ValueError) as failure:
        row.filter(claimed_at=now).update(claimed_at=None, tries=F("tries") + 1)
        # The words of the failure may hold the address.
        log.warning("mail %s was not sent: %s", mail.pk, type(failure).__name__)
        return False
    row.update(sent_at=timezone.now(), text="", leave="")
    return True


def waiting() -> list[OutgoingMail]:
    """What nobody has in hand now, oldest first."""
    return list(OutgoingMail.objects.to_be_sent(timezone.now() - CLAIM_LASTS))


def forget_sent() -> None:
    """Remove the rows, addresses among them, of what was sent long ago."""
    OutgoingMail.objects.sent_before(timezone.now() - SENT_IS_KEPT).delete()


def forget(begins: str) -> None:
    """Remove the rows, sent or waiting, whose keys begin so: somebody wants no trace of hers."""
    OutgoingMail.objects.with_keys_that_begin(begins).delete()


def _written(template: str, language: str, context: dict) -> tuple[str, str]:
    """Subject and text. Mail is plain text: nothing is escaped, nothing is markup (S-44)."""
    page = Context({**context, "origin": settings.PUBLIC_ORIGIN}, autoescape=False)
    with translation.override(language):
        subject, text = (
            get_template(f"emails/{template}{ending}").template.render(page)
            for ending in (".subject.txt", ".txt")
        )
    # One line, whatever stands in a name: no other header can begin in it (QUALITY S-48).
    return " ".join(subject.split())[:200], re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n"


def _message(mail: OutgoingMail) -> EmailMessage:
    headers = {
        "Message-ID": _message_id(mail),
        "Auto-Submitted": "auto-generated",
        "Content-Language": mail.language,
    }
    if mail.leave:
        headers["List-Unsubscribe"] = f"<{mail.leave}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return EmailMessage(mail.subject, mail.text, to=[mail.to], headers=headers)


def _message_id(mail: OutgoingMail) -> str:
    """The same each time the mail is tried, so that a receiver folds duplicates."""
    name = hashlib.sha256(f"{mail.pk} {mail.put_at.timestamp()} {mail.key}".encode()).hexdigest()
    return f"<{name[:32]}@{urlsplit(settings.PUBLIC_ORIGIN).hostname}>"
