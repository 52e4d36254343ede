"""What rows of a spreadsheet would change in a report: a dry run, nothing is written.

A row is compared with what stands and with what stood when it was exported: a row that nobody
touched changes nothing although the portal moved on, and nobody's words are overwritten unseen
(QUALITY R-07).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from monitoring.models.proof import Evidence
from monitoring.models.vocabulary import EvidenceClass
from monitoring.models.workshop import Finding, Report
from monitoring.spreadsheets import effect
from monitoring.spreadsheets.columns import (
    BY_NAME,
    KEY,
    OF_EVIDENCE,
    OF_FINDING,
    VERSION,
    version_of,
)
from municipalities import partial_dates
from municipalities.sheets import cells
from municipalities.sheets.columns import folded, label_of, stored_words
from municipalities.sheets.rows import Difference, Problem, Row, Table

MOST_PROBLEMS = 100
EXPORTED = re.compile(r"r([0-9]{1,18})v([0-9]{1,18})")


@dataclass(frozen=True)
class Change:
    """What one row changes. ``words`` is all that save_finding takes, or empty if none differs."""

    row: int
    finding: Finding
    version: int
    words: Mapping[str, str]
    evidence: Mapping[str, str]
    differences: list[Difference]

    @property
    def settled(self) -> Row:
        """The row as it was understood, to be compared again when it is carried out."""
        found = {KEY: self.finding.commitment.reference, VERSION: version_of(self.finding)}
        return Row(self.row, found | dict(self.words) | dict(self.evidence))


@dataclass(frozen=True)
class DryRun:
    """Everything that would happen; with ``problems`` (the first 100 of them) nothing would."""

    changes: list[Change]
    problems: list[Problem]
    problems_in_all: int
    notices: list[str]
    before: effect.Standing
    after: effect.Standing

    @property
    def can_be_imported(self) -> bool:
        return bool(self.changes) and not self.problems


def dry_run(report: Report, table: Table) -> DryRun:
    """Compare the rows with the report as it is now; a fixed number of queries."""
    findings = list(report.findings.with_what_is_needed().in_order())
    reader = _Reader(report, findings, table)
    changes = list(reader.changes())
    changed = {change.finding.pk: change for change in changes}
    return DryRun(
        changes=changes,
        problems=reader.problems[:MOST_PROBLEMS],
        problems_in_all=len(reader.problems),
        notices=table.notices,
        before=effect.standing(report, findings),
        after=effect.standing(report, [_after(each, changed.get(each.pk)) for each in findings]),
    )


def _after(finding: Finding, change: Change | None) -> Finding:
    if change is None:
        return finding
    item = Evidence(**change.evidence) if change.evidence else None
    return effect.with_changes(finding, dict(change.words), item)


class _Reader:
    """Goes through the rows once; whatever is wrong with one ends up in ``problems``."""

    def __init__(self, report: Report, findings: list[Finding], table: Table):
        self.report, self.table = report, table
        self.findings = {finding.commitment.reference: finding for finding in findings}
        self.problems: list[Problem] = []
        self.known = {
            name: stored_words(column.words) for name, column in BY_NAME.items() if column.words
        }
        self._before: dict[tuple[int, int], dict[str, str]] | None = None

    def changes(self) -> Iterator[Change]:
        seen: dict[str, int] = {}
        for row in self.table.rows:
            reference = row.cells.get(KEY, "")
            finding = self.findings.get(reference)
            if finding is None:
                self._object(row, KEY, self._unknown(reference))
            elif reference in seen:
                sentence = _("This commitment stands in row %(row)s already.")
                self._object(row, KEY, sentence % {"row": seen[reference]})
            else:
                seen[reference] = row.number
                if change := self._change(row, finding):
                    yield change

    def _change(self, row: Row, finding: Finding) -> Change | None:
        """What the row changes in its finding; None if nothing, or if something is wrong."""
        so_far = len(self.problems)
        version = self._version(row)
        words = self._words(row, finding)
        item = self._evidence(row, finding)
        if len(self.problems) > so_far:
            return None
        stands = _words_of(finding)
        if words != stands and version != finding.lock_version:
            stood = self._stood(finding, version)
            if stood and _is_untouched(row, stood):
                words = stands  # whatever was written since stays
            elif stood != stands:
                self._object_to_overwriting(row, words, stands)
                return None
        differences = [
            *_differences(OF_FINDING, stands, words),
            *_differences(OF_EVIDENCE, {}, item),
        ]
        if not differences:
            return None
        changed = words if words != stands else {}
        return Change(row.number, finding, finding.lock_version, changed, item, differences)

    def _version(self, row: Row) -> int:
        found = EXPORTED.fullmatch(row.cells.get(VERSION, ""))
        if not found:
            self._object(row, VERSION, _("The version is missing. Download the spreadsheet again "
                                         "and copy your words into it."))  # fmt: skip
            return -1
        report, version = map(int, found.groups())
        if report != self.report.pk:
            self._object(row, VERSION, _("This row was exported from another report."))
        return version

    def _words(self, row: Row, finding: Finding) -> dict[str, str]:
        """What save_finding takes: what stands, except where the cell says something else."""
        words = _words_of(finding)
        for name, stored in words.items():
            cell = row.cells.get(name)
            if cell is None:
                continue
            if name in self.known:
                words[name] = self._stored_word(row, name)
            elif not cells.same(cell, stored):
                words[name] = cell
                if max(len(cell), len(stored)) > cells.LONGEST:
                    self._object(row, name, _("This text is too long for a spreadsheet; change it "
                                              "on the page of the commitment."))  # fmt: skip
        return words

    def _evidence(self, row: Row, finding: Finding) -> dict[str, str]:
        """The new item of evidence; empty if the row has none or it is there already (R-09)."""
        item = {name: row.cells.get(name, "") for name in OF_EVIDENCE}
        if not any(item.values()):
            return {}
        so_far = len(self.problems)
        item["evidence_class"] = self._stored_word(row, "evidence_class")
        item["dated"] = partial_dates.as_stored(item["dated"])
        if any(_says(there, item) for there in finding.evidence.all()):
            return {}
        if len(self.problems) == so_far:
            for name, sentence in _faults(item).items():
                self._object(row, name, sentence)
        return item

    def _stored_word(self, row: Row, name: str) -> str:
        cell = row.cells.get(name, "")
        word = self.known[name].get(folded(cell))
        if word is None:
            offered = ", ".join(str(label) for label in BY_NAME[name].words.labels)
            sentence = _("“%(word)s” is not known. Choose one of: %(offered)s.")
            self._object(row, name, sentence % {"word": cell[:80], "offered": offered})
        return word or ""

    def _stood(self, finding: Finding, version: int) -> dict[str, str] | None:
        """What the finding said in that version, None if that is not known."""
        if self._before is None:
            past = Finding.history.filter(report_id=self.report.pk)
            self._before = {
                (each.pop("id"), each.pop("lock_version")): each
                for each in past.values("id", "lock_version", *OF_FINDING)
            }
        nothing = dict.fromkeys(OF_FINDING, "")
        is_first = version == 0 and self.report.revision == 1
        return self._before.get((finding.pk, version), nothing if is_first else None)

    def _unknown(self, reference: str) -> str:
        if not reference:
            return _(
                "The reference is missing, so nobody knows which commitment this row is about."
            )
        return _("“%(reference)s” is no commitment of this report.") % {"reference": reference[:80]}

    def _object_to_overwriting(self, row: Row, words: dict, stands: dict) -> None:
        for name in OF_FINDING:
            if words[name] != stands[name]:
                column = BY_NAME[name]
                sentence = _(
                    "Somebody changed this in the portal after the export. There it says: "
                    "“%(theirs)s”. Your file says: “%(own)s”. Download the spreadsheet again or "
                    "change it on the page of the commitment."
                ) % {
                    "theirs": label_of(column, stands[name]),
                    "own": label_of(column, words[name]),
                }
                self._object(row, name, sentence)

    def _object(self, row: Row, name: str, sentence: str) -> None:
        cell = self.table.cell(row, name)
        self.problems.append(Problem(row.number, cell, BY_NAME[name].heading, sentence))


def _words_of(finding: Finding) -> dict[str, str]:
    return {name: getattr(finding, name) for name in OF_FINDING}


def _is_untouched(row: Row, stood: Mapping[str, str]) -> bool:
    """Whether the row still says what stood in the finding when it was exported."""
    for name in OF_FINDING:
        cell, column = row.cells.get(name), BY_NAME[name]
        if cell is None:
            continue
        said = stored_words(column.words).get(folded(cell)) if column.words else cell
        if said is None or not cells.same(said, stood[name]):
            return False
    return True


def _says(there: Evidence, item: Mapping[str, str]) -> bool:
    return all(cells.same(text, getattr(there, name)) for name, text in item.items())


def _faults(item: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with a piece of evidence that comes without a file, by field."""
    others = {field.name for field in Evidence._meta.fields} - {*OF_EVIDENCE}
    found = {}
    link = item["link"]
    if not link and item["evidence_class"] != EvidenceClass.SEARCH:
        found["link"] = _("Give the link. Evidence that is a file is added in the portal.")
    elif link and not link.startswith(("http://", "https://")):
        found["link"] = _("A link begins with http:// or https://.")
    try:
        Evidence(**item).clean_fields(exclude=others)
    except ValidationError as error:
        sentences = {name: " ".join(said) for name, said in error.message_dict.items()}
        found = sentences | found
    return found


def _differences(
    names: tuple[str, ...], before: Mapping[str, str], after: Mapping[str, str]
) -> list[Difference]:
    return [
        Difference(
            str(BY_NAME[name].label),
            label_of(BY_NAME[name], before.get(name, "")),
            label_of(BY_NAME[name], after.get(name, "")),
            name[-2:] if name.endswith(("_sq", "_en")) else "",
        )
        for name in names
        if before.get(name, "") != after.get(name, "")
    ]
