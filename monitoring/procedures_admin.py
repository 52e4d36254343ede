"""In the Django admin rotas, rounds, letters, documents are shown; deadlines, holidays are kept."""

from django.contrib import admin

from monitoring.models import (
    Document,
    InformationRequest,
    LegalDeadline,
    OfficialHoliday,
    ReviewDuty,
    RoundExtension,
    RoundReopening,
)
from municipalities.fact_admin import FactAdmin, ReadOnly


@admin.register(LegalDeadline)
class LegalDeadlineAdmin(FactAdmin):
    list_display = ["what", "days", "in_working_days", "source"]
    search_fields = ["source"]


@admin.register(OfficialHoliday)
class OfficialHolidayAdmin(FactAdmin):
    list_display = ["day", "name_sq", "source"]
    date_hierarchy = "day"
    search_fields = ["name_sq", "name_en", "source"]


@admin.register(ReviewDuty)
class ReviewDutyAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["contract", "round", "author", "organisation", "accepted_at"]
    list_filter = ["round", "organisation"]
    list_select_related = [
        "contract__municipality", "contract__term", "round", "author", "organisation",
    ]  # fmt: skip
    search_fields = ["contract__municipality__search_text", "organisation__search_text"]


@admin.register(RoundExtension)
class RoundExtensionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["round", "old_submit_by", "new_submit_by", "reason_sq", "extended_by"]
    list_filter = ["round"]
    list_select_related = ["round__term", "extended_by"]
    search_fields = ["reason_sq", "reason_en"]


@admin.register(RoundReopening)
class RoundReopeningAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["round", "closed_at", "reopened_at", "reason_sq", "reopened_by"]
    list_filter = ["round"]
    list_select_related = ["round__term", "reopened_by"]
    search_fields = ["reason_sq", "reason_en"]


@admin.register(InformationRequest)
class InformationRequestAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["commitment", "organisation", "office", "sent_on", "due_on", "answered_on"]
    list_filter = ["organisation"]
    list_select_related = ["commitment", "organisation"]
    search_fields = ["commitment__search_text", "commitment__reference", "office"]


@admin.register(Document)
class DocumentAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["title", "content_type", "size", "added_at", "added_by"]
    list_filter = ["content_type"]
    list_select_related = ["added_by"]
    search_fields = ["title", "sha256"]
