"""What happened to a report, as its history says it."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "open_report": _("Draft opened"),
    "write_summary": _("Summary written"),
    "save_finding": _("Finding saved"),
    "import_findings": _("Findings taken from a spreadsheet"),
    "submit": _("Submitted for review"),
    "withdraw": _("Withdrawn from review"),
    "take_review": _("Review taken"),
    "assign_review": _("Review assigned"),
    "code_blind": _("Finding rated"),
    "comment": _("Comment written"),
    "return_to_author": _("Returned to the author"),
    "approve": _("Approved"),
    "invite_reply": _("Municipality invited to reply"),
    "revoke_reply_link": _("Link to reply revoked"),
    "record_reply": _("Reply of the municipality received"),
    "answer_reply": _("Reply answered"),
    "publish": _("Published"),
    "open_correction": _("Correction opened"),
    "retract": _("Retracted"),
}
