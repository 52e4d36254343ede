"""Everything that changes a report's state; nothing else does (DESIGN §4).

Each action asks the policy table who may, moves the report by compare-and-swap, stamps it and
writes the event, in one transaction. All arguments are by keyword; ``by`` is who acts, ``at``
when (now, unless a test or the demonstration says otherwise). Refusals are exceptions with a
sentence for the reader (refusals.py).
"""

from monitoring.actions.publication import import_as_published, open_correction, publish, retract
from monitoring.actions.replying import answer_reply, invite_reply, record_reply
from monitoring.actions.reviewing import (
    approve,
    assign_review,
    code_blind,
    return_to_author,
    settle_difference,
    submit,
    take_review,
    withdraw,
)
from monitoring.actions.writing import (
    add_evidence,
    open_report,
    remove_evidence,
    save_finding,
    write_summary,
)
from monitoring.refusals import Conflict, Incomplete, NotAllowed, Refused, StaleFinding

__all__ = [
    "Conflict",
    "Incomplete",
    "NotAllowed",
    "Refused",
    "StaleFinding",
    "add_evidence",
    "answer_reply",
    "approve",
    "assign_review",
    "code_blind",
    "import_as_published",
    "invite_reply",
    "open_correction",
    "open_report",
    "publish",
    "record_reply",
    "remove_evidence",
    "retract",
    "return_to_author",
    "save_finding",
    "settle_difference",
    "submit",
    "take_review",
    "withdraw",
    "write_summary",
]
