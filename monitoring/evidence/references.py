"""Which stored files something refers to, and from which address.

A file that was removed from a draft is no longer referred to: the history of the finding keeps
its name and hash, the bytes may go. What was published stays for ever, retracted or not.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from monitoring.evidence.storage import ORIGINALS, PUBLIC, name_for
from monitoring.models.answers import ReplyLetter
from monitoring.models.cases import CaseFile
from monitoring.models.documents import Document
from monitoring.models.proof import Evidence, KeptFile
from monitoring.models.responses import ScorecardReplyLetter
from monitoring.models.showcase import ScorecardEvidence

# In the workshop a file has its original; all others know public copies alone.
WORKSHOP = (KeptFile, Evidence, ReplyLetter)
SHOWCASE = (ScorecardEvidence, ScorecardReplyLetter)
CITIZENS = (CaseFile,)
BESIDE_FACTS = (Document,)


@dataclass(frozen=True)
class Reference:
    """One row that cites one stored file, and the address where the row is seen."""

    folder: str
    sha256: str
    size: int
    cited_at: str


def hashes(*only: str) -> set[str]:
    """The hashes that a row refers to; of these ``only``, if any are given.

    Asked in one statement: a file that moves from one table to another meanwhile, as when it is
    described or published, is never in neither. A public copy and an original may be the same
    bytes, so a hash protects both.
    """
    columns = [(model, "sha256") for model in (*WORKSHOP, *SHOWCASE, *CITIZENS, *BESIDE_FACTS)]
    columns += [(model, "original_sha256") for model in WORKSHOP]
    first, *others = (_hashes(model, column, only) for model, column in columns)
    return {sha256 for (sha256,) in first.union(*others)}


def _hashes(model, column: str, only):
    rows = model.objects.order_by().exclude(**{column: ""})
    if only:
        rows = rows.filter(**{f"{column}__in": only})
    return rows.values_list(column)


def everything() -> Iterator[Reference]:
    """Every citation of a stored file, a batch of rows at a time."""
    for rows, cited_at in _rows():
        for row in rows.iterator(chunk_size=500):
            where = cited_at(row)
            yield Reference(PUBLIC, row.sha256, row.size, where)
            if getattr(row, "original_sha256", ""):
                yield Reference(ORIGINALS, row.original_sha256, row.original_size, where)


def number() -> int:
    """How many rows ``everything`` looks at."""
    return sum(rows.count() for rows, _cited_at in _rows())


def _rows():
    with_file = ScorecardEvidence.objects.exclude(sha256="").order_by("pk")
    yield with_file, _public_address
    yield ScorecardReplyLetter.objects.order_by("pk"), _public_address
    drafts = Evidence.objects.exclude(sha256="").order_by("pk")
    yield drafts, lambda row: reverse("workspace:finding", args=[row.finding_id])
    yield (
        KeptFile.objects.order_by("pk"),
        lambda row: reverse("workspace:finding", args=[row.finding_id]),
    )
    letters = ReplyLetter.objects.select_related("reply").order_by("pk")
    yield letters, lambda row: reverse("workspace:report", args=[row.reply.report_id])
    of_cases = CaseFile.objects.select_related("case").order_by("pk")
    yield of_cases, lambda row: reverse("workspace:case", args=[row.case.number])
    yield (
        Document.objects.order_by("pk"),
        lambda row: reverse("workspace:document", args=[row.pk]),
    )


def _public_address(row) -> str:
    return reverse("files:evidence-file", args=[row.sha256, name_for(row.title, row.content_type)])
