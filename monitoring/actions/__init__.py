"""Everything that changes a report's state; nothing else does (DESIGN §4).

Each action asks the policy table who may, moves the report by compare-and-swap, stamps it and
writes the event, in one transaction. All arguments are by keyword; ``by`` is who acts, ``at``
when (now, unless a test or the demonstration says otherwise). Refusals are exceptions with a
sentence for the reader (refusals.py).
"""

from monitoring.actions.importing import import_findings
from monitoring.actions.originals import fetch_original
from monitoring.actions.proving import (
    Piece,
    add_evidence,
    describe_evidence,
    discard_file,
    keep_file,
    remove_evidence,
)
from monitoring.actions.publication import import_as_published, open_correction, publish, retract
from monitoring.actions.replying import (
    Letter,
    answer_reply,
    invite_reply,
    record_reply,
    revoke_reply_link,
)
from monitoring.actions.reviewing import (
    approve,
    assign_by_rota,
    assign_review,
    code_blind,
    comment,
    return_to_author,
    settle_difference,
    submit,
    take_review,
    withdraw,
)
from monitoring.actions.writing import (
    open_report,
    save_finding,
    save_unchanged,
    write_summary,
)
from monitoring.refusals import Conflict, Incomplete, NotAllowed, Refused, StaleFinding

__all__ = [
    "Conflict",
    "Incomplete",
    "Letter",
    "NotAllowed",
    "Piece",
    "Refused",
    "StaleFinding",
    "add_evidence",
    "answer_reply",
    "approve",
    "assign_by_rota",
    "assign_review",
    "code_blind",
    "describe_evidence",
    "discard_file",
    "comment",
    "fetch_original",
    "import_as_published",
    "import_findings",
    "invite_reply",
    "keep_file",
    "open_correction",
    "open_report",
    "publish",
    "record_reply",
    "remove_evidence",
    "retract",
    "return_to_author",
    "revoke_reply_link",
    "save_finding",
    "save_unchanged",
    "settle_difference",
    "submit",
    "take_review",
    "withdraw",
    "write_summary",
]
