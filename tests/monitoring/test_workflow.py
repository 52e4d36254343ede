"""The life of a report (DESIGN §4): every transition, every state it is refused in, who may."""

import pytest

from monitoring import actions, permissions
from monitoring.models import Report, ReportEvent
from monitoring.permissions import Relation
from monitoring.spreadsheets.changes import Change
from monitoring.spreadsheets.columns import OF_FINDING
from tests import factories
from tests.stories import BEGIN, DAY, Story

pytestmark = pytest.mark.django_db

REASON = "Një vendim i këshillit nuk ishte parë."
STATES = ["draft", "submitted", "approved", "published"]


def story_in(state):
    """A report in this state that lacks nothing which the next action needs."""
    story = Story(statuses=("full",))
    {
        "draft": story.returned,
        "submitted": story.coded,
        "approved": story.invited,
        "published": story.published,
    }[state]()
    return story


def changed(finding):
    """A row of a spreadsheet that says something else of the finding."""
    words = {name: getattr(finding, name) for name in OF_FINDING} | {"rationale_sq": "Ndryshe."}
    return Change(
        row=2, finding=finding, version=finding.lock_version, words=words, evidence={},
        differences=(),
    )  # fmt: skip


def perform(action, story, by=None):
    """Do the action as whoever may, or as ``by``, with arguments that lack nothing."""
    report, finding = story.report, story.report.findings.first()
    report.refresh_from_db()
    author, reviewer, admin = by or story.author, by or story.reviewer, by or story.admin
    peer = factories.OrganisationFactory()
    other = factories.UserFactory(coordinates=peer)
    do = {
        "write_summary": lambda: actions.write_summary(
            report=report, by=author, version=report.lock_version, sq="Përmbledhje"
        ),
        "save_finding": lambda: actions.save_finding(
            finding=finding, by=author, version=finding.lock_version, status="none"
        ),
        "import_findings": lambda: actions.import_findings(
            report=report, by=author, changes=[changed(finding)]
        ),
        "submit": lambda: actions.submit(report=report, by=author),
        "withdraw": lambda: actions.withdraw(report=report, by=author),
        "take_review": lambda: actions.take_review(
            report=report, by=by or other, organisation=peer
        ),
        "assign_review": lambda: actions.assign_review(
            report=report, reviewer=other, organisation=peer, by=admin
        ),
        "code_blind": lambda: actions.code_blind(finding=finding, by=reviewer, status="full"),
        "comment": lambda: actions.comment(finding=finding, by=reviewer, text="Cila datë?"),
        "return_to_author": lambda: actions.return_to_author(
            report=report, by=reviewer, note="Shto datën e vendimit."
        ),
        "approve": lambda: actions.approve(report=report, by=reviewer),
        "invite_reply": lambda: actions.invite_reply(report=report, by=author),
        "revoke_reply_link": lambda: actions.revoke_reply_link(report=report, by=author),
        "record_reply": lambda: actions.record_reply(
            report=report, by=admin, text="Bashkia sqaron.", capacity="mayor"
        ),
        "answer_reply": lambda: actions.answer_reply(
            reply=report.replies.first() or factories.ReplyFactory(report=report),
            by=reviewer,
            sq="Vlerësimi mbetet.",
        ),
        "publish": lambda: actions.publish(report=report, by=admin, at=BEGIN + 30 * DAY),
        "open_correction": lambda: actions.open_correction(
            report=report, by=author, cause_sq=REASON
        ),
        "retract": lambda: actions.retract(report=report, by=admin, reason_sq=REASON),
    }
    return do[action]()


ACTIONS = [action for action in Report.TRANSITIONS if action != "open_report"]
ILLEGAL = [
    (action, state)
    for action in ACTIONS
    for state in STATES
    if Report.TRANSITIONS[action][0] != state
]


@pytest.mark.parametrize(("action", "state"), ILLEGAL)
def test_an_action_in_the_wrong_state_is_a_conflict_and_changes_nothing(action, state):
    story = story_in(state)
    events = ReportEvent.objects.count()

    with pytest.raises(actions.Conflict):
        perform(action, story)

    story.report.refresh_from_db()
    assert story.report.status == state
    assert ReportEvent.objects.count() == events


