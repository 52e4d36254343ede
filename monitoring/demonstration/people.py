"""Two invented people who were invited: one has not come yet, one invitation was taken back."""

from monitoring.demonstration.accounts import Cast
from municipalities.models import Membership
from municipalities.people import inviting


def invite_some(cast: Cast) -> None:
    """Into the first organisation, by a network admin; the mails are never sent."""
    home = cast.organisations[0]
    for number in (1, 2):
        invitation = inviting.invite(
            by=cast.secretary,
            organisation=home,
            role=Membership.Role.COORDINATOR,
            email=f"ftuar{number}@{home.slug}.demo",
            name=f"E Ftuar Demo, {number}",
            language="sq",
        )
    inviting.revoke(invitation=invitation, by=cast.secretary)
