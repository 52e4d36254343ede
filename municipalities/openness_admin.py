"""How open municipalities are, in the Django admin: facts that can be put right."""

from django.contrib import admin

from municipalities.fact_admin import FactAdmin
from municipalities.models import (
    Council,
    CouncilGroup,
    IntegrityPlan,
    ParticipatoryBudget,
    PublicConsultation,
    Transparency,
)


class OpennessAdmin(FactAdmin):
    list_filter = ["municipality"]
    list_select_related = ["municipality"]
    search_fields = ["municipality__search_text", "source"]
    autocomplete_fields = ["municipality"]


class CouncilGroupInline(admin.TabularInline):
    model = CouncilGroup
    extra = 0


@admin.register(Council)
class CouncilAdmin(OpennessAdmin):
    list_display = ["municipality", "elected_on", "seats", "women"]
    inlines = [CouncilGroupInline]


@admin.register(CouncilGroup)
class CouncilGroupAdmin(FactAdmin):
    list_display = ["party", "seats", "council"]
    list_filter = ["council__municipality"]
    list_select_related = ["council__municipality"]
    search_fields = ["party", "council__municipality__search_text"]
    autocomplete_fields = ["council"]


@admin.register(IntegrityPlan)
class IntegrityPlanAdmin(OpennessAdmin):
    list_display = ["municipality", "as_of", "state", "first_year", "last_year"]
    list_filter = ["state", "municipality"]


@admin.register(Transparency)
class TransparencyAdmin(OpennessAdmin):
    list_display = [
        "municipality", "as_of", "programme", "register", "calendar", "agenda", "broadcast",
        "decisions",
    ]  # fmt: skip


@admin.register(PublicConsultation)
class PublicConsultationAdmin(OpennessAdmin):
    list_display = ["municipality", "year", "acts", "comments", "accepted"]
    list_filter = ["year", "municipality"]


@admin.register(ParticipatoryBudget)
class ParticipatoryBudgetAdmin(OpennessAdmin):
    list_display = ["municipality", "year", "received", "accepted", "budgeted", "built"]
    list_filter = ["year", "municipality"]
