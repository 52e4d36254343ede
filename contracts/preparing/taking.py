"""What the rows of a spreadsheet would change in a draft: a dry run, nothing is written (S-41)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from contracts import lines, numbers
from contracts.models import Commitment, ContractDraft, DraftCommitment, Sector
from contracts.preparing.columns import LAYOUT, STORED, as_text
from municipalities import partial_dates
from municipalities.languages import in_this_language
from municipalities.models import AdministrativeUnit
from municipalities.sheets import cells
from municipalities.sheets.columns import folded, stored_words
from municipalities.sheets.rows import Difference, Problem, Row, Table

MOST_PROBLEMS = 100
UNRECORDED = {"kind": Commitment.Kind.UNRECORDED, "competence": Commitment.Competence.UNRECORDED}
WORDS_KNOWN = {
    name: stored_words(column.words) for name, column in LAYOUT.by_name.items() if column.words
}


@dataclass(frozen=True)
class Change:
    """What one row says: all columns of a line, and its units. ``line`` is None for a new one."""

    row: Row
    line: DraftCommitment | None
    said: dict[str, Any]
    units: list[AdministrativeUnit]
    differences: list[Difference]

    @property
    def is_new(self) -> bool:
        return self.line is None


@dataclass(frozen=True)
class DryRun:
    """Everything that would happen; with ``problems`` (the first 100 of them) nothing would."""

    changes: list[Change]
    problems: list[Problem]
    problems_in_all: int
    notices: list[str] = field(default_factory=list)

    @property
    def rows(self) -> list[tuple[dict[str, Any], list[AdministrativeUnit]]]:
        """As `actions.take_lines` takes them."""
        return [(change.said, change.units) for change in self.changes]

    @property
    def new(self) -> int:
        return sum(change.is_new for change in self.changes)


def dry_run(draft: ContractDraft, table: Table) -> DryRun:
    """Compare the rows with the draft as it is now; a fixed number of queries."""
    reader = _Reader(draft, table)
    changes = list(reader.changes())
    reader.find_lost_points()
    problems = sorted(reader.problems, key=lambda problem: problem.row)
    return DryRun(changes, problems[:MOST_PROBLEMS], len(problems), list(table.notices))


class _Reader:
    """Goes through the rows once; whatever is wrong with one ends up in ``problems``."""

    def __init__(self, draft: ContractDraft, table: Table):
        self.draft, self.table = draft, table
        there = draft.commitments.select_related("sector").prefetch_related("units")
        self.there = {line.number: line for line in there}
        self.sectors = {
            folded(name): sector
            for sector in Sector.objects.all()
            for name in (sector.slug, sector.name_sq, sector.name_en)
            if name
        }
        self.units = {folded(unit.name): unit for unit in draft.municipality.units.all()}
        self.seen: dict[str, Row] = {}
        self.problems: list[Problem] = []

    def changes(self) -> Iterator[Change]:
        for row in self.table.rows:
            number = row.cells.get("number", "")
            if not number or not re.match(numbers.PATTERN, number):
                self._object(row, "number", _("A number is written 7, or 1.5 for a point."))
            elif number in self.seen:
                sentence = _("This number stands in row %(row)s already.")
                self._object(row, "number", sentence % {"row": self.seen[number].number})
            else:
                self.seen[number] = row
                if change := self._change(row, self.there.get(number)):
                    yield change

    def find_lost_points(self) -> None:
        """A point needs its bundle, in the file or in the draft."""
        for number in lines.without_their_bundle({*self.seen, *self.there}):
            if row := self.seen.get(number):
                bundle = lines.bundle_of(number)
                sentence = _("The commitment %(bundle)s, of which this is a point, is missing.")
                self._object(row, "number", sentence % {"bundle": bundle})

    def _change(self, row: Row, line: DraftCommitment | None) -> Change | None:
        """None if the row changes nothing, or if something is wrong with it."""
        so_far = len(self.problems)
        before = line or DraftCommitment(draft=self.draft)
        said = {name: self._value(row, name, before) for name in lines.COLUMNS}
        units = self._units(row, line)
        self._check(row, said, without={problem.heading for problem in self.problems[so_far:]})
        if len(self.problems) > so_far:
            return None
        differences = _differences(line, said, units)
        return Change(row, line, said, units, differences) if differences else None

    def _value(self, row: Row, name: str, before: DraftCommitment) -> Any:
        """What the cell says of the column; what stands, where there is no such cell."""
        cell = row.cells.get(name)
        if cell is None:
            return getattr(before, name) if name != "sector" or before.sector_id else None
        if name == "sector":
            return self._sector(row, cell)
        if name in WORDS_KNOWN:
            return self._word(row, name, cell)
        if name == "due_on":
            return partial_dates.as_stored(cell)
        if name == "citizens_priority":
            if cell and cell not in ("1", "2", "3"):
                self._object(row, name, _("Citizens’ priority is 1, 2 or 3."))
            return int(cell) if cell in ("1", "2", "3") else None
        stands = getattr(before, name)
        return stands if cells.same(cell, stands) else cell

    def _sector(self, row: Row, cell: str) -> Sector | None:
        found = self.sectors.get(folded(cell))
        if found is None and cell:
            offered = {in_this_language(each, "name").text for each in self.sectors.values()}
            self._unknown(row, "sector", cell, sorted(offered))
        return found

    def _word(self, row: Row, name: str, cell: str) -> Any:
        word = WORDS_KNOWN[name].get(folded(cell))
        if word is None:
            self._unknown(row, name, cell, LAYOUT.by_name[name].words.labels)
        if name in lines.CHECK:
            return STORED.get(word)
        return word or UNRECORDED.get(name, "")

    def _units(self, row: Row, line: DraftCommitment | None) -> list[AdministrativeUnit]:
        cell = row.cells.get("units")
        if cell is None:
            return list(line.units.all()) if line else []
        found = []
        for name in filter(None, (each.strip() for each in re.split(r"[;\n]", cell))):
            if unit := self.units.get(folded(name)):
                found.append(unit)
            else:
                self._unknown(row, "units", name, [each.name for each in self.units.values()])
        return found

    def _check(self, row: Row, said: dict[str, Any], *, without: set[str]) -> None:
        """What the columns cannot hold; of those in ``without`` (headings) a fault is known."""
        columns = LAYOUT.by_name
        known = {name for name in columns if columns[name].heading in without}
        if said["sector"] is None and "sector" not in known:
            self._object(row, "sector", _("Give the sector."))
        candidate = DraftCommitment(draft=self.draft, **said | {"sector": None})
        try:
            candidate.clean_fields(exclude={"draft", "sector", *known})
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                self._object(row, name, " ".join(sentences))

    def _unknown(self, row: Row, name: str, cell: str, offered) -> None:
        sentence = _("“%(word)s” is not known. Choose one of: %(offered)s.")
        shown = ", ".join(str(each) for each in offered) or "–"
        self._object(row, name, sentence % {"word": cell[:80], "offered": shown})

    def _object(self, row: Row, name: str, sentence: str) -> None:
        heading = LAYOUT.by_name[name].heading
        self.problems.append(Problem(row.number, self.table.cell(row, name), heading, sentence))


def _differences(
    line: DraftCommitment | None, said: dict[str, Any], units: list[AdministrativeUnit]
) -> list[Difference]:
    after = DraftCommitment(**said)
    found = []
    for name in lines.COLUMNS:
        was = as_text(line, name) if line else ""
        becomes = as_text(after, name)
        if was != becomes and not (line is None and getattr(after, name) == UNRECORDED.get(name)):
            language = name[-2:] if name.endswith(("_sq", "_en")) else ""
            found.append(Difference(str(LAYOUT.by_name[name].label), was, becomes, language))
    names = "; ".join(sorted(unit.name for unit in units))
    were = "; ".join(sorted(unit.name for unit in line.units.all())) if line else ""
    if names != were:
        found.append(Difference(str(LAYOUT.by_name["units"].label), were, names, ""))
    return found
