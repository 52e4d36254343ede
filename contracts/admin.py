"""Terms, sectors, Social Contracts and commitments in the Django admin."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from contracts import (
    actions,
    offers_admin,  # noqa: F401  (each registers its models)
)
from contracts.models import (
    Amendment,
    Commitment,
    Exclusion,
    ExclusionApproval,
    Freeze,
    Sector,
    Signature,
    SocialContract,
    Term,
)
from municipalities.fact_admin import FactAdmin, Proposed, ReadOnly, ReadOnlyInline

WORDS = ["title_sq", "title_en", "text_sq", "text_en"]
# What a frozen contract says: a correction of it is an amendment.
AS_PROMISED = ["contract", "parent", "number", "wording", *WORDS]


@admin.register(Term)
class TermAdmin(FactAdmin):
    list_display = ["label_sq", "label_en", "begins", "ends", "is_demonstration"]
    search_fields = ["label_sq", "label_en", "slug"]
    address = "slug"


@admin.register(Sector)
class SectorAdmin(FactAdmin):
    list_display = ["name_sq", "name_en", "pillar"]
    list_filter = ["pillar"]
    search_fields = ["name_sq", "name_en"]
    address, address_from = "slug", "name_en"


class SignatureInline(admin.StackedInline):
    model = Signature
    extra = 0
    autocomplete_fields = ["organisation"]
    fields = [
        ("name", "capacity"),
        ("party", "organisation"),
        ("was_mayor", "elected"),
        "signed_on",
    ]


class CommitmentInline(ReadOnlyInline):
    model = Commitment
    fields = ["reference", "title_sq", "sector", "kind"]

    def get_queryset(self, request):
        return super().get_queryset(request).in_order().select_related("sector")


@admin.register(SocialContract)
class SocialContractAdmin(FactAdmin):
    list_display = ["municipality", "term", "signed_on", "list_status", "commitments_listed"]
    list_filter = ["term", "list_status", "municipality"]
    list_select_related = ["municipality", "term"]
    search_fields = ["municipality__search_text", "code"]
    autocomplete_fields = ["municipality", "term"]
    readonly_fields = ["all_commitments"]
    address = "code"
    fieldsets = [
        (None, {"fields": [("municipality", "term"), "code", ("begins", "ends")]}),
        (_("Signing"), {"fields": [("signed_on", "signed_at"), "document", "source"]}),
        (_("Commitments"), {"fields": ["list_status", "all_commitments"]}),
    ]
    inlines = [SignatureInline, CommitmentInline]

    def get_queryset(self, request):
        return super().get_queryset(request).with_number_of_commitments()

    @admin.display(description=_("commitments entered"))
    def commitments_listed(self, contract):
        return contract.commitments_listed

    @admin.display(description=_("commitments"))
    def all_commitments(self, contract):
        if not contract.pk:
            return _("Save the contract first; then its commitments can be entered.")
        return format_html(
            '<a href="{}?contract__id__exact={}">{}</a> · <a href="{}?contract={}">{}</a>',
            reverse("admin:contracts_commitment_changelist"), contract.pk, _("Search and filter"),
            reverse("admin:contracts_commitment_add"), contract.pk, _("Add a commitment"),
        )  # fmt: skip


class PointInline(ReadOnlyInline):
    model = Commitment
    fk_name = "parent"
    verbose_name_plural = _("points")
    fields = ["reference", "title_sq", "kind"]

    def get_queryset(self, request):
        return super().get_queryset(request).in_order()


class AmendmentInline(ReadOnlyInline):
    model = Amendment
    fields = ["since", "old_title_sq", "source", "recorded_at", "recorded_by"]


class CommitmentForm(forms.ModelForm):
    """Nothing is added to a contract once a report on it was submitted."""

    def clean_contract(self):
        contract = self.cleaned_data["contract"]
        if Freeze.objects.filter(contract=contract).exists():
            raise forms.ValidationError(
                _("A report on this contract was submitted; nothing can be added to its list.")
            )
        return contract


def _is_frozen(commitment: Commitment | None) -> bool:
    return bool(commitment) and Freeze.objects.filter(contract=commitment.contract_id).exists()


@admin.register(Commitment)
class CommitmentAdmin(FactAdmin):
    list_display = ["reference", "title_sq", "contract", "sector", "kind"]
    list_filter = ["contract__term", "kind", "sector", "contract__municipality"]
    list_select_related = ["contract__municipality", "contract__term", "sector"]
    search_fields = ["search_text", "reference"]
    autocomplete_fields = ["contract", "parent", "sector", "units"]
    readonly_fields = ["amending", "excluding"]
    address = "reference"
    fieldsets = [
        (None, {"fields": ["contract", "parent", ("number", "reference")]}),
        (
            _("Words"),
            {
                "fields": ["wording", *WORDS, "source", "amending"],
                "description": _(
                    "Put mistakes of entry right here. What both signatories changed is recorded "
                    "as an amendment, which keeps the old words."
                ),
            },
        ),
        (_("Kind and place"), {"fields": [("sector", "pillar"), "kind", "units", "places"]}),
        (_("Facts"), {"fields": ["competence", "due_on", "citizens_priority"]}),
        (
            _("Afterwards"),
            {"fields": [("withdrawn_on", "withdrawn_source"), "excluding"]},
        ),
    ]
    inlines = [PointInline, AmendmentInline]

    def get_readonly_fields(self, request, obj=None):
        """What was promised in a frozen contract changes by amendment and withdrawal alone."""
        return (
            *super().get_readonly_fields(request, obj),
            *(AS_PROMISED if _is_frozen(obj) else ()),
        )

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, **{"form": CommitmentForm} | kwargs)

    def has_delete_permission(self, request, obj=None):
        return not _is_frozen(obj) and super().has_delete_permission(request, obj)

    @admin.display(description=_("amendment"))
    def amending(self, commitment):
        if not commitment.pk:
            return "–"
        address = reverse("admin:contracts_amendment_add")
        return format_html(
            '<a href="{}?commitment={}">{}</a>', address, commitment.pk, _("Record an amendment")
        )

    @admin.display(description=_("exclusion as obsolete"))
    def excluding(self, commitment):
        exclusion = Exclusion.objects.filter(commitment=commitment.pk).first()
        if exclusion is None:
            return _("Not proposed. It needs the approval of two organisations.")
        address = reverse("admin:contracts_exclusion_change", args=[exclusion.pk])
        words = _("In force") if exclusion.approved_at else _("Proposed, with one approval")
        return format_html('<a href="{}">{}</a>', address, words)


class AmendmentForm(forms.ModelForm):
    """Recording an amendment is the action's; what it refuses is shown above the form."""

    title_sq = forms.CharField(
        label=_("New title in Albanian"), max_length=300, widget=AdminTextInputWidget
    )
    title_en = forms.CharField(
        label=_("New title in English"), max_length=300, widget=AdminTextInputWidget, required=False
    )
    text_sq = forms.CharField(
        label=_("New wording in Albanian"), widget=AdminTextareaWidget, required=False
    )
    text_en = forms.CharField(
        label=_("New wording in English"), widget=AdminTextareaWidget, required=False
    )

    class Meta:
        model = Amendment
        fields = ["commitment", "since", "source"]

    def _post_clean(self):
        if self.errors:
            return
        try:
            self.instance = actions.amend(by=self.by, **self.cleaned_data)
        except actions.Refused as refusal:
            self.add_error(None, str(refusal))


