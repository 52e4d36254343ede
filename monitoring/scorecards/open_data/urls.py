"""Every file of the open data, for the whole record and, where it depends on the term, for one.

An address stays; what it gives may gain columns, never lose one.
"""

from django.urls import path

from monitoring.scorecards.open_data import files, writing
from monitoring.scorecards.open_data.tables import TABLES

FORMATS = {"csv": (writing.as_csv, files.CSV), "json": (writing.as_json, files.JSON)}
OF_A_TERM = "data/v1/terms/<slug:term>/"


def _of_tables():
    for table in TABLES:
        for ending, (write, content_type) in FORMATS.items():
            view = files.of_table(table, write, content_type)
            name = f"{table.name}-{ending}"
            yield path(f"data/v1/{table.name}.{ending}", view, name=name)
            if table.is_of_terms:
                yield path(f"{OF_A_TERM}{table.name}.{ending}", view, name=f"{name}-term")


files_of_data = [
    *_of_tables(),
    path("data/v1/scorecards.xlsx", files.scorecards_workbook, name="scorecards-xlsx"),
    path(f"{OF_A_TERM}scorecards.xlsx", files.scorecards_workbook, name="scorecards-xlsx-term"),
    path("data/v1/datapackage.json", files.datapackage, name="datapackage"),
    path(f"{OF_A_TERM}datapackage.json", files.datapackage, name="datapackage-term"),
    path(
        "data/v1/scorecards/<slug:slug>/<slug:term>/<slug:round>/r<int:revision>.json",
        files.scorecard,
        name="scorecard-json",
    ),
    path("data/v1/ledger.jsonl", files.ledger, name="ledger-jsonl"),
    path("ledger/ledger.py", files.verifier, name="verifier"),
    path("ledger/checkpoint.txt", files.checkpoint, name="checkpoint"),
]