@pytest.mark.parametrize(
    ("action", "state"),
    [
        (action, Report.TRANSITIONS[action][0])
        for action in ACTIONS
        if action not in ("withdraw", "take_review", "code_blind")
    ],
)
def test_an_action_in_its_state_leads_where_the_table_says(action, state):
    story = story_in(state)

    perform(action, story)

    story.report.refresh_from_db()
    assert story.report.status == Report.TRANSITIONS[action][1]


def test_the_review_is_taken_from_the_queue():
    story = Story(statuses=("full",)).submitted()

    actions.take_review(report=story.report, by=story.reviewer, organisation=story.peer)

    assert story.report.reviewer == story.reviewer
    assert story.report.reviewing_organisation == story.peer


def test_a_submitted_report_can_be_withdrawn_until_somebody_takes_the_review():
    story = Story(statuses=("full",)).submitted()

    actions.withdraw(report=story.report, by=story.author)

    assert story.report.status == "draft"


def test_a_report_in_review_cannot_be_withdrawn():
    story = Story(statuses=("full",)).in_review()

    with pytest.raises(actions.Conflict):
        actions.withdraw(report=story.report, by=story.author)


def test_every_step_is_remembered_with_who_and_when():
    story = Story(statuses=("full",)).published()

    steps = story.report.events.values_list("action", "from_status", "to_status", "by")

    assert list(steps) == [
        ("open_report", "", "draft", story.author.pk),
        ("submit", "draft", "submitted", story.author.pk),
        ("take_review", "submitted", "submitted", story.reviewer.pk),
        ("approve", "submitted", "approved", story.reviewer.pk),
        ("invite_reply", "approved", "approved", story.author.pk),
        ("publish", "approved", "published", story.admin.pk),
    ]


def test_every_action_of_the_table_stands_in_the_policy():
    assert set(permissions.POLICY) == set(Report.TRANSITIONS)


# --- Who may: the whole matrix -------------------------------------------------------------------

PEOPLE = {
    "author": lambda s: s.author,
    "colleague": lambda s: s.colleague,
    "reviewer": lambda s: s.reviewer,
    "coordinator of a third organisation": lambda s: factories.UserFactory(
        coordinates=factories.OrganisationFactory()
    ),
    "network admin": lambda s: s.admin,
    "network admin in the author's organisation": lambda s: factories.UserFactory(
        coordinates=s.home, is_network_admin=True
    ),
    "network admin in another organisation": lambda s: factories.UserFactory(
        coordinates=factories.OrganisationFactory(), is_network_admin=True
    ),
    "member of both organisations": lambda s: _in_both(s),
    "disabled author": lambda s: factories.UserFactory(coordinates=s.home, is_active=False),
    "member of a suspended organisation": lambda s: factories.UserFactory(
        coordinates=factories.OrganisationFactory(is_active=False)
    ),
    "stranger": lambda s: s.stranger,
}
A, R, OUT, N, P = (
    Relation.AUTHOR, Relation.REVIEWER, Relation.OUTSIDER, Relation.NETWORK_ADMIN,
    Relation.PUBLISHER,
)  # fmt: skip
EXPECTED = {
    "author": {A},
    "colleague": {A},
    "reviewer": {R, OUT},
    "coordinator of a third organisation": {OUT},
    "network admin": {N, P},
    "network admin in the author's organisation": {N, A},
    "network admin in another organisation": {N, P, OUT},
    "member of both organisations": {A},
    "disabled author": set(),
    "member of a suspended organisation": set(),
    "stranger": set(),
}


def _in_both(story):
    user = factories.UserFactory(coordinates=story.home)
    factories.MembershipFactory(user=user, organisation=story.peer)
    return user


@pytest.mark.parametrize("who", PEOPLE)
def test_what_a_person_is_to_a_report(who):
    story = Story(statuses=("full",)).coded()

    assert permissions.relations(PEOPLE[who](story), story.report) == EXPECTED[who]


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("state", STATES)
def test_who_is_refused_by_the_policy_is_refused_by_every_action(who, state):
    """Role x state x action: whoever the table does not allow gets NotAllowed, and no row moves."""
    story = story_in(state)
    person = PEOPLE[who](story)
    refused = [
        action
        for action, (source, _target) in Report.TRANSITIONS.items()
        if source == state
        and action not in ("record_reply",)
        and not permissions.POLICY[action] & EXPECTED[who]
    ]
    events = ReportEvent.objects.count()

    for action in refused:
        with pytest.raises(actions.NotAllowed):
            perform(action, story, by=person)

    story.report.refresh_from_db()
    assert story.report.status == state
    assert ReportEvent.objects.count() == events


