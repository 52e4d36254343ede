"""Open data for readers: which files there are, how to cite them, what every column means."""

from dataclasses import dataclass

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from contracts.models import Term
from monitoring.models.chain import LedgerEntry
from monitoring.scorecards.freshness import fresh, network_pages
from monitoring.scorecards.open_data import citation
from monitoring.scorecards.open_data.table import Table
from monitoring.scorecards.open_data.tables import TABLES


@dataclass(frozen=True)
class Files:
    """A table with the addresses of its files."""

    table: Table
    csv: str
    json: str


@dataclass(frozen=True)
class FilesOfTerm:
    """The files that hold one term alone."""

    term: Term
    files: list[Files]
    workbook: str
    datapackage: str


@fresh(scope=network_pages)
def page(request):
    terms = Term.objects.newest_first()
    default = terms.default(timezone.localdate(), demonstration=settings.DEMO)
    return render(
        request,
        "scorecards/data.html",
        {
            "term": default if default and default.is_demonstration else None,
            "tables": [_files(table) for table in TABLES],
            "terms": [_of_term(term) for term in terms],
            "citation": citation.of(LedgerEntry.objects.head()),
            "licence": citation.LICENCE_PATH,
            "checkpoint": LedgerEntry.objects.checkpoint(),
        },
    )


def _files(table: Table) -> Files:
    return Files(table, reverse(f"files:{table.name}-csv"), reverse(f"files:{table.name}-json"))


def _of_term(term: Term) -> FilesOfTerm:
    def address(name: str) -> str:
        return reverse(f"files:{name}-term", args=[term.slug])

    return FilesOfTerm(
        term,
        [
            Files(table, address(f"{table.name}-csv"), address(f"{table.name}-json"))
            for table in TABLES
            if table.is_of_terms
        ],
        address("scorecards-xlsx"),
        address("datapackage"),
    )
