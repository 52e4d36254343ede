"""Who may sign in to a demonstration: one person per role and organisation, one password."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from municipalities.models import Membership, Municipality, Organisation, User

# Known to everybody, which is why it exists in demonstrations only (settings.DEMO).
PASSWORD = "demonstrim-2027"
LANGUAGES = (User.Language.ALBANIAN, User.Language.ENGLISH)
ROLES = {Membership.Role.COORDINATOR: "Koordinim", Membership.Role.MANAGER: "Drejtim"}
ADMINS = {"network@pop.demo": "Rrjeti Demo, 1", "network2@pop.demo": "Rrjeti Demo, 2"}


@dataclass(frozen=True)
class Cast:
    """The people of the demonstration: who writes, who reviews, who publishes."""

    organisations: list[Organisation]
    coordinators: dict[int, User]  # by organisation
    publisher: User
    secretary: User

    def home(self, place: int) -> Organisation:
        """Who covers the municipality at this place of the list."""
        return self.organisations[place % len(self.organisations)]

    def peer(self, place: int) -> Organisation:
        """Who reviews its reports: never the organisation that writes them."""
        return self.organisations[(place + 1) % len(self.organisations)]

    def author(self, place: int) -> User:
        return self.coordinators[self.home(place).pk]

    def reviewer(self, place: int) -> User:
        return self.coordinators[self.peer(place).pk]


def engage(towns: list[tuple[Organisation, Municipality]]) -> Cast:
    """Create everybody; the organisations in the order of the municipalities they cover."""
    # One slow hash for all: each would take a third of a second.
    password = make_password(PASSWORD)
    coordinators = {}
    for place, (organisation, town) in enumerate(towns):
        for role, duty in ROLES.items():
            person = _person(
                f"{role}@{organisation.slug}.demo", f"{duty} Demo, {town.name_sq}", password,
                language=LANGUAGES[place % 2],
            )  # fmt: skip
            Membership.objects.create(user=person, organisation=organisation, role=role)
            coordinators.setdefault(organisation.pk, person)
    publisher, secretary = (
        _person(email, name, password, language=language, is_network_admin=True)
        for (email, name), language in zip(ADMINS.items(), LANGUAGES, strict=True)
    )
    organisations = [organisation for organisation, _town in towns]
    return Cast(organisations, coordinators, publisher, secretary)


def _person(email: str, name: str, password: str, **fields) -> User:
    person = User(email=email, name=name, password=password, **fields)
    person.full_clean()
    person.save()
    return person


def table() -> list[tuple[str, str, str]]:
    """E-mail, role and organisation of every account, network admins first."""
    people = User.objects.filter(email__endswith=".demo")
    rows = [
        (person.email, "network admin", "")
        for person in people.filter(is_network_admin=True).order_by("pk")
    ]
    held = Membership.objects.filter(user__in=people).select_related("user", "organisation")
    held = held.order_by("organisation__sort_key", "role", "user__email")
    return rows + [(m.user.email, m.role, m.organisation.name_sq) for m in held]
