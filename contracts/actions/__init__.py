"""Everything that happens to a contract: prepared, signed, frozen, changed (METHOD §5).

All arguments are by keyword; ``by`` is who acts, ``at`` when (now, unless said otherwise). What
was asked for happens in one transaction, or ``Refused`` says why not. A caller's object is what
its reader saw: if the row says something else by now, the action is refused.
"""

from contracts.actions.changing import amend, record_withdrawal, withdraw_contract
from contracts.actions.checking import CheckedMeanwhile, check_testability, version_of
from contracts.actions.drafting import (
    StaleDraft,
    prepare_contract,
    remove_line,
    save_line,
    take_lines,
)
from contracts.actions.excluding import approve_exclusion, propose_exclusion, take_back_proposal
from contracts.actions.freezing import freeze
from contracts.actions.signing import Signatory, sign_contract
from municipalities.refusals import Refused

__all__ = [
    "CheckedMeanwhile",
    "Refused",
    "Signatory",
    "StaleDraft",
    "amend",
    "approve_exclusion",
    "check_testability",
    "freeze",
    "prepare_contract",
    "propose_exclusion",
    "record_withdrawal",
    "remove_line",
    "save_line",
    "sign_contract",
    "take_back_proposal",
    "take_lines",
    "version_of",
    "withdraw_contract",
]
