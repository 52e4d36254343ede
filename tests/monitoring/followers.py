"""Followers and the mail that waits for them, for tests."""

from django.core.management import call_command

from monitoring import following
from monitoring.models.followers import Follower
from municipalities.models import OutgoingMail

ADDRESS = "ana@example.org"


def ask(thing, address=ADDRESS, language="en"):
    following.follow(thing=thing, email=address, language=language)
    return Follower.objects.filter(email=address.lower()).order_by("-pk").first()


def asked_and_confirmed(thing, address=ADDRESS, language="en"):
    follower = ask(thing, address, language)
    following.confirm(key=follower.key)
    follower.refresh_from_db()
    return follower


def put_in() -> list[OutgoingMail]:
    """What waits to be mailed to followers; mail about coordinators' work is another thing."""
    return list(OutgoingMail.objects.waiting().with_keys_that_begin("follower/"))


def digest() -> list[OutgoingMail]:
    OutgoingMail.objects.all().delete()
    call_command("send_digests")
    return put_in()


def trace_of(address=ADDRESS) -> int:
    """Rows that hold the address."""
    return (
        Follower.objects.filter(email=address).count()
        + OutgoingMail.objects.filter(to=address).count()
    )
