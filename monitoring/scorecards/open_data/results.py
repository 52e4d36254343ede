"""The results: scorecards, their commitments, and the evidence of each."""

from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contracts.models import Commitment, Pillar
from monitoring import scoring
from monitoring.evidence import name_for
from monitoring.models.rounds import AS_PUBLISHED, Round
from monitoring.models.showcase import ScorecardEvidence, ScorecardLine
from monitoring.models.vocabulary import EvidenceClass, Language, Stage, Status
from monitoring.scorecards import addresses
from monitoring.scorecards.freshness import network_pages
from monitoring.scorecards.open_data.columns import (
    Column,
    Kind,
    count,
    day,
    in_two,
    partial_day,
    text,
    yes_or_no,
)
from monitoring.scorecards.open_data.reading import below_scorecards, in_batches
from monitoring.scorecards.open_data.table import Reference, Table

SHA256 = "[0-9a-f]{64}"
COUNTS = ("full", "partial", "none", "unassessed", "unassessable")
SCORECARD = ("municipality", "term", "round", "revision")
LINE = (*SCORECARD, "reference")


def scorecard_columns(before: str) -> tuple[Column, ...]:
    """What names a scorecard, for rows from which ``before`` leads to it."""
    return (
        text("municipality", _("Short name of the municipality."),
             f"{before}municipality__slug", required=True),
        text("term", _("Short name of the term."), f"{before}contract__term__slug", required=True),
        text("round", _("Short name of the round, within its term."),
             f"{before}round__slug", required=True),
        count("revision", _("1 when first published, one more with every correction."),
              f"{before}revision", least=1),
    )  # fmt: skip


def figure(name: str, meaning) -> Column:
    """A percentage as pages print it: from the counts alone, rounded once, half up (METHOD §4).

    None of ours for what was published before the portal (METHOD §5), and none that says 0 about
    what nobody assessed (§4).
    """

    def made(method: str, *counts: int) -> int | None:
        if method == AS_PUBLISHED:
            return None
        score = _score(*counts)
        if name in ("strict", "at_least_partly") and not score.counts.assessed:
            return None
        fraction = getattr(score, name)
        return None if fraction is None else scoring.percent(fraction)

    reads = ("method_version", *COUNTS)
    return Column(name, meaning, reads, Kind.INTEGER, made, least=0, most=100)


@lru_cache(maxsize=1000)
def _score(*counts: int) -> scoring.Score:
    """Once for the seven columns that ask for it."""
    return scoring.score(scoring.Counts(*counts))


def _has_headline(method: str, *counts: int) -> bool:
    return method != AS_PUBLISHED and _score(*counts).has_headline


def _page_of(municipality: str, term: str, round: str, revision: int) -> str:
    return settings.PUBLIC_ORIGIN + addresses.of_revision(municipality, term, round, revision)


def _of_commitment(reference: str) -> str:
    return settings.PUBLIC_ORIGIN + reverse("scorecards:commitment", args=[reference])


def _of_file(sha256: str, title: str, content_type: str) -> str | None:
    if not sha256:
        return None
    name = name_for(title, content_type)
    return settings.PUBLIC_ORIGIN + reverse("files:evidence-file", args=[sha256, name])


def superseded_and_demonstration(term: str) -> tuple[Column, ...]:
    return (
        yes_or_no("superseded", _("Whether a newer revision has taken its place. For one row per"
                                  " result keep those with false."), "superseded"),
        yes_or_no("demonstration", _("Whether everything in it is invented, to show the portal."),
                  f"{term}__is_demonstration"),
    )  # fmt: skip


def _one_word_of(words, name, meaning, reads="", **more) -> Column:
    return text(name, meaning, reads, words=words, **more)


scorecards = Table(
    name="scorecards",
    title=_("Scorecards"),
    about=_("One row per published revision of a municipality’s result in a round: the counts as"
            " sealed, and the percentages that follow from them."),
    key=SCORECARD,
    scope=network_pages,
    read=lambda part, reads: in_batches(part.scorecards(), "entry__seq", reads),
    refers=(
        Reference(("municipality",), "municipalities", ("municipality",)),
        Reference(("term", "round"), "rounds", ("term", "round")),
        Reference(("monitoring",), "organisations", ("organisation",)),
        Reference(("reviewing",), "organisations", ("organisation",)),
    ),
    columns=(
        *scorecard_columns(""),
        text("contract", _("Code of the Social Contract; references of commitments begin with it."),
             "contract__code", required=True),
        _one_word_of(Round.Method, "method", _("Version of the method."), "method_version",
                     required=True),
        day("evidence_until", _("Last day from which evidence counts.")),
        Column("published_at", _("When it was published."), ("published_at",), Kind.MOMENT,
               required=True),
        count("full", _("Commitments that are fully addressed (f).")),
        count("partial", _("Commitments that are partially addressed (p).")),
        count("none", _("Commitments that are not addressed (n).")),
        count("unassessed", _("Commitments not yet assessed (u).")),
        count("unassessable", _("Commitments that cannot be assessed (x).")),
        count("excluded", _("Commitments left out as obsolete; in none of the counts.")),
        figure("fulfilment", _("(2f + p) / 2A in percent, where A = f + p + n is assessed. Empty"
                               " where nothing was assessed, and for method 0.")),
        figure("coverage", _("A / S in percent, where S = A + u + x.")),
        figure("low", _("Lower end of the range in percent: (2f + p) / 2S.")),
        figure("high", _("Upper end of the range in percent: (2f + p + 2(u + x)) / 2S.")),
        figure("strict", _("f / S in percent. Empty where nothing was assessed.")),
        figure("at_least_partly", _("(f + p) / S in percent. Empty where nothing was assessed.")),
        Column("headline", _("Whether the fulfilment may stand alone as one number: coverage of at"
                             " least 80 % and at least five assessed."),
               ("method_version", *COUNTS), Kind.YES_OR_NO, _has_headline, required=True),
        yes_or_no("final", _("Whether it is the last result of its term."), "is_final"),
        yes_or_no("list_complete", _("Whether the list of commitments was complete.")),
        *in_two("cause", _("Why it was corrected, in Albanian; empty for revision 1."),
                _("Why it was corrected, in English.")),
        *in_two("summary", _("Summary in Albanian."), _("Summary in English.")),
        text("source", _("Where it was published, for results of method 0.")),
        text("monitoring", _("Short name of the organisation that monitored."), "monitoring__slug",
             required=True),
        text("reviewing", _("Short name of the organisation that reviewed."), "reviewing__slug"),
        *superseded_and_demonstration("contract__term"),
        count("sequence", _("Number of its entry in the ledger."), "entry__seq", least=1),
        text("hash", _("Hash of its entry in the ledger."), "entry__hash", required=True,
             pattern=SHA256),
        Column("url", _("Its lasting page."),
               ("municipality__slug", "contract__term__slug", "round__slug", "revision"),
               made=_page_of, required=True),
    ),
)  # fmt: skip


