"""A new password by mail: a link that works once, for one hour, until a newer one (QUALITY S-23).

Nothing that the page answers tells whether an address has an account (S-18): the answer is the
same, and mail leaves through the outbox, after the request.
"""

import datetime

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from municipalities import outbox
from municipalities.models import Attempt, User
from municipalities.signing_in import limits
from municipalities.signing_in.passwords import set_password

LIVES = datetime.timedelta(hours=1)
PER_ACCOUNT = 3
PER_ADDRESS = 30
OF_ACCOUNT = "link for"
FROM_ADDRESS = "link from"


class LinkTokens(PasswordResetTokenGenerator):
    """Signs, besides what Django signs, which of the person's links this is: only the newest."""

    key_salt = "municipalities.signing_in.resetting"

    def _make_hash_value(self, user, timestamp):
        newest = _links_of(user.email).order_by("-pk").values_list("pk", flat=True).first()
        return f"{super()._make_hash_value(user, timestamp)}{newest}"


tokens = LinkTokens()


def seconds_to_wait(request, *, on=None) -> int:
    """Until this address may ask for a link again; counts one try if it may now."""
    limit = {
        "what": FROM_ADDRESS,
        "who": limits.address_of(request),
        "at_most": PER_ADDRESS,
        "within": LIVES,
        "on": on,
    }
    return 0 if limits.allow(**limit) else limits.seconds_to_wait(**limit)


def ask_for_link(*, email: str, on=None) -> None:
    """Puts a mail with a link into the outbox if the address is a person's who may sign in.

    At most three an hour; a fourth is not sent, and the answer does not say so.
    """
    email = email.lower()
    allowed = limits.take(
        what=OF_ACCOUNT, who=email, at_most=PER_ACCOUNT, within=LIVES, on=on
    )  # fmt: skip
    person = User.objects.filter(email=email, is_active=True).first()
    if allowed is None or person is None:
        return
    with translation.override(person.language):
        address = reverse("new-password", args=[person.pk, tokens.make_token(person)])
    outbox.put(
        key=f"password-reset/{person.pk}/{allowed.pk}",
        to=person.email,
        language=person.language,
        template="password_reset",
        at=allowed.at,
        person=person,
        address=address,
    )


def person_of_link(number: int, token: str, *, on=None) -> User | None:
    """Whose password the link may set; None if it is used, too old, replaced or invented."""
    person = User.objects.filter(pk=number, is_active=True).first()
    if person is None or not tokens.check_token(person, token):
        return None
    since = (on or timezone.now()) - LIVES
    return person if _links_of(person.email).filter(at__gt=since).exists() else None


@transaction.atomic
def use_link(*, person: User, password: str) -> bool:
    """Sets the password; every link so far is dead, every session over, the person is told.

    Pressed twice at the same moment, it works once: whoever takes the links away was first.
    """
    taken_away, _of_which = _links_of(person.email).delete()
    if taken_away:
        set_password(user=person, password=password)
    return bool(taken_away)


def _links_of(email: str):
    return Attempt.objects.filter(what=OF_ACCOUNT, who=limits.hashed(OF_ACCOUNT, email))
