"""A journalist asks: who made most progress in waste, may I print the chart, is the number right?

Answered from the home page by links alone, within two minutes; and whichever way a result of the
demonstration is taken away, it is the number that the ledger alone gives (L-06).
"""

import re
import subprocess
import sys
import time
import urllib.request
from types import SimpleNamespace

import pytest

from monitoring import ledger
from tests.monitoring.scorecards.open_data.fetched import csv_rows, fetched, json_rows
from tests.monitoring.scorecards.open_data.printed import figures
from tests.monitoring.scorecards.open_data.sheets import rows_as_computed
from tests.monitoring.scorecards.open_data.test_same_figures import (
    COLUMNS,
    COUNTS,
    FIGURES,
    counted_in_commitments,
    expected_of,
    key_of,
    worked_out,
)

TWO_MINUTES = 120


class Reader:
    """Somebody with a browser who only follows links."""

    def __init__(self, page):
        self.page, self.clicks = page, 0

    def follow(self, words):
        self.clicks += 1
        self.page.get_by_role("link", name=words).first.click()
        self.page.wait_for_load_state()

    @property
    def text(self):
        return " ".join(self.page.inner_text("main").split())


def test_who_progressed_most_in_waste_is_found_printed_and_checked_from_home(open_page, tmp_path):
    begun = time.monotonic()
    reader = Reader(open_page("/", accept_downloads=True, javascript=False))

    reader.follow("Sektorët")
    reader.follow("Mbetjet")
    assert reader.clicks == 2
    assert "Përparimi që nga Raundi 1: shtator 2023 – gusht 2024" in reader.text
    for answer in (
        "Më lart në: Durrës (1 angazhim), Fier (1 angazhim), Shkodër (1 angazhim)",
        "Më poshtë në: Shkodër (1 angazhim)",
        "Fier barazim për vendet nga 1 deri në 4 ½ nga 1 1 nga 1 +½ nga 1 angazhim",
    ):
        assert answer in reader.text

    with reader.page.expect_download() as chart:
        reader.follow("Grafiku për printim (SVG), me burimin dhe datën brenda figurës")
    chart.value.save_as(tmp_path / "chart.svg")
    picture = (tmp_path / "chart.svg").read_text()
    for words in ("Mbetjet", "30 shtator 2025", "Rrjeti POP", "/sectors/waste/"):
        assert words in picture, words

    sector = reader.page.url
    reader.follow("Licenca (CC BY 4.0) dhe si të citohet")
    assert "CC BY 4.0" in reader.text
    reader.page.goto(sector)
    reader.follow("Pastrim i vendit ku hidhen mbetje pranë fshatit A")
    assert "Adresuar plotësisht" in reader.text
    assert reader.page.locator("[id^=evidence]").count() > 0

    assert reader.clicks == 5
    assert time.monotonic() - begun < TWO_MINUTES


# --- The same number, whichever way it is taken away ----------------------------------------------


@pytest.fixture(scope="module")
def fetching(portal):
    """A client for the helpers that read files; it asks the portal that is being served."""

    def get(address):
        with urllib.request.urlopen(portal + address, timeout=60) as answer:
            return SimpleNamespace(
                status_code=answer.status, streaming=False, content=answer.read()
            )

    return SimpleNamespace(get=get)


