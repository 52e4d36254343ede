"""Member organisations: joining, leaving, suspending, leading, covering; past work stays."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from municipalities.models import AuditEntry, Coverage, FormerCoverage, Organisation, Session
from municipalities.organisations import belonging, covering
from municipalities.permissions import coordinates
from municipalities.refusals import Refused
from tests import factories
from tests.monitoring.workspace.people import signed_in

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)
PROFILE = {"name_sq": "Qendra “Çelësi”", "town": "Kukës", "acronym": "", "about_sq": "Për rininë."}


@pytest.fixture(autouse=True)
def on_a_day():
    with time_machine.travel(NOON, tick=False), translation.override("en"):
        yield


@pytest.fixture
def admin():
    return factories.UserFactory(is_network_admin=True)


def joined(admin, **said) -> Organisation:
    return belonging.join(**({"by": admin, "joined": "2026-11"} | PROFILE | said))


def events() -> list[tuple]:
    found = AuditEntry.objects.order_by("pk").values_list("event", "by", "organisation")
    return [tuple(each) for each in found]


# --- Joining and leaving --------------------------------------------------------------------------


def test_an_organisation_joins_with_what_it_covers(admin):
    kukes = factories.MunicipalityFactory()

    organisation = joined(admin, municipalities=[kukes])

    assert (organisation.slug, organisation.joined) == ("qendra-celesi", "2026-11")
    assert organisation.is_active
    assert list(Coverage.objects.values_list("organisation", "municipality", "since")) == [
        (organisation.pk, kukes.pk, "2026-11")
    ]
    assert events() == [("organisation_joined", admin.pk, organisation.pk)]


def test_two_organisations_of_one_name_have_addresses_of_their_own(admin):
    names = [joined(admin).slug for _ in range(3)]
    assert names == ["qendra-celesi", "qendra-celesi-2", "qendra-celesi-3"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"joined": "2027"}, "joined"),
        ({"joined": "2026-11-21"}, "joined"),
        ({"joined": "dje"}, "joined"),
        ({"name_sq": ""}, "name_sq"),
        ({"name_sq": "«»"}, "slug"),
        ({"website": "ftp://example.org"}, "__all__"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_stored(admin, said, field):
    with pytest.raises(ValidationError) as caught:
        joined(admin, **said)
    assert field in caught.value.error_dict
    assert (Organisation.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_it_leaves_and_what_it_covered_stays_on_record(admin):
    vlora, fier = (factories.MunicipalityFactory() for _ in range(2))
    organisation = joined(admin, joined="2019", municipalities=[vlora, fier])

    left = belonging.leave(organisation=organisation, by=admin, on="2026-10")
    again = belonging.leave(organisation=organisation, by=admin, on="2026-11")

    assert (left.left, left.is_active, again.left) == ("2026-10", False, "2026-10")
    assert not Coverage.objects.exists()
    rows = FormerCoverage.objects.order_by("municipality").values_list(
        "municipality", "since", "until"
    )
    assert list(rows) == [(vlora.pk, "2019", "2026-10"), (fier.pk, "2019", "2026-10")]
    assert [event for event, _by, _of in events()] == ["organisation_joined", "organisation_left"]


def test_it_cannot_leave_before_it_joined_and_then_still_covers_what_it_covered(admin):
    organisation = joined(admin, joined="2019-05", municipalities=[factories.MunicipalityFactory()])
    with pytest.raises(ValidationError):
        belonging.leave(organisation=organisation, by=admin, on="2019-04")
    organisation.refresh_from_db()
    assert (organisation.left, Coverage.objects.count()) == ("", 1)
    assert not FormerCoverage.objects.exists()


# --- Suspending, reinstating, leading -------------------------------------------------------------


def test_a_suspension_takes_every_right_at_once_and_reinstating_gives_it_back(admin):
    vlora = factories.MunicipalityFactory()
    organisation = joined(admin, municipalities=[vlora])
    ana = factories.UserFactory(coordinates=organisation)

    belonging.suspend(organisation=organisation, by=admin)
    belonging.suspend(organisation=organisation, by=admin)
    assert not coordinates(ana, vlora)

    belonging.reinstate(organisation=organisation, by=admin)
    belonging.reinstate(organisation=organisation, by=admin)
    assert coordinates(ana, vlora)
    assert [event for event, _by, _of in events()[1:]] == [
        "organisation_suspended", "organisation_reinstated",
    ]  # fmt: skip


@pytest.mark.parametrize("act", ["suspend", "leave"])
def test_its_people_are_signed_out_everywhere_and_no_other(admin, act):
    organisation = joined(admin, joined="2019")
    ana, bora = (factories.UserFactory(coordinates=organisation) for _ in range(2))
    outsider = factories.UserFactory(coordinates=factories.OrganisationFactory())
    hers = {person: signed_in(person) for person in (ana, bora, outsider, admin)}
    said = {"on": "2026-10"} if act == "leave" else {}
    getattr(belonging, act)(organisation=organisation, by=admin, **said)

    assert set(Session.objects.values_list("user", flat=True)) == {outsider.pk, admin.pk}
    answers = [hers[person].get("/workspace/").status_code for person in (ana, bora, outsider)]
    assert answers == [302, 302, 200]


def test_who_leads_the_network_stands_in_the_audit_list_once(admin):
    first, second = (joined(admin, name_sq=f"Qendra {n}") for n in (1, 2))
    for named in (first, second, second):
        belonging.lead(organisation=named, by=admin)
    assert events()[2:] == [
        ("organisation_leads", admin.pk, first.pk), ("organisation_leads", admin.pk, second.pk),
    ]  # fmt: skip
    assert Organisation.objects.get(is_lead=True) == second


def test_one_that_left_comes_back_without_what_it_covered(admin):
    organisation = joined(admin, joined="2019", municipalities=[factories.MunicipalityFactory()])
    belonging.leave(organisation=organisation, by=admin, on="2025")

    back = belonging.reinstate(organisation=organisation, by=admin)

    assert (back.is_active, back.left) == (True, "")
    assert (Coverage.objects.count(), FormerCoverage.objects.count()) == (0, 1)


def test_one_organisation_leads_and_neither_leaves_nor_is_suspended(admin):
    first, second = joined(admin), joined(admin)
    belonging.lead(organisation=first, by=admin)
    belonging.lead(organisation=second, by=admin)
    first.refresh_from_db()
    assert not first.is_lead

    for decide in (
        lambda: belonging.leave(organisation=second, by=admin, on="2026"),
        lambda: belonging.suspend(organisation=second, by=admin),
    ):
        with pytest.raises(Refused, match="Let another organisation lead it first"):
            decide()
    second.refresh_from_db()
    assert (second.is_lead, second.is_active) == (True, True)


def test_only_an_active_member_leads(admin):
    organisation = joined(admin)
    belonging.suspend(organisation=organisation, by=admin)
    with pytest.raises(Refused):
        belonging.lead(organisation=organisation, by=admin)


def test_nobody_but_a_network_admin_decides(admin):
    organisation = joined(admin)
    manager = factories.UserFactory(manages=organisation)
    place = factories.MunicipalityFactory()
    for decide in (
        lambda by: joined(by),
        lambda by: belonging.leave(organisation=organisation, by=by, on="2026"),
        lambda by: belonging.suspend(organisation=organisation, by=by),
        lambda by: belonging.reinstate(organisation=organisation, by=by),
        lambda by: belonging.lead(organisation=organisation, by=by),
        lambda by: covering.cover(organisation=organisation, municipality=place, by=by),
        lambda by: covering.end_coverage(
            organisation=organisation, municipality=place, by=by, until="2026"
        ),
    ):
        with pytest.raises(PermissionDenied):
            decide(manager)


# --- Covering and the profile ---------------------------------------------------------------------


def test_coverage_begins_ends_and_begins_again(admin):
    organisation, place = joined(admin), factories.MunicipalityFactory()
    about = {"organisation": organisation, "municipality": place, "by": admin}

    covering.cover(since="2019", **about)
    covering.cover(since="2020", **about)
    covering.end_coverage(until="2023-05", **about)
    assert covering.end_coverage(until="2024", **about) is None
    covering.cover(since="2026-11-20", **about)

    assert list(Coverage.objects.values_list("since", flat=True)) == ["2026-11-20"]
    assert list(FormerCoverage.objects.values_list("since", "until")) == [("2019", "2023-05")]


def test_coverage_can_neither_begin_tomorrow_nor_end_before_it_began(admin):
    organisation, place = joined(admin), factories.MunicipalityFactory()
    about = {"organisation": organisation, "municipality": place, "by": admin}
    with pytest.raises(ValidationError):
        covering.cover(since="2026-11-21", **about)
    covering.cover(since="2020", **about)
    for until in ("2019", "2027"):
        with pytest.raises(ValidationError):
            covering.end_coverage(until=until, **about)
    assert (Coverage.objects.count(), FormerCoverage.objects.count()) == (1, 0)


def test_a_suspended_organisation_covers_nothing_new(admin):
    organisation = joined(admin)
    belonging.suspend(organisation=organisation, by=admin)
    with pytest.raises(Refused):
        covering.cover(
            organisation=organisation, municipality=factories.MunicipalityFactory(), by=admin
        )


def test_what_is_covered_moves_the_version_of_the_organisation(admin):
    """Public pages learn of it by its history, as coverage has none."""
    organisation, place = joined(admin), factories.MunicipalityFactory()
    versions = [belonging.version_of(organisation)]
    covering.cover(organisation=organisation, municipality=place, by=admin)
    versions.append(belonging.version_of(organisation))
    covering.end_coverage(organisation=organisation, municipality=place, by=admin, until="2026")
    versions.append(belonging.version_of(organisation))
    assert versions == sorted(set(versions))


def test_a_manager_describes_her_own_organisation_as_it_was_shown_to_her(admin):
    organisation = joined(admin)
    manager = factories.UserFactory(manages=organisation)
    shown = belonging.version_of(organisation)

    belonging.describe(organisation=organisation, by=manager, version=shown, town="Has")
    with pytest.raises(belonging.Changed):
        belonging.describe(organisation=organisation, by=admin, version=shown, town="Tropojë")

    organisation.refresh_from_db()
    assert organisation.town == "Has"


@pytest.mark.parametrize("who", ["coordinator", "manager of another", "suspended manager"])
def test_others_do_not_describe_it(admin, who):
    organisation = joined(admin)
    person = {
        "coordinator": lambda: factories.UserFactory(coordinates=organisation),
        "manager of another": lambda: factories.UserFactory(manages=joined(admin)),
        "suspended manager": lambda: factories.UserFactory(manages=organisation),
    }[who]()
    if who == "suspended manager":
        belonging.suspend(organisation=organisation, by=admin)
    with pytest.raises(PermissionDenied):
        belonging.describe(
            organisation=organisation, by=person, version=belonging.version_of(organisation),
            town="Has",
        )  # fmt: skip
