"""Words of the secretariat in the Django admin; what people did is shown, never changed."""

from django.contrib import admin

from municipalities.fact_admin import FactAdmin, ReadOnly
from municipalities.models import (
    Announcement,
    AuditEntry,
    Channel,
    FactorReset,
    FormerCoverage,
    Invitation,
    PageText,
)


@admin.register(PageText)
class PageTextAdmin(FactAdmin):
    list_display = ["page", "text_sq"]
    search_fields = ["text_sq", "text_en"]


@admin.register(Channel)
class ChannelAdmin(FactAdmin):
    list_display = ["value", "kind", "organisation", "place_in_order"]
    list_filter = ["kind", "organisation"]
    list_select_related = ["organisation"]
    search_fields = ["value"]
    autocomplete_fields = ["organisation"]


@admin.register(Announcement)
class AnnouncementAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["title_sq", "begins", "ends", "written_by"]
    list_select_related = ["written_by"]
    search_fields = ["title_sq", "title_en"]


@admin.register(FormerCoverage)
class FormerCoverageAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["organisation", "municipality", "since", "until"]
    list_filter = ["organisation", "municipality"]
    list_select_related = ["organisation", "municipality"]
    search_fields = ["organisation__search_text", "municipality__search_text"]


@admin.register(Invitation)
class InvitationAdmin(ReadOnly, admin.ModelAdmin):
    """Whoever knows the key of the link could accept in somebody's place."""

    list_display = ["name", "email", "organisation", "role", "sent_at", "accepted_at"]
    list_filter = ["organisation"]
    list_select_related = ["organisation"]
    search_fields = ["name", "email"]
    exclude = ["key"]


@admin.register(FactorReset)
class FactorResetAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["person", "asked_at", "asked_by", "decided_at", "decided_by", "was_done"]
    list_select_related = ["person", "asked_by", "decided_by"]
    search_fields = ["person__name", "person__email"]


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["at", "event", "by", "person", "organisation", "detail"]
    list_filter = ["event"]
    list_select_related = ["by", "person", "organisation"]
    search_fields = ["by__name", "person__name", "detail"]
