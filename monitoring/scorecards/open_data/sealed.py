"""What the ledger says: every entry, and what was corrected or taken back."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from monitoring.models.chain import LedgerEntry
from monitoring.scorecards.freshness import correction_pages, network_pages
from monitoring.scorecards.open_data.columns import Column, Kind, count, text, yes_or_no
from monitoring.scorecards.open_data.reading import Part, in_batches
from monitoring.scorecards.open_data.results import SHA256
from monitoring.scorecards.open_data.table import Reference, Table

# The ways from an entry to the scorecard that it is about.
CORRECTED, RETRACTED, REPLIED = "scorecard", "retraction__scorecard", "reply__scorecard"


def first_known(*values: Any) -> Any:
    return next((value for value in values if value is not None), None)


def _of_either(name: str, meaning, field: str, kind: Kind = Kind.TEXT, **more) -> Column:
    """What is known of the scorecard that was corrected or taken back."""
    reads = (f"{CORRECTED}__{field}", f"{RETRACTED}__{field}")
    return Column(name, meaning, reads, kind, first_known, **more)


def _corrections(part: Part, reads):
    about_its_terms = Q(kind="correct") & part.of_its_terms(f"{CORRECTED}__contract__term") | Q(
        kind="retract"
    ) & part.of_its_terms(f"{RETRACTED}__contract__term")
    return in_batches(LedgerEntry.objects.filter(about_its_terms, seq__lte=part.size), "seq", reads)


corrections = Table(
    name="corrections",
    title=_("Corrections"),
    about=_("One row per correction and retraction, with its reason. The figures of both revisions"
            " stand in scorecards, those of a retracted one nowhere."),
    key=("sequence",),
    scope=correction_pages,
    read=_corrections,
    refers=(
        Reference(("municipality",), "municipalities", ("municipality",)),
        Reference(("term", "round"), "rounds", ("term", "round")),
        Reference(("sequence",), "ledger", ("sequence",)),
    ),
    columns=(
        count("sequence", _("Number of its entry in the ledger."), "seq", least=1),
        Column("at", _("When it was made public."), ("at",), Kind.MOMENT, required=True),
        text("kind", _("A correction, or a retraction."), words=LedgerEntry.Kind, required=True),
        _of_either("municipality", _("Short name of the municipality."), "municipality__slug",
                   required=True),
        _of_either("term", _("Short name of the term."), "contract__term__slug", required=True),
        _of_either("round", _("Short name of the round, within its term."), "round__slug",
                   required=True),
        _of_either("revision", _("The new revision; of a retraction the one taken back."),
                   "revision", Kind.INTEGER, required=True, least=1),
        Column("reason_sq", _("The cause or the reason in Albanian."),
               ("scorecard__cause_sq", "retraction__reason_sq"), made=first_known, required=True),
        Column("reason_en", _("The cause or the reason in English."),
               ("scorecard__cause_en", "retraction__reason_en"), made=first_known),
        _of_either("demonstration", _("Whether everything in it is invented, to show the portal."),
                   "contract__term__is_demonstration", Kind.YES_OR_NO, required=True),
    ),
)  # fmt: skip


ledger = Table(
    name="ledger",
    title=_("Ledger"),
    about=_("One row per entry of the one chain of this site, real and demonstration. What was"
            " sealed in each entry stands in ledger.jsonl."),
    key=("sequence",),
    scope=network_pages,
    read=lambda part, reads: in_batches(
        LedgerEntry.objects.filter(seq__lte=part.size).annotate(is_erased=Q(payload=None)),
        "seq",
        reads,
    ),
    is_of_terms=False,
    columns=(
        count("sequence", _("Its number in the chain, without gaps."), "seq", least=1),
        Column("at", _("When it was sealed."), ("at",), Kind.MOMENT, required=True),
        text("kind", _("What happened."), words=LedgerEntry.Kind, required=True),
        text("subject", _("What it is about."), required=True),
        count("revision", _("How many entries there are about this subject so far."), "rev",
              least=1),
        Column("demonstration", _("Whether it is about something invented, to show the portal;"
                                  " empty for an erasure or a restored backup."),
               tuple(f"{way}__contract__term__is_demonstration"
                     for way in (CORRECTED, RETRACTED, REPLIED)),
               Kind.YES_OR_NO, first_known),
        yes_or_no("withheld", _("Whether what it sealed had to be erased by law."),
                  "is_erased"),
        text("previous", _("Hash of the entry before."), "prev", required=True, pattern=SHA256),
        text("hash", _("Hash of this entry."), required=True, pattern=SHA256),
    ),
)  # fmt: skip
