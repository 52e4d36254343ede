"""The right of reply: the municipality's link, its replies and the answers to them."""

import datetime
import secrets

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from monitoring.actions.moves import move, require
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
    return REPLY_LINK.sign_object([report.pk, key])


@transaction.atomic
def record_reply(
    *, report, text: str, capacity: str, language: str = "sq", finding=None, by=None, token="",
    at=None,
) -> Reply:  # fmt: skip
    """Add a reply: through the municipality's link (``token``) or a letter filed by an admin."""
    at = at or timezone.now()
    if by:
        require(by, "record_reply", report)
    else:
        _refuse_wrong_link(report, token, at)
    if finding and finding.report_id != report.pk:
        raise Refused(_("This finding belongs to another report."))
    if not text.strip():
        raise Refused(_("Write the reply."))
    move(report, "record_reply", by, at)
    reply = Reply(
        report=report, finding=finding, text=text, language=language, capacity=capacity,
        through=Reply.Through.LETTER if by else Reply.Through.LINK, filed_by=by, received_at=at,
    )  # fmt: skip
    reply.full_clean()
    reply.save()
    return reply


@transaction.atomic
def answer_reply(*, reply, by, sq: str, en: str = "", at=None) -> Reply:
    """The reviewer's answer, printed after the reply; the reply itself is never altered."""
    at = at or timezone.now()
    require(by, "answer_reply", reply.report)
    move(reply.report, "answer_reply", by, at)
    if not Reply.objects.filter(pk=reply.pk, answered_at=None).update(
        answer_sq=sq, answer_en=en, answered_at=at, answered_by=by
    ):
        raise Conflict(_("This reply has already been answered."))
    reply.refresh_from_db()
    return reply


def _refuse_wrong_link(report: Report, token: str, at) -> None:
    try:
        pk, key = REPLY_LINK.unsign_object(token)
    except signing.BadSignature:
        raise NotAllowed from None
    report.refresh_from_db()
    if pk != report.pk or not secrets.compare_digest(key, report.reply_key):
        raise NotAllowed
    if timezone.localdate(at) > report.reply_until:
        raise Refused(_("The time for the reply has ended. Write to the network."))