@admin.register(Amendment)
class AmendmentAdmin(ReadOnly, Proposed, admin.ModelAdmin):
    list_display = ["commitment", "since", "source", "recorded_at", "recorded_by"]
    list_filter = ["commitment__contract__municipality"]
    list_select_related = ["commitment", "recorded_by"]
    search_fields = ["commitment__search_text", "commitment__reference"]
    autocomplete_fields = ["commitment"]
    form = AmendmentForm

    def has_add_permission(self, request):
        return admin.ModelAdmin.has_add_permission(self, request)

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["commitment", "since", "source", *WORDS]
        old = [f"old_{name}" for name in WORDS]
        return ["commitment", "since", "source", *old, "recorded_at", "recorded_by"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is not None:
            return super().get_form(request, obj, change, form=forms.ModelForm, **kwargs)
        form = super().get_form(request, obj, change, **kwargs)
        form.by = request.user
        return form

    def get_changeform_initial_data(self, request):
        """The words as they are, to be changed, when the commitment is named in the address."""
        initial = super().get_changeform_initial_data(request)
        if "commitment" in initial:
            commitment = Commitment.objects.get(pk=initial["commitment"])
            initial |= {name: getattr(commitment, name) for name in WORDS}
        return initial

    def save_model(self, request, obj, form, change):
        """The action has saved it."""


class ApprovalInline(ReadOnlyInline):
    model = ExclusionApproval
    fields = ["organisation", "approved_by", "approved_at"]
    show_change_link = False


@admin.register(Exclusion)
class ExclusionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["commitment", "since", "approved_at"]
    list_select_related = ["commitment"]
    search_fields = ["commitment__search_text", "commitment__reference"]
    inlines = [ApprovalInline]
