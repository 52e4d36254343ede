"""The right of reply: the municipality's link, its replies and the answers to them."""

import datetime
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from monitoring import notices
from monitoring.actions.moves import hold, move, require
from monitoring.evidence import StoredFile
from monitoring.models.answers import Reply, ReplyLetter
from monitoring.models.workshop import Report
from monitoring.refusals import Conflict, NotAllowed, Refused

REPLY_LINK = signing.TimestampSigner(salt="reply of the municipality")
MOST_LETTERS = 5


@dataclass(frozen=True)
class Letter:
    """A letter that evidence.take_in stored, under the title that readers will see."""

    title: str
    file: StoredFile


@transaction.atomic
def invite_reply(*, report, by, contact: str = "", email: str = "", at=None) -> str:
    """Open the reply window; returns the signed text of the municipality's link.

    With an address the link is mailed there, without one it is handed over. A new invitation
    ends the link before it. The window ends with the day ``reply_until``.
    """
    at = at or timezone.now()
    require(by, "invite_reply", report)
    _refuse_unusable_contact(contact, email)
    until = end_of_the_window(report, at)
    move(report, "invite_reply", by, at, reply_invited_at=at, reply_invited_by=by,
          reply_until=until, reply_key=_new_key(), reply_contact=contact, reply_email=email,
          reply_revoked_at=None, reply_revoked_by=None)  # fmt: skip
    link = link_of(report)
    if email:
        notices.invitation(report, address=_address_in_albanian(link), at=at)
    return link


def end_of_the_window(report: Report, at=None) -> datetime.date:
    """The last day on which a link given out now can be used."""
    return timezone.localdate(at) + datetime.timedelta(days=report.round.reply_days)


@transaction.atomic
def revoke_reply_link(*, report, by, at=None) -> Report:
    """The link opens nothing any more; publication waits for the end of the window as before."""
    at = at or timezone.now()
    require(by, "revoke_reply_link", report)
    hold(report, "revoke_reply_link")
    if not report.reply_invited_at:
        raise Refused(_("No link has been given out."))
    move(report, "revoke_reply_link", by, at, only_if={"reply_revoked_at": None},
          reply_key=_new_key(), reply_revoked_at=at, reply_revoked_by=by)  # fmt: skip
    return report


def link_opens(report: Report, on: datetime.date | None = None) -> bool:
    """Whether the municipality's link opens the report on that day (today)."""
    return bool(
        report.status == Report.TRANSITIONS["record_reply"][0]
        and report.reply_until
        and not report.reply_revoked_at
        and (on or timezone.localdate()) <= report.reply_until
    )


def link_of(report: Report) -> str:
    """The signed text of the municipality's link, as long as no new invitation revokes it."""
    return REPLY_LINK.sign_object([report.pk, report.reply_key])


def report_behind(token: str, *, at=None) -> Report:
    """The report that the municipality's link opens.

    NotAllowed if the link was never given out; Refused, with a sentence, if its time is over.
    """
    pk, key = _unsigned(token)
    report = Report.objects.with_its_names().filter(pk=pk).first()
    if report is None:
        raise NotAllowed
    if report.reply_revoked_at:
        raise Refused(_("This link was revoked. Ask the organisation that sent it."))
    if not secrets.compare_digest(key, report.reply_key):
        raise Refused(_("This link was replaced by a newer one. Use the newer one."))
    if report.status != Report.TRANSITIONS["record_reply"][0]:
        raise Refused(_("This report has been published; its page shows every reply."))
    _refuse_after_the_window(report, at or timezone.now())
    return report


@transaction.atomic
def record_reply(
    *, report, text: str, capacity: str, language: str = "sq", finding=None,
    letters: Sequence[Letter] = (), by=None, token="", at=None,
) -> Reply:  # fmt: skip
    """Add a reply: through the municipality's link (``token``) or a letter filed by an admin.

    The same words with the same letters sent twice are one reply (QUALITY R-09).
    """
    at = at or timezone.now()
    if by:
        require(by, "record_reply", report)
    else:
        _refuse_wrong_link(report, token, at)
    if finding and finding.report_id != report.pk:
        raise Refused(_("This finding belongs to another report."))
    if not text.strip():
        raise Refused(_("Write the reply."))
    if len(letters) > MOST_LETTERS:
        raise Refused(_("At most %(number)s letters come with a reply.") % {"number": MOST_LETTERS})
    hold(report, "record_reply")
    words = {
        "finding": finding, "text": text, "language": language, "capacity": capacity,
        "filed_by": by,
    }  # fmt: skip
    if already_there := _the_same(report, words, letters):
        return already_there
    move(report, "record_reply", by, at)
    through = Reply.Through.LETTER if by else Reply.Through.LINK
    reply = Reply(report=report, through=through, received_at=at, **words)
    reply.full_clean()
    reply.save()
    _attach(reply, letters)
    return reply


@transaction.atomic
def answer_reply(*, reply, by, sq: str, en: str = "", at=None) -> Reply:
    """The reviewer's answer, printed after the reply; the reply itself is never altered."""
    at = at or timezone.now()
    require(by, "answer_reply", reply.report)
    if not sq.strip():
        raise Refused(_("Write the answer in Albanian."))
    move(reply.report, "answer_reply", by, at)
    if not Reply.objects.filter(pk=reply.pk, answered_at=None).update(
        answer_sq=sq, answer_en=en, answered_at=at, answered_by=by
    ):
        raise Conflict(_("This reply has already been answered."))
    reply.refresh_from_db()
    return reply


def _new_key() -> str:
    return secrets.token_hex(16)


def _address_in_albanian(link: str) -> str:
    """The municipality's page, whatever the language of who invites; it has a language switch."""
    with override(settings.LANGUAGE_CODE):
        return reverse("reply", args=[link])


def _refuse_unusable_contact(contact: str, email: str) -> None:
    for name, value in {"reply_contact": contact, "reply_email": email}.items():
        try:
            Report._meta.get_field(name).clean(value, None)
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from None


def _the_same(report: Report, words: dict, letters: Sequence[Letter]) -> Reply | None:
    sent = {letter.file.sha256 for letter in letters}
    said = report.replies.filter(**words).prefetch_related("letters")
    return next((r for r in said if {each.sha256 for each in r.letters.all()} == sent), None)


def _attach(reply: Reply, letters: Sequence[Letter]) -> None:
    """The same file sent twice is one letter."""
    once = {letter.file.sha256: letter for letter in letters}
    for letter in once.values():
        row = ReplyLetter(reply=reply, title=letter.title, **asdict(letter.file))
        row.full_clean()
        row.save()


def _unsigned(token: str) -> list:
    try:
        return REPLY_LINK.unsign_object(token)
    except signing.BadSignature:
        raise NotAllowed from None


def _refuse_wrong_link(report: Report, token: str, at) -> None:
    pk, key = _unsigned(token)
    report.refresh_from_db()
    is_its_own = pk == report.pk and secrets.compare_digest(key, report.reply_key)
    if not is_its_own or report.reply_revoked_at:
        raise NotAllowed
    _refuse_after_the_window(report, at)


def _refuse_after_the_window(report: Report, at) -> None:
    if timezone.localdate(at) > report.reply_until:
        raise Refused(_("The time for the reply has ended. Write to the network."))
