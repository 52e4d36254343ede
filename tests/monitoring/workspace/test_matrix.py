"""The whole matrix (QUALITY S-01): role × state × address × method, against the policy table.

What is expected is computed from `manage.py routes`, `Report.TRANSITIONS` and the tables of
`monitoring/permissions.py` alone; a route that is new stands in the matrix by itself. Each cell is
a request of its own, taken back afterwards.
"""

import pytest
from django.db import transaction
from django.test import Client

from monitoring import actions, evidence, permissions
from monitoring.documents import may_add_to
from monitoring.models import Report
from monitoring.permissions import POLICY, READERS, Relation
from municipalities.models import DeclaredInterest
from municipalities.permissions import ADMITTED
from tests import factories
from tests.monitoring import evidence_samples as samples
from tests.monitoring.workspace.addresses import filled, workspace_routes
from tests.monitoring.workspace.people import signed_in
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

METHODS = ("GET", "HEAD", "POST")
A, R, OUT, N, P = (
    Relation.AUTHOR, Relation.REVIEWER, Relation.OUTSIDER, Relation.NETWORK_ADMIN,
    Relation.PUBLISHER,
)  # fmt: skip

# Who: how the person comes about, and what she is to the report.
PEOPLE = {
    "nobody": (lambda s: None, set()),
    "coordinator of the author's organisation": (lambda s: s.colleague, {A}),
    "manager of the author's organisation": (
        lambda s: factories.UserFactory(manages=s.home), {A}
    ),
    "coordinator of another organisation": (
        lambda s: factories.UserFactory(coordinates=factories.OrganisationFactory()), {OUT}
    ),
    "manager of another organisation": (
        lambda s: factories.UserFactory(manages=factories.OrganisationFactory()), {OUT}
    ),
    "reviewer": (lambda s: s.reviewer, {R, OUT}),
    "reviewer in conflict": (lambda s: in_conflict(s.reviewer, s), set()),
    "author in conflict": (lambda s: in_conflict(s.colleague, s), set()),
    "network admin": (lambda s: s.admin, {N, P}),
    "disabled author": (
        lambda s: factories.UserFactory(coordinates=s.home, is_active=False), set()
    ),
    "member of a suspended organisation": (
        lambda s: factories.UserFactory(
            coordinates=factories.OrganisationFactory(is_active=False)
        ),
        set(),
    ),
    "somebody in no organisation": (lambda s: s.stranger, set()),
}  # fmt: skip

