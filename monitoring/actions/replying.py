"""The right of reply: the municipality's link, its replies and the answers to them."""

import datetime
import secrets

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from monitoring.actions.moves import hold, move, require
from monitoring.models.answers import Reply
from monitoring.models.workshop import Report
from monitoring.refusals import Conflict, NotAllowed, Refused

REPLY_LINK = signing.TimestampSigner(salt="reply of the municipality")


@transaction.atomic
def invite_reply(*, report, by, at=None) -> str:
    """Open the reply window; returns the signed text of the municipality's link.

    A new invitation revokes the link before it. The window ends with the day ``reply_until``.
    """
    at = at or timezone.now()
    require(by, "invite_reply", report)
    until = timezone.localdate(at) + datetime.timedelta(days=report.round.reply_days)
    key = secrets.token_hex(16)
    move(report, "invite_reply", by, at, reply_invited_at=at, reply_invited_by=by,
          reply_until=until, reply_key=key)  # fmt: skip
    return link_of(report)


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
    if not secrets.compare_digest(key, report.reply_key):
        raise Refused(_("This link was replaced by a newer one. Use the newer one."))
    if report.status != Report.TRANSITIONS["record_reply"][0]:
        raise Refused(_("This report has been published; its page shows every reply."))
    _refuse_after_the_window(report, at or timezone.now())
    return report


@transaction.atomic
def record_reply(
    *, report, text: str, capacity: str, language: str = "sq", finding=None, by=None, token="",
    at=None,
) -> Reply:  # fmt: skip
    """Add a reply: through the municipality's link (``token``) or a letter filed by an admin.

    The same words sent twice are one reply (QUALITY R-09).
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
    hold(report, "record_reply")
    words = {
        "finding": finding, "text": text, "language": language, "capacity": capacity,
        "filed_by": by,
    }  # fmt: skip
    if already_there := report.replies.filter(**words).first():
        return already_there
    move(report, "record_reply", by, at)
    through = Reply.Through.LETTER if by else Reply.Through.LINK
    reply = Reply(report=report, through=through, received_at=at, **words)
    reply.full_clean()
    reply.save()
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


def _unsigned(token: str) -> list:
    try:
        return REPLY_LINK.unsign_object(token)
    except signing.BadSignature:
        raise NotAllowed from None


def _refuse_wrong_link(report: Report, token: str, at) -> None:
    pk, key = _unsigned(token)
    report.refresh_from_db()
    if pk != report.pk or not secrets.compare_digest(key, report.reply_key):
        raise NotAllowed
    _refuse_after_the_window(report, at)


def _refuse_after_the_window(report: Report, at) -> None:
    if timezone.localdate(at) > report.reply_until:
        raise Refused(_("The time for the reply has ended. Write to the network."))
