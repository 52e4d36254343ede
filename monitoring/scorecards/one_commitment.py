"""One commitment with its points: words over time with their documents, check, needs."""

from django.db.models import FilteredRelation

from contracts import testability
from contracts.models import Commitment, TestabilityCheck
from contracts.testability import Point
from monitoring.models.documents import Document
from monitoring.scorecards.documents import as_one_moves
from monitoring.scorecards.freshness import Scope, commitment_pages, newest
from monitoring.scorecards.joined import together

# A bundle shows the checks of its points; documents are those of its own amendments.
one_commitment = Scope(
    "one commitment",
    lambda reference: [
        *commitment_pages.questions(reference),
        # Asked apart: a condition on both would look through every check.
        newest(TestabilityCheck.objects.filter(commitment__reference=reference), "checked_at"),
        newest(
            TestabilityCheck.objects.filter(commitment__parent__reference=reference), "checked_at"
        ),
        *as_one_moves(Document.objects.filter(amendment__commitment__reference=reference)),
    ],
    argument="reference",
)


def family_of(reference: str) -> list[Commitment]:
    """The commitment of this reference, then its points, in one query.

    Each has ``amendments_in_order``, each of these its ``documents_there``, and ``needs_shown``:
    the published needs that it came of.
    """
    family = together(
        Commitment.objects.with_its_points(reference)
        .annotate(document_there=FilteredRelation("amendments__documents"))
        .select_related("document_there"),
        amendments_in_order="amendment_there",
        needs_shown="need_there",
        their_documents="document_there",
    )
    for commitment in family:
        for amendment in commitment.amendments_in_order:
            amendment.documents_there = sorted(
                (each for each in commitment.their_documents if each.amendment_id == amendment.pk),
                key=lambda document: (document.dated, document.pk),
            )
    return family


def named_points(commitment: Commitment) -> list[Point]:
    """The six points of its testability check, or nothing where nobody has looked."""
    check = getattr(commitment, "testability", None)
    return testability.points(check) if check else []
