"""What the pages of a contract show: its lines or commitments, each with what may be done to it."""

from dataclasses import dataclass

from contracts import lines, testability
from contracts.models import Commitment, ContractDraft, DraftCommitment, SocialContract
from contracts.testability import Share


@dataclass(frozen=True)
class LineOnShow:
    """A line with what keeps it from being testable; ``is_bundle``: its points say so."""

    line: DraftCommitment
    is_bundle: bool
    lacks: list[str]


@dataclass(frozen=True)
class CommitmentOnShow:
    """A commitment of a signed contract; ``check`` is None where nobody looked yet."""

    commitment: Commitment
    is_bundle: bool
    check: object
    lacks: list[str]
    exclusion: object


def draft_page(draft: ContractDraft) -> dict:
    """Everything that the page of a draft shows, in two queries."""
    there = list(draft.commitments.in_order().select_related("sector").prefetch_related("units"))
    bundles = {lines.bundle_of(line.number) for line in there}
    return {
        "draft": draft,
        "term": draft.term,
        "lines": [
            LineOnShow(line, line.number in bundles, testability.lacks(line)) for line in there
        ],
        "share": testability.share(lines.to_test(there)),
        "lost": lines.without_their_bundle(line.number for line in there),
    }


def contract_page(contract: SocialContract) -> dict:
    """Everything that the page of a signed contract shows."""
    there = list(
        contract.commitments.in_order()
        .select_related("testability", "exclusion", "sector")
        .prefetch_related("amendments")
    )
    bundles = {commitment.parent_id for commitment in there}
    return {
        "contract": contract,
        "term": contract.term,
        "commitments": [
            CommitmentOnShow(
                commitment,
                commitment.pk in bundles,
                check := check_of(commitment),
                testability.lacks(check),
                getattr(commitment, "exclusion", None),
            )
            for commitment in there
        ],
        "share": share_of(there),
        "signatures": contract.signatures.select_related("organisation"),
        "frozen": getattr(contract, "freeze", None),
        "is_withdrawn": bool(there) and all(each.withdrawn_on for each in there),
    }


def share_of(commitments: list[Commitment]) -> Share:
    return testability.share(
        testability.Line(each.pk, each.parent_id, check_of(each)) for each in commitments
    )


def check_of(commitment: Commitment):
    return getattr(commitment, "testability", None)