def _is_counted(parent: int | None, excluded_on) -> bool:
    return parent is None and excluded_on is None


commitments = Table(
    name="commitments",
    title=_("Commitments"),
    about=_("One row per commitment, or point of one, and published revision: its words as they"
            " were then, and what was found."),
    key=LINE,
    scope=network_pages,
    read=lambda part, reads: below_scorecards(
        part, ScorecardLine.objects.all(), "scorecard", ("position",), reads
    ),
    refers=(Reference(SCORECARD, "scorecards", SCORECARD),),
    columns=(
        *scorecard_columns("scorecard__"),
        text("reference", _("Lasting name of the commitment, the same in every round."),
             required=True),
        text("number", _("Its number in the contract.")),
        text("bundle", _("For a point: the reference of the commitment that it belongs to."),
             "parent__reference"),
        yes_or_no("counted", _("Whether it is in the counts of the scorecard: points are not, nor"
                               " is what was left out as obsolete."),
                  "parent", "excluded_on", made=_is_counted),
        *in_two("title", _("Title in Albanian."), _("Title in English.")),
        *in_two("text", _("Wording in Albanian."), _("Wording in English.")),
        text("sector", _("Short name of the sector."), "sector__slug", required=True),
        _one_word_of(Pillar, "pillar", _("The pillar under which it was collected."),
                     required=True),
        _one_word_of(Commitment.Kind, "kind", _("What kind of promise it is."), required=True),
        text("places", _("Where it is to be kept.")),
        _one_word_of(Status, "status", _("What became of it; empty where it was left out as"
                                         " obsolete.")),
        _one_word_of(Stage, "stage", _("The stage that was reached.")),
        *in_two("rationale", _("Why it has this status, in Albanian."),
                _("Why it has this status, in English.")),
        *in_two("reason", _("Why it was not or cannot be assessed, in Albanian."),
                _("Why it was not or cannot be assessed, in English.")),
        _one_word_of(Status, "previous", _("Its status in the round before, by the same method.")),
        day("withdrawn_on", _("Since when the municipality alone has withdrawn it; it counts as"
                              " not addressed.")),
        day("excluded_on", _("Since when it is left out as obsolete.")),
        *in_two("exclusion", _("Why it was left out, in Albanian."),
                _("Why it was left out, in English.")),
        *superseded_and_demonstration("scorecard__contract__term"),
        Column("url", _("The page of the commitment, with its history."), ("reference",),
               made=_of_commitment, required=True),
    ),
)  # fmt: skip


evidence = Table(
    name="evidence",
    title=_("Evidence"),
    about=_("One row per published item of evidence. Of a withheld one only its class and the"
            " reason stand here, as on its page."),
    key=(*LINE, "position"),
    scope=network_pages,
    read=lambda part, reads: below_scorecards(
        part, ScorecardEvidence.objects.all(), "line__scorecard", ("line__position", "position"),
        reads,
    ),
    refers=(Reference(LINE, "commitments", LINE),),
    columns=(
        *scorecard_columns("line__scorecard__"),
        text("reference", _("Reference of the commitment that it is about."), "line__reference",
             required=True),
        count("position", _("Its place among the items of this commitment."), least=1),
        _one_word_of(EvidenceClass, "class", _("What kind of thing it is."), "evidence_class",
                     required=True),
        text("title", _("Title.")),
        text("publisher", _("Who published it.")),
        partial_day("dated", _("A year, a month or a day, as precise as the source.")),
        text("place", _("Place or office.")),
        text("page", _("Page in the document.")),
        text("shows", _("What it shows.")),
        text("text_alternative", _("The picture in words, for those who do not see it.")),
        _one_word_of(Language, "language", _("The language of these words."), required=True),
        text("link", _("Where it stands elsewhere.")),
        text("sha256", _("SHA-256 of the published file."), pattern=SHA256),
        Column("size", _("Size of the file in bytes."), ("size",), Kind.INTEGER, least=1),
        text("content_type", _("Type of the file.")),
        Column("file", _("Address of the published file."), ("sha256", "title", "content_type"),
               made=_of_file),
        text("withheld", _("Why the item is withheld; empty where it is shown."),
             "withheld_reason"),
        *superseded_and_demonstration("line__scorecard__contract__term"),
    ),
)  # fmt: skip