@pytest.fixture(scope="module")
def recomputed(fetching, tmp_path_factory):
    """(municipality/term/round, revision) -> counts and figures, from the ledger's lines alone."""
    folder = tmp_path_factory.mktemp("checked")
    (folder / "ledger.py").write_bytes(fetched(fetching, "/ledger/ledger.py"))
    (folder / "ledger.jsonl").write_bytes(fetched(fetching, "/data/v1/ledger.jsonl"))
    done = subprocess.run(
        [sys.executable, "-I", "ledger.py", "ledger.jsonl", "--figures"],
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = {}
    for line in done.stdout.splitlines():
        subject, revision, *cells = line.split("\t")
        values = [None if cell == "-" else int(cell) for cell in cells]
        found[subject, int(revision)] = dict(zip(COLUMNS, values, strict=True))
    return found


@pytest.fixture(scope="module")
def scorecards(fetching):
    """Every scorecard of the portal, as scorecards.json lists it."""
    return json_rows(fetching, "scorecards")


def test_csv_json_and_workbook_of_the_demonstration_give_what_the_ledger_gives(
    fetching, recomputed
):
    def by_key(rows, value):
        return {key_of(row): {name: value(row[name]) for name in COLUMNS} for row in rows}

    csv = by_key(csv_rows(fetching, "scorecards"), lambda cell: int(cell) if cell else None)
    json = by_key(json_rows(fetching, "scorecards"), lambda value: value)
    workbook = by_key(rows_as_computed(fetching), lambda value: None if value == "" else value)

    assert len(csv) > 15
    assert csv == {key: recomputed[key] for key in csv}
    assert json == csv
    assert workbook == csv
    assert counted_in_commitments(fetching, csv) == {
        key: {name: row[name] for name in COUNTS} for key, row in csv.items()
    }


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_scorecard_of_the_demonstration_shows_prints_and_works_out_the_same(
    fetching, recomputed, scorecards, prefix
):
    assert len(scorecards) > 15
    for row in scorecards:
        path = "/" + row["url"].split("/", 3)[3]
        is_as_published = row["method"] == "0"
        result = recomputed[key_of(row)]
        page = fetched(fetching, prefix + path).decode()
        for unseen in ("print-only", "screen-only"):
            assert figures(page, unseen) == expected_of(result, is_as_published), (path, unseen)
        if not is_as_published and result["coverage"] is not None:
            working = fetched(fetching, f"{prefix}{path}working/").decode()
            assert {name: worked_out(working, name) for name in FIGURES} == {
                name: result[name] for name in FIGURES
            }, path


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_report_and_sheets_for_print_say_the_same(fetching, recomputed, scorecards, prefix):
    """The report of every round, and the sheet of every municipality's newest result."""
    of_path = {prefix + "/" + row["url"].split("/", 3)[3]: row for row in scorecards}
    printed = 0
    for term, round_ in {(row["term"], row["round"]) for row in scorecards}:
        report = fetched(fetching, f"{prefix}/rounds/{term}/{round_}/report/").decode()
        for line in report.split("<tr>"):
            link = re.search(r'<th scope="row"><a href="([^"]*)"', line)
            if link is None or link[1] not in of_path:
                continue
            result = recomputed[key_of(of_path[link[1]])]
            cells = [int(each) for each in re.findall(r'class="number">([0-9]+)<', line)]
            expected = [result["full"], result["partial"], result["none"]]
            assert cells == [*expected, result["unassessed"] + result["unassessable"]], link[1]
            shown = re.search(r">([0-9]+)\s%, ", line)
            headline = expected_of(result, is_as_published=False)["headline"]
            assert ([int(shown[1])] if shown else []) == headline, link[1]
            printed += 1
    for row in scorecards:
        is_newest = row == [r for r in scorecards if r["contract"] == row["contract"]][-1]
        if not is_newest or row["method"] == "0":
            continue
        path = f"{prefix}/municipalities/{row['municipality']}/{row['term']}/sheet/"
        sheet = fetched(fetching, path).decode()
        result = recomputed[key_of(row)]
        counts = [int(each) for each in re.findall(r"</span>\s*<b>([0-9]+)</b>", sheet)]
        expected = expected_of(result, is_as_published=False)
        assert counts == expected["counts"], path
        figure = re.search(r'class="sheet-figure">([0-9]+)\s%', sheet)
        assert ([int(figure[1])] if figure else []) == expected["headline"], path
        printed += 1

    assert printed > 20


def test_the_ledger_of_the_demonstration_is_the_one_its_checkpoint_names(fetching, tmp_path):
    (tmp_path / "ledger.jsonl").write_bytes(fetched(fetching, "/data/v1/ledger.jsonl"))
    _name, size, head = fetched(fetching, "/ledger/checkpoint.txt").decode().split()

    with (tmp_path / "ledger.jsonl").open("rb") as lines:
        ledger.verify(lines, since=(int(size), head))
