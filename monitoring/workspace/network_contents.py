"""What the page "Network" leads to: every room of the secretariat, and who finds it there."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from municipalities.models import Organisation
from municipalities.permissions import ADMITTED


@dataclass(frozen=True)
class Entry:
    """One way in. ``policy`` is a word of `permissions.ADMITTED` that needs no thing."""

    page: str
    label: Promise
    policy: str
    sentence: Promise

    @property
    def address(self) -> str:
        return reverse(self.page)


@dataclass(frozen=True)
class Group:
    """``name`` is the group's place on the page."""

    name: str
    heading: Promise
    entries: list[Entry]


GROUPS = [
    Group(
        "members",
        _("Members and people"),
        [
            Entry(
                "organisations:all",
                _("Member organisations"),
                "network admin",
                _("Who belongs to the network, since when, and what each of them covers."),
            ),
            Entry(
                "people:everybody",
                _("People and what they may do"),
                "runs something",
                _(
                    "Invite people, change their roles, end accounts, help with a lost second "
                    "factor."
                ),
            ),
            Entry(
                "people:audit",
                _("Audit list"),
                "network admin",
                _("Who signed in, was refused, got or lost a role, or fetched an original."),
            ),
        ],
    ),
    Group(
        "promised",
        _("Municipalities and what was promised"),
        [
            Entry(
                "facts:municipalities",
                _("Facts about municipalities"),
                "member",
                _(
                    "Mayors, council, population and openness of the municipalities, each with its"
                    " source."
                ),
            ),
            Entry(
                "contracts:all",
                _("Contracts"),
                "member",
                _(
                    "Prepare a contract, check whether its commitments can be tested, record its "
                    "signing, amendments, exclusions and withdrawals."
                ),
            ),
            Entry(
                "offers:elections",
                _("Elections and candidates"),
                "member",
                _(
                    "Record citizens’ needs before an election and what every candidate answers; a"
                    " network admin shows them side by side."
                ),
            ),
            Entry(
                "activities:list",
                _("Activities"),
                "member",
                _(
                    "Forums, focus groups, presentations, conferences, campaigns: recorded with "
                    "place, date and numbers, shown in the public calendar."
                ),
            ),
        ],
    ),
    Group(
        "rounds",
        _("Rounds and reviews"),
        [
            Entry(
                "workspace:rounds",
                _("Rounds"),
                "member",
                _("How far everybody is; network admins open, extend and close rounds there."),
            ),
            Entry(
                "workspace:all-reports",
                _("All reports by state"),
                "network admin",
                _("Every report of every round, drafts first."),
            ),
            Entry(
                "workspace:requests",
                _("Requests for information"),
                "member",
                _(
                    "Letters to municipalities under law 119/2014: written, sent, due, answered; "
                    "silence becomes evidence."
                ),
            ),
            Entry(
                "workspace:overviews",
                _("Overview of a round"),
                "network admin",
                _(
                    "Every municipality of a round with its dates and figures, as page, print and "
                    "workbook, for donors."
                ),
            ),
        ],
    ),
    Group(
        "said",
        _("What the network says"),
        [
            Entry(
                "workspace:claims",
                _("Claims"),
                "network admin",
                _("Record a figure that somebody published elsewhere, with its source."),
            ),
            Entry(
                "secretariat:pages",
                _("Texts of pages, and contact"),
                "network admin",
                _(
                    "What the secretariat adds to the pages about, contact and help, and how the "
                    "network is reached."
                ),
            ),
            Entry(
                "secretariat:announcements",
                _("Announcements"),
                "network admin",
                _("An announcement on everybody’s desk, from one day to another."),
            ),
            Entry(
                "workspace:guides",
                _("Guides"),
                "member",
                _("What a coordinator, a manager and a network admin does, with pictures."),
            ),
        ],
    ),
]


def shown_to(user) -> list[Group]:
    """The groups with what this person may open; groups without anything are left out."""
    found = []
    for group in GROUPS:
        entries = [each for each in group.entries if ADMITTED[each.policy](user, None)]
        if entries:
            found.append(Group(group.name, group.heading, entries))
    return found


def organisations_run_by(user) -> list[Organisation]:
    """Those whose page she may open, in Albanian order."""
    return list(Organisation.objects.managed_by(user))
