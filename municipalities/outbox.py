"""Putting mail into the outbox; `manage.py send_mail` takes it out (QUALITY T-8, R-18)."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from municipalities.models import OutgoingMail


def put(*, key: str, to: str, language: str, template: str, at=None, **context) -> OutgoingMail:
    """One mail, in the reader's language, in the transaction of what it tells about.

    ``template`` names two files, ``emails/<template>.subject.txt`` and ``emails/<template>.txt``;
    both read the context and ``origin``, the address of the portal. ``key`` says what the mail is
    about: a second mail with the same key is the first one, not sent again.
    """
    context["origin"] = settings.PUBLIC_ORIGIN
    with translation.override(language):
        subject = render_to_string(f"emails/{template}.subject.txt", context)
        text = render_to_string(f"emails/{template}.txt", context)
    mail, _is_new = OutgoingMail.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "language": language,
            "subject": " ".join(subject.split())[:200],
            "text": text,
            "put_at": at or timezone.now(),
        },
    )
    return mail
