"""Rounds in the Django admin, and what is in work or published: shown there, never changed."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from monitoring import procedures_admin  # noqa: F401  (each registers its models)
from monitoring.models import (
    Claim,
    Evidence,
    Finding,
    KeptFile,
    LedgerEntry,
    OriginalDownload,
    Reply,
    ReplyLetter,
    Report,
    ReportEvent,
    Retraction,
    ReviewComment,
    Round,
    Scorecard,
    ScorecardEvidence,
    ScorecardLine,
    ScorecardReply,
    ScorecardReplyLetter,
    SecondCode,
)
from monitoring.workspace.words import EVENTS
from municipalities.fact_admin import FactAdmin, ReadOnly, ReadOnlyInline


@admin.register(Round)
class RoundAdmin(FactAdmin):
    list_display = ["name_sq", "term", "begins", "ends", "evidence_until", "submit_by"]
    list_filter = ["term"]
    list_select_related = ["term"]
    search_fields = ["name_sq", "name_en", "slug"]
    autocomplete_fields = ["term"]
    address, address_from = "slug", "name_sq"
    fieldsets = [
        (None, {"fields": ["term", ("name_sq", "name_en"), "slug", "is_final"]}),
        (_("Period"), {"fields": [("begins", "ends"), "evidence_until", "submit_by", "running"]}),
        (_("Rules"), {"fields": ["reply_days", "method_version"]}),
    ]
    readonly_fields = ["running"]

    def get_readonly_fields(self, request, obj=None):
        """A deadline that was told moves in public, with its reason (`rounds.running`)."""
        return (*super().get_readonly_fields(request, obj), *(["submit_by"] if obj else []))

    @admin.display(description=_("changed on"))
    def running(self, round):
        if not round.pk:
            return "–"
        address = reverse("workspace:round", args=[round.pk])
        words = _("the page about this round: extend with a reason, close")
        return format_html('<a href="{}">{}</a>', address, words)


class Shown(ReadOnly, admin.ModelAdmin):
    """What reports went through and what was published changes by actions alone (DESIGN §2)."""


# --- In work --------------------------------------------------------------------------------------


class FindingInline(ReadOnlyInline):
    model = Finding
    fields = ["commitment", "status", "stage", "saved_at", "saved_by"]

    def get_queryset(self, request):
        return super().get_queryset(request).in_order().select_related("commitment", "saved_by")


class ReplyInline(ReadOnlyInline):
    model = Reply
    fields = ["capacity", "through", "received_at", "answered_at"]


class EventInline(ReadOnlyInline):
    model = ReportEvent
    fields = ["at", "what_happened", "by", "note"]
    readonly_fields = ["what_happened"]
    show_change_link = False

    @admin.display(description=_("what happened"))
    def what_happened(self, event):
        return EVENTS[event.action]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")


@admin.register(Report)
class ReportAdmin(Shown):
    list_display = ["contract", "round", "revision", "organisation", "status", "submitted_at"]
    list_filter = ["status", "round", "organisation", "contract__municipality"]
    list_select_related = ["contract__municipality", "contract__term", "round", "organisation"]
    search_fields = ["contract__municipality__search_text", "contract__code"]
    # Whoever knows the key could answer as the municipality.
    exclude = ["reply_key"]
    inlines = [FindingInline, ReplyInline, EventInline]


class EvidenceInline(ReadOnlyInline):
    model = Evidence
    fields = ["evidence_class", "title", "dated", "visibility", "added_at", "added_by"]


class SecondCodeInline(ReadOnlyInline):
    model = SecondCode
    fields = ["reviewer", "status", "author_status", "outcome", "outcome_note", "coded_at"]


@admin.register(Finding)
class FindingAdmin(Shown):
    list_display = ["commitment", "report", "status", "stage", "saved_at"]
    list_filter = ["status", "stage", "report__round"]
    list_select_related = [
        "commitment", "report__contract__municipality", "report__contract__term", "report__round",
    ]  # fmt: skip
    search_fields = ["commitment__search_text", "commitment__reference"]
    inlines = [EvidenceInline, SecondCodeInline]


@admin.register(Evidence)
class EvidenceAdmin(Shown):
    list_display = ["title", "evidence_class", "dated", "visibility", "added_at", "added_by"]
    list_filter = ["evidence_class", "visibility"]
    list_select_related = ["added_by"]
    search_fields = ["title", "publisher", "sha256"]


@admin.register(SecondCode)
class SecondCodeAdmin(Shown):
    list_display = ["finding", "reviewer", "status", "author_status", "outcome", "coded_at"]
    list_filter = ["outcome", "finding__report__round"]
    list_select_related = ["finding__commitment", "reviewer"]


@admin.register(Reply)
class ReplyAdmin(Shown):
    list_display = ["report", "capacity", "through", "received_at", "answered_at"]
    list_filter = ["capacity", "through"]
    list_select_related = [
        "report__contract__municipality", "report__contract__term", "report__round",
    ]  # fmt: skip


@admin.register(KeptFile)
class KeptFileAdmin(Shown):
    list_display = ["name", "finding", "size", "kept_at", "kept_by"]
    list_select_related = ["finding__commitment", "kept_by"]


@admin.register(OriginalDownload)
class OriginalDownloadAdmin(Shown):
    list_display = ["title", "report", "downloaded_at", "downloaded_by"]
    list_select_related = [
        "report__contract__municipality", "report__contract__term", "report__round",
        "downloaded_by",
    ]  # fmt: skip


@admin.register(ReviewComment)
class ReviewCommentAdmin(Shown):
    list_display = ["finding", "evidence", "text", "written_at", "written_by"]
    list_select_related = ["finding__commitment", "evidence", "written_by"]


@admin.register(ReplyLetter)
class ReplyLetterAdmin(Shown):
    list_display = ["title", "reply", "size"]
    list_select_related = [
        "reply__report__contract__municipality", "reply__report__contract__term",
        "reply__report__round",
    ]  # fmt: skip


@admin.register(ReportEvent)
class ReportEventAdmin(Shown):
    list_display = ["at", "report", "what_happened", "by", "note"]
    list_select_related = [
        "report__contract__municipality", "report__contract__term", "report__round", "by",
    ]  # fmt: skip
    ordering = ["-id"]
    fields = ["report", "at", "what_happened", "by", "came_from", "note"]
    readonly_fields = ["what_happened"]

    @admin.display(description=_("what happened"))
    def what_happened(self, event):
        return EVENTS[event.action]


# --- Published ------------------------------------------------------------------------------------


class LineInline(ReadOnlyInline):
    model = ScorecardLine
    fields = ["reference", "title_sq", "status", "stage", "pieces_of_evidence"]
    readonly_fields = ["pieces_of_evidence"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("evidence")

    @admin.display(description=_("evidence"))
    def pieces_of_evidence(self, line):
        return ", ".join(str(item) for item in line.evidence.all())


class ShownReplyInline(ReadOnlyInline):
    model = ScorecardReply
    fields = ["capacity", "line", "text", "received_on"]


@admin.register(Scorecard)
class ScorecardAdmin(Shown):
    list_display = ["municipality", "round", "revision", "full", "partial", "none", "published_at"]
    list_filter = ["round", "municipality", "method_version"]
    list_select_related = ["municipality", "round"]
    search_fields = ["municipality__search_text", "contract__code"]
    inlines = [LineInline, ShownReplyInline]


class ShownEvidenceInline(ReadOnlyInline):
    model = ScorecardEvidence
    fields = ["evidence_class", "title", "publisher", "dated", "withheld_reason"]


@admin.register(ScorecardLine)
class ScorecardLineAdmin(Shown):
    list_display = ["reference", "title_sq", "scorecard", "status", "stage"]
    list_filter = ["status", "stage", "scorecard__round"]
    list_select_related = ["scorecard__municipality", "scorecard__round"]
    search_fields = ["reference", "title_sq", "title_en"]
    inlines = [ShownEvidenceInline]


@admin.register(ScorecardEvidence)
class ScorecardEvidenceAdmin(Shown):
    list_display = ["__str__", "evidence_class", "publisher", "dated", "line"]
    list_filter = ["evidence_class"]
    list_select_related = ["line"]
    search_fields = ["title", "publisher", "sha256", "line__reference"]


@admin.register(ScorecardReply)
class ScorecardReplyAdmin(Shown):
    list_display = ["scorecard", "capacity", "received_on"]
    list_filter = ["capacity"]
    list_select_related = ["scorecard__municipality", "scorecard__round"]


@admin.register(ScorecardReplyLetter)
class ScorecardReplyLetterAdmin(Shown):
    list_display = ["title", "reply", "size"]
    list_select_related = ["reply__scorecard__municipality", "reply__scorecard__round"]
    search_fields = ["title", "sha256"]


@admin.register(Retraction)
class RetractionAdmin(Shown):
    list_display = ["scorecard", "retracted_at"]
    list_select_related = ["scorecard__municipality", "scorecard__round"]


@admin.register(LedgerEntry)
class LedgerEntryAdmin(Shown):
    list_display = ["seq", "kind", "subject", "rev", "at", "hash"]
    list_filter = ["kind"]
    search_fields = ["subject", "hash"]
    ordering = ["-seq"]


@admin.register(Claim)
class ClaimAdmin(Shown):
    list_display = ["slug", "claimed_by", "municipality", "term", "period", "figure"]
    list_filter = ["claimed_by", "term", "municipality"]
    list_select_related = ["municipality", "term"]
    search_fields = ["slug", "who_sq", "text_sq"]