STATES = {
    "draft": lambda s: s,
    "submitted": lambda s: s.coded(),
    "returned": lambda s: s.returned(),
    "approved": lambda s: replied(s.invited()),
    "published": lambda s: replied(s.invited()).publish(),
    "superseded": lambda s: superseded(replied(s.invited()).publish()),
    "retracted": lambda s: retracted(replied(s.invited()).publish()),
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def in_conflict(person, story):
    """The person herself, who has declared a tie to the municipality since."""
    DeclaredInterest.objects.create(
        user=person, municipality=story.municipality, kind="family", declared_at=BEGIN
    )
    return person


def replied(story):
    actions.record_reply(
        report=story.report, by=story.admin, text="Bashkia sqaron.", capacity="mayor",
        at=BEGIN + 3 * DAY,
    )  # fmt: skip
    return story


def superseded(story):
    first = story.report
    story.corrected()
    story.report = first
    return story


def retracted(story):
    actions.retract(
        report=story.report, by=story.admin, reason_sq="Një vendim i këshillit nuk ishte parë."
    )
    return story


def story_in(state) -> Story:
    """A report with a file among its evidence, brought to the state by its people.

    A citizen told something about it and sent the same file; its contract has a document, and the
    municipality was asked for information.
    """
    story = Story(statuses=("full", "none")).filled()
    finding = story.report.findings.in_order().first()
    actions.remove_evidence(evidence=finding.evidence.get(), by=story.author)
    finding.refresh_from_db()
    actions.add_evidence(
        finding=finding, by=story.author, evidence_class="official", title="Foto",
        file=evidence.take_in(samples.jpeg(), name="foto.jpg"), at=BEGIN,
    )  # fmt: skip
    case = factories.CaseFactory(commitment=finding.commitment)
    item = finding.evidence.get()
    factories.CaseFileFactory(
        case=case, sha256=item.sha256, size=item.size, content_type=item.content_type
    )
    factories.DocumentFactory(contract=story.contract)
    factories.InformationRequestFactory(report=story.report, commitment=finding.commitment)
    return STATES[state](story)


def did_it_already(person, action, report) -> bool:
    """The same button pressed again leads to the result of the first time (QUALITY R-09)."""
    last = report.events.last()
    return (last.action, last.by_id) == (action, person.pk)


def expected(route, method, who, relations, report, person) -> str:
    """The verdict that the tables give for one cell."""
    if who in ("nobody", "disabled author"):
        return "sign in"
    if method not in (*route.methods, *(["HEAD"] if "GET" in route.methods else [])):
        return "not by this method"
    if route.policy == "somebody":
        return "in"
    if route.policy in ("network admin", "member"):
        return "in" if ADMITTED[route.policy](person, None) else "nothing here"
    if route.policy == "keeper of documents":
        return "in" if may_add_to(person, report.contract) else "nothing here"
    if route.policy in ("read letter", "write letter"):
        able = {A, N} if route.policy == "read letter" else {A}
        return "in" if able & relations else "nothing here"
    if route.policy == "case":
        return "in" if {A, N} & relations else "nothing here"
    if "reply>" in route.path and not report.replies.exists():
        return "nothing here"
    if route.policy == "open_report":
        there = Report.objects.open_one(report.contract, report.round)
        return ("in" if there else "not now") if A in relations else "nothing here"
    reads = bool(READERS[report.status] & relations)
    if route.name == "workspace:finding-history" and permissions.must_rate_blind(relations, report):
        return "nothing here"
    if route.name == "workspace:published" and report.status != "published":
        return "nothing here"
    if route.policy == "read":
        return "in" if reads else "nothing here"
    if route.policy == "original":
        return "in" if permissions.ORIGINALS & relations else "nothing here"
    if not POLICY[route.policy] & relations:
        return "nothing here"
    if Report.TRANSITIONS[route.policy][0] != report.status:
        if method == "POST" and did_it_already(person, route.policy, report):
            return "in"
        return "not now" if reads else "nothing here"
    return "in"


def verdict(response) -> str:
    """What an answer says: in, or why not."""
    if response.status_code == 302 and "/login/" in response.headers["Location"]:
        return "sign in"
    if response.status_code == 403 and b'data-action="login"' in response.content:
        return "sign in"
    known = {404: "nothing here", 405: "not by this method", 200: "in", 302: "in", 422: "in"}
    return known.get(response.status_code, str(response.status_code))


def ask(client, method, address, person, *, now) -> str:
    """The verdict of one request, whatever it did taken back."""
    mine = person and person.memberships.first()
    typed = {"organisation": mine.organisation_id} if mine and method == "POST" else {}
    with transaction.atomic():
        response = getattr(client, method.lower())(address, typed)
        found = verdict(response)
        transaction.set_rollback(True)
    return "not now" if found == "409" and now == "not now" else found


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", PEOPLE)
def test_every_cell_is_as_the_tables_say(who, state):
    story = story_in(state)
    make, relations = PEOPLE[who]
    if who == "reviewer" and state == "draft":
        relations = relations - {R}  # nobody has taken the review yet
    person = make(story)
    client = signed_in(person) if person and person.is_active else Client()
    if person:
        assert permissions.relations(person, story.report) == relations

    wrong = []
    # HEAD is answered by the code that answers GET; one state says whether it is guarded as well.
    methods = METHODS if state == "submitted" else ("GET", "POST")
    for route in [route for route in workspace_routes() if not route.path.startswith("/en/")]:
        address = filled(route, report=story.report)
        for method in methods:
            should = expected(route, method, who, relations, story.report, person)
            found = ask(client, method, address, person, now=should)
            # An action that lacks something else than permission says so with 409 or 422.
            if found != should and not (should == "in" and found == "409" and method == "POST"):
                wrong.append((method, route.path, should, found))
    assert wrong == []


def test_the_matrix_has_every_route_of_the_workspace():
    policies = {route.policy for route in workspace_routes()}
    assert policies <= {
        "somebody", "member", "network admin", "read", "original", "case", "keeper of documents",
        "read letter", "write letter", *POLICY,
    }  # fmt: skip
    assert len(workspace_routes()) * len(PEOPLE) * len(STATES) * 2 > 10_000
