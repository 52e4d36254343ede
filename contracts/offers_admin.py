"""Elections, offers, drafts and activities in the Django admin.

They are prepared and made public on the pages of the workspace, which ask for a reason where the
public is told of a change; here they are shown (DESIGN §2).
"""

from django.contrib import admin

from contracts.models import (
    Activity,
    ActivityStep,
    Candidate,
    ContractDraft,
    DraftCommitment,
    Election,
    Freeze,
    Juxtaposition,
    JuxtapositionEvent,
    Need,
    Participation,
    Position,
    TestabilityCheck,
)
from municipalities.fact_admin import FactAdmin, ReadOnly, ReadOnlyInline

OF_A_JUXTAPOSITION = ["juxtaposition__election", "juxtaposition__municipality"]


class Shown(ReadOnly, admin.ModelAdmin):
    """What has a page of its own in the workspace."""


@admin.register(Election)
class ElectionAdmin(FactAdmin):
    list_display = ["name_sq", "name_en", "kind", "held_on", "term"]
    list_filter = ["kind", "term"]
    list_select_related = ["term"]
    search_fields = ["name_sq", "name_en", "slug"]
    autocomplete_fields = ["term"]
    address, address_from = "slug", "name_sq"


class NeedInline(ReadOnlyInline):
    model = Need
    fields = ["number", "title_sq", "pillar"]


class CandidateInline(ReadOnlyInline):
    model = Candidate
    fields = ["name", "party"]


class ChangeInline(ReadOnlyInline):
    model = JuxtapositionEvent
    fields = ["at", "by", "reason_sq", "paper", "paper_before", "paper_after"]
    show_change_link = False


@admin.register(Juxtaposition)
class JuxtapositionAdmin(Shown):
    list_display = ["municipality", "election", "prepared_at", "published_at"]
    list_filter = ["election", "municipality"]
    list_select_related = ["municipality", "election"]
    search_fields = ["municipality__search_text", "election__name_sq"]
    inlines = [NeedInline, CandidateInline, ChangeInline]


@admin.register(JuxtapositionEvent)
class JuxtapositionEventAdmin(Shown):
    list_display = ["at", "juxtaposition", "by", "reason_sq"]
    list_select_related = [*OF_A_JUXTAPOSITION, "by"]
    search_fields = ["reason_sq", "reason_en", "paper", "paper_before", "paper_after"]


@admin.register(Participation)
class ParticipationAdmin(Shown):
    list_display = ["juxtaposition", "unit", "participants"]
    list_select_related = [*OF_A_JUXTAPOSITION, "unit"]


@admin.register(Need)
class NeedAdmin(Shown):
    list_display = ["number", "title_sq", "pillar", "juxtaposition"]
    list_filter = ["pillar", "juxtaposition__election"]
    list_select_related = OF_A_JUXTAPOSITION
    search_fields = ["title_sq", "title_en"]


@admin.register(Candidate)
class CandidateAdmin(Shown):
    list_display = ["name", "party", "juxtaposition"]
    list_filter = ["juxtaposition__election"]
    list_select_related = OF_A_JUXTAPOSITION
    search_fields = ["name", "party"]


@admin.register(Position)
class PositionAdmin(Shown):
    list_display = ["candidate", "need", "answer", "dated"]
    list_filter = ["answer"]
    list_select_related = ["candidate", "need"]
    search_fields = ["candidate__name", "need__title_sq", "words"]


class DraftCommitmentInline(ReadOnlyInline):
    model = DraftCommitment
    fields = ["number", "title_sq", "kind"]


@admin.register(ContractDraft)
class ContractDraftAdmin(Shown):
    list_display = ["code", "municipality", "term", "prepared_at", "signed_at"]
    list_filter = ["term", "municipality"]
    list_select_related = ["municipality", "term"]
    search_fields = ["code", "municipality__search_text"]
    inlines = [DraftCommitmentInline]


@admin.register(DraftCommitment)
class DraftCommitmentAdmin(Shown):
    list_display = ["number", "title_sq", "draft", "sector", "kind"]
    list_filter = ["kind", "sector"]
    list_select_related = ["draft", "sector"]
    search_fields = ["title_sq", "title_en", "draft__code"]


@admin.register(TestabilityCheck)
class TestabilityCheckAdmin(Shown):
    list_display = ["commitment", "checked_at", "checked_by"]
    list_select_related = ["commitment", "checked_by"]
    search_fields = ["commitment__reference", "commitment__search_text"]


@admin.register(Freeze)
class FreezeAdmin(Shown):
    list_display = ["contract", "frozen_at"]
    list_select_related = ["contract__municipality", "contract__term"]


class ActivityStepInline(ReadOnlyInline):
    model = ActivityStep
    fields = ["dated", "kind", "text_sq"]


@admin.register(Activity)
class ActivityAdmin(Shown):
    list_display = ["title_sq", "kind", "begins", "place", "term", "is_public"]
    list_filter = ["kind", "term"]
    list_select_related = ["term"]
    search_fields = ["title_sq", "title_en", "slug"]
    inlines = [ActivityStepInline]


@admin.register(ActivityStep)
class ActivityStepAdmin(Shown):
    list_display = ["dated", "text_sq", "kind", "activity"]
    list_filter = ["kind"]
    list_select_related = ["activity"]
    search_fields = ["text_sq", "text_en", "activity__title_sq"]
