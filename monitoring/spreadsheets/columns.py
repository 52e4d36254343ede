"""The columns of a report's spreadsheet and the words that stand in them, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override

from monitoring.models.vocabulary import EvidenceClass, Stage, Status
from municipalities import partial_dates
from municipalities.albanian import fold


@dataclass(frozen=True)
class Column:
    """``is_taken``: the importer takes what stands there; all others are for reading only."""

    name: str
    label: Promise
    width: int
    is_taken: bool = True
    words: type[TextChoices] | None = None

    @property
    def heading(self) -> str:
        """In both languages, whatever the page's is: 'Statusi / Status'."""
        return " / ".join(in_both_languages(self.label))


def in_both_languages(label: Promise) -> list[str]:
    """The Albanian and the English words; one where they are the same."""
    said = []
    for language in ("sq", "en"):
        with override(language):
            said.append(str(label))
    return list(dict.fromkeys(said))


COLUMNS = (
    Column("number", gettext_lazy("Number"), 9, is_taken=False),
    Column("reference", gettext_lazy("Reference"), 18, is_taken=False),
    Column("wording", gettext_lazy("Commitment"), 48, is_taken=False),
    Column("kind", gettext_lazy("Kind"), 16, is_taken=False),
    Column("full_needs", gettext_lazy("“Fully addressed” needs"), 32, is_taken=False),
    Column("partial_needs", gettext_lazy("“Partially addressed” needs"), 32, is_taken=False),
    Column("before", gettext_lazy("Status of the round before"), 20, is_taken=False),
    Column("items", gettext_lazy("Pieces of evidence there"), 12, is_taken=False),
    Column("status", gettext_lazy("Status"), 22, words=Status),
    Column("stage", gettext_lazy("Stage reached"), 18, words=Stage),
    Column("rationale_sq", gettext_lazy("Rationale in Albanian"), 48),
    Column("rationale_en", gettext_lazy("Rationale in English"), 48),
    Column("reason_sq", gettext_lazy("Reason in Albanian"), 32),
    Column("reason_en", gettext_lazy("Reason in English"), 32),
    Column("evidence_class", gettext_lazy("New evidence: class"), 22, words=EvidenceClass),
    Column("title", gettext_lazy("New evidence: title"), 32),
    Column("publisher", gettext_lazy("New evidence: publisher"), 24),
    Column("dated", gettext_lazy("New evidence: date"), 14),
    Column("place", gettext_lazy("New evidence: place or office"), 20),
    Column("page", gettext_lazy("New evidence: page"), 10),
    Column("shows", gettext_lazy("New evidence: what it shows"), 40),
    Column("link", gettext_lazy("New evidence: link"), 40),
    Column("version", gettext_lazy("Version (leave it as it is)"), 16, is_taken=False),
)
BY_NAME: Mapping[str, Column] = MappingProxyType({column.name: column for column in COLUMNS})
KEY, VERSION = "reference", "version"
OF_FINDING = (
    "status", "stage", "rationale_sq", "rationale_en", "reason_sq", "reason_en",
)  # fmt: skip
OF_EVIDENCE = (
    "evidence_class", "title", "publisher", "dated", "place", "page", "shows", "link",
)  # fmt: skip


def names_by_heading() -> dict[str, str]:
    """Folded heading in either language, or in both, or the stored name -> name of the column."""
    known = {}
    for column in COLUMNS:
        for heading in (column.name, column.heading, *in_both_languages(column.label)):
            known[folded(heading)] = column.name
    return known


def named(heading: str, known: dict[str, str]) -> str:
    """The column with this heading; one half is enough, should a translation have changed."""
    halves = (known.get(folded(half)) for half in (heading, *heading.split("/")))
    return next(filter(None, halves), "")


def stored_words(choices: type[TextChoices]) -> dict[str, str]:
    """Folded word in either language, or the stored one -> the stored word."""
    known = {"": ""}
    for choice in choices:
        for word in (choice.value, *in_both_languages(choice.label)):
            known[folded(word)] = choice.value
    return known


def label_of(column: Column, stored: str) -> str:
    """The stored word or date as the page says it; any other text is itself."""
    if column.words and stored:
        return str(column.words(stored).label)
    return partial_dates.in_words(stored) if column.name == "dated" else stored


def folded(heading: str) -> str:
    """Without case, diacritics and superfluous space: people retype headings and words."""
    return " ".join(fold(heading).split())


def version_of(finding) -> str:
    """What a row remembers of its origin; text that no program takes for a number or a date."""
    return f"r{finding.report_id}v{finding.lock_version}"
