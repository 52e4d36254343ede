"""What a person can do with a report now: one button each, or the reason why there is none yet."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from monitoring.actions.publication import what_publication_awaits
from monitoring.actions.replying import link_of, link_opens
from monitoring.actions.reviewing import review_has_begun, what_approval_lacks
from monitoring.models import Report, Retraction
from monitoring.permissions import POLICY, Relation, relations

# Action -> (its name in pages and addresses, what the button says).
BUTTONS: dict[str, tuple[str, Promise]] = {
    "write_summary": ("summary", gettext_lazy("Write the summary")),
    "import_findings": ("spreadsheet", gettext_lazy("Fill in as a spreadsheet")),
    "submit": ("submit", gettext_lazy("Submit for review")),
    "withdraw": ("withdraw", gettext_lazy("Withdraw from review")),
    "code_blind": ("review", gettext_lazy("Review the findings")),
    "approve": ("approve", gettext_lazy("Approve")),
    "return_to_author": ("return", gettext_lazy("Return to the author")),
    "assign_review": ("assign-review", gettext_lazy("Assign a reviewer")),
    "invite_reply": ("invite-reply", gettext_lazy("Invite the municipality to reply")),
    "revoke_reply_link": (
        "revoke-reply-link",
        gettext_lazy("Revoke the municipality’s link"),
    ),
    "record_reply": ("reply", gettext_lazy("File a letter of the municipality")),
    "publish": ("publish", gettext_lazy("Publish")),
    "open_correction": ("correct", gettext_lazy("Open a correction")),
    "retract": ("retract", gettext_lazy("Retract")),
}
# Which of them carries the report on; the others stand beside it.
MAIN = {"submit", "code_blind", "approve", "publish"}


@dataclass(frozen=True)
class Offer:
    """One action on the page of a report. ``why_not``: what has to happen before, or ''."""

    name: str
    address: str
    label: str
    why_not: str
    is_main: bool


def allowed(found: frozenset[Relation], report: Report) -> set[str]:
    """The actions that the table has for this state and the policy for this person."""
    return {
        action
        for action, (source, _target) in Report.TRANSITIONS.items()
        if source == report.status and POLICY[action] & found
    }


@dataclass(frozen=True)
class Since:
    """What happened to a published report since: its correction and its retraction, if any."""

    correction: Report | None = None
    retraction: Retraction | None = None


def since_publication(report: Report) -> Since:
    if report.status != Report.Status.PUBLISHED:
        return Since()
    return Since(
        correction=Report.objects.correction_of(report),
        retraction=getattr(report.scorecard, "retraction", None),
    )


def of_report(
    user, report: Report, found: frozenset[Relation], *, missing: int, since: Since
) -> list[Offer]:
    """The buttons on the report's page, in the order of a report's life."""
    possible = allowed(found, report)
    possible -= _out_of_question(report, since, possible)
    return [
        Offer(
            name=name,
            address=reverse(f"workspace:{name}", args=[report.pk]),
            label=str(label),
            why_not=_why_not(action, user, report, missing),
            is_main=action in MAIN,
        )
        for action, (name, label) in BUTTONS.items()
        if action in possible
    ]


def after_review(user, report: Report) -> list[Offer]:
    """What the reviewer can do from the page of the review."""
    found = relations(user, report)
    everything = of_report(user, report, found, missing=0, since=Since())
    return [offer for offer in everything if offer.name in ("approve", "return")]


def reply_link(found: frozenset[Relation], report: Report) -> str:
    """The municipality's link while it opens, for whoever may invite and has to hand it over."""
    if not link_opens(report) or "invite_reply" not in allowed(found, report):
        return ""
    return reverse("reply", args=[link_of(report)])


def _out_of_question(report: Report, since: Since, possible: set[str]) -> set[str]:
    """What the state would allow but has been done already, or is somebody else's by now."""
    begun = "withdraw" in possible and review_has_begun(report)
    out = {"withdraw": begun, "open_correction": since.correction,
           "retract": since.retraction, "revoke_reply_link": not link_opens(report)}  # fmt: skip
    return {action for action, reason in out.items() if reason}


def _why_not(action: str, user, report: Report, missing: int) -> str:
    if action == "submit" and missing:
        return ngettext(
            "%(number)s thing is still missing; it is listed below.",
            "%(number)s things are still missing; they are listed below.",
            missing,
        ) % {"number": missing}
    if action == "approve":
        return what_approval_lacks(report, user)
    if action == "publish":
        return what_publication_awaits(report)
    return ""
