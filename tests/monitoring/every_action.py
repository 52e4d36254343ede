"""Every action of a report's life, done with arguments that lack nothing, in every state."""

from monitoring import actions
from monitoring.spreadsheets.changes import Change
from monitoring.spreadsheets.columns import OF_FINDING
from tests import factories
from tests.stories import BEGIN, DAY, Story

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
