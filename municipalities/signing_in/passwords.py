"""Passwords: what a new one must not be, how it is set, and who is told (QUALITY S-22, S-23)."""

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from municipalities import audit, outbox
from municipalities.albanian import fold
from municipalities.models import Municipality
from municipalities.signing_in.sessions import end_sessions

OF_THE_NETWORK = (
    "popnetwork", "network", "pop", "socialcontract", "contract", "kontratasociale", "kontrata",
    "rrjeti", "bashkia", "monitorim", "password", "fjalekalimi", "fjalekalim",
)  # fmt: skip
LETTERS_OF_ONES_OWN = 6


class NotANameOfTheNetwork:
    """Refuses names of the network and of municipalities, whatever digits surround them.

    Who wants to come in guesses those first. A phrase that holds such a name among words of its
    own is accepted.
    """

    def validate(self, password, user=None):
        rest = re.sub(r"[^a-z]", "", fold(password))
        if any(word in rest for word in self._words()) and len(self._rest(rest)) < (
            LETTERS_OF_ONES_OWN
        ):
            raise ValidationError(
                _("This password is made of a name that everybody would try first."),
                code="password_is_a_name",
            )

    def get_help_text(self):
        return _("It cannot be made of the name of the network or of a municipality.")

    def _rest(self, letters: str) -> str:
        for word in self._words():
            letters = letters.replace(word, "")
        return letters

    def _words(self) -> list[str]:
        """Longest first, so that a name inside a longer one does not hide it."""
        names = Municipality.objects.values_list("name_sq", "name_en")
        found = {re.sub(r"[^a-z]", "", fold(name)) for both in names for name in both}
        return sorted({*found, *OF_THE_NETWORK} - {""}, key=lambda word: (-len(word), word))


@transaction.atomic
def set_password(*, user, password: str, except_key="", at=None) -> None:
    """Sets a checked password, ends her other sessions and tells her address.

    ``except_key`` is the session that goes on: her own, when she changed it herself.
    """
    user.set_password(password)
    user.save(update_fields=["password"])
    was_set(user=user, except_key=except_key, at=at)
    audit.record(audit.Event.PASSWORD_CHANGED, by=user, person=user, at=at)


@transaction.atomic
def was_set(*, user, except_key="", at=None) -> None:
    """What follows when the password of a person was set, by whomever."""
    at = at or timezone.now()
    end_sessions(user, except_key=except_key)
    outbox.put(
        key=f"password-changed/{user.pk}/{at.timestamp()}",
        to=user.email,
        language=user.language,
        template="password_changed",
        at=at,
        person=user,
        when=at,
    )


@transaction.atomic
def person_was_changed(*, person, address_before: str, except_key="", at=None) -> None:
    """A disabled person is signed out; a new e-mail address is told to the old one (S-11, S-23).

    ``except_key``: the session of whoever changed it, which goes on even if it was her own address.
    """
    at = at or timezone.now()
    if not person.is_active:
        end_sessions(person)
    if person.email != address_before:
        end_sessions(person, except_key=except_key if person.is_active else "")
        outbox.put(
            key=f"address-changed/{person.pk}/{at.timestamp()}",
            to=address_before,
            language=person.language,
            template="address_changed",
            at=at,
            person=person,
            when=at,
        )