@pytest.mark.parametrize("who", ["author", "stranger", "coordinator of a third organisation"])
def test_a_letter_is_filed_by_a_network_admin_only(who):
    story = story_in("approved")

    with pytest.raises(actions.NotAllowed):
        perform("record_reply", story, by=PEOPLE[who](story))

    assert story.report.replies.count() == 0


def test_only_an_organisation_that_covers_the_municipality_opens_a_report():
    story = Story()

    for person, organisation in [
        (story.reviewer, story.peer),
        (story.stranger, story.home),
        (story.admin, story.home),
        (story.author, story.peer),
    ]:
        with pytest.raises(actions.NotAllowed):
            actions.open_report(
                contract=story.contract, round=story.round, by=person, organisation=organisation
            )
    assert Report.objects.count() == 0


def test_an_author_who_changed_organisation_still_cannot_review_or_publish_her_report():
    story = Story(statuses=("full",)).submitted()
    story.author.memberships.all().delete()
    factories.MembershipFactory(user=story.author, organisation=story.peer)
    story.author.is_network_admin = True
    story.author.save()

    relations = permissions.relations(story.author, story.report)

    assert relations == {Relation.NETWORK_ADMIN}
    with pytest.raises(actions.NotAllowed):
        actions.take_review(report=story.report, by=story.author, organisation=story.peer)


def test_somebody_who_edited_one_finding_counts_as_an_author():
    story = Story(statuses=("full",)).filled()
    finding = story.report.findings.get()
    actions.save_finding(
        finding=finding, by=story.colleague, version=finding.lock_version, status="full",
        stage="in_use", rationale_sq="Fjalia e kolegut.",
    )  # fmt: skip
    actions.submit(report=story.report, by=story.author)
    story.colleague.memberships.all().delete()
    factories.MembershipFactory(user=story.colleague, organisation=story.peer)

    with pytest.raises(actions.NotAllowed):
        actions.take_review(report=story.report, by=story.colleague, organisation=story.peer)


def test_a_reviewer_whose_organisation_is_suspended_can_no_longer_approve():
    story = Story(statuses=("full",)).coded()
    story.peer.is_active = False
    story.peer.save()

    with pytest.raises(actions.NotAllowed):
        actions.approve(report=story.report, by=story.reviewer)


def test_a_review_is_not_taken_for_an_organisation_one_does_not_belong_to():
    story = Story(statuses=("full",)).submitted()

    with pytest.raises(actions.Refused):
        actions.take_review(
            report=story.report, by=story.reviewer, organisation=factories.OrganisationFactory()
        )
    assert story.report.reviewer is None


def test_a_network_admin_can_give_the_review_to_somebody_else_but_not_to_the_author():
    story = Story(statuses=("full",)).in_review()
    other = factories.OrganisationFactory()
    reviewer = factories.UserFactory(coordinates=other)

    with pytest.raises(actions.Refused):
        actions.assign_review(
            report=story.report, reviewer=story.colleague, organisation=story.home, by=story.admin
        )
    actions.assign_review(
        report=story.report, reviewer=reviewer, organisation=other, by=story.admin
    )

    assert story.report.reviewer == reviewer


@pytest.mark.parametrize(
    ("state", "who", "reads"),
    [
        ("draft", "author", True),
        ("draft", "stranger", False),
        ("draft", "coordinator of a third organisation", False),
        ("draft", "disabled author", False),
        ("submitted", "reviewer", True),
        ("submitted", "coordinator of a third organisation", False),
        ("approved", "network admin", True),
        ("published", "member of a suspended organisation", False),
    ],
)
def test_who_may_read_an_unpublished_report(state, who, reads):
    story = story_in(state)

    assert permissions.may_read(PEOPLE[who](story), story.report) is reads
