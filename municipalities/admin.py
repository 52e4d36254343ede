"""Places, member organisations and people in the Django admin."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from municipalities import (
    audit,
    openness_admin,  # noqa: F401  (each registers its models)
    secretariat_admin,  # noqa: F401
)
from municipalities.fact_admin import FactAdmin, OnlyWhatIsTyped, ReadOnlyInline
from municipalities.models import (
    AdministrativeUnit,
    Coverage,
    Mayor,
    Membership,
    Municipality,
    Organisation,
    User,
)
from municipalities.signing_in import passwords

# Rights come from memberships and the network-admin flag, nothing else (DESIGN §3).
admin.site.unregister(Group)


class MayorInline(admin.StackedInline):
    model = Mayor
    extra = 0
    fields = [("name", "party"), ("since", "until", "basis"), ("note_sq", "note_en"), "source"]


class AdministrativeUnitInline(admin.TabularInline):
    model = AdministrativeUnit
    extra = 0


class CoverageInline(ReadOnlyInline):
    """Who covers what gives rights, and what is over stays on record: on the pages about
    organisations."""

    model = Coverage
    fields = ["organisation", "municipality", "since"]
    show_change_link = False


class MembershipInline(ReadOnlyInline):
    """Roles are given and taken on the pages about people, which note it."""

    model = Membership
    fields = ["organisation", "role"]
    show_change_link = False


@admin.register(Municipality)
class MunicipalityAdmin(FactAdmin):
    list_display = ["name_sq", "county", "population", "joined", "left", "is_demonstration"]
    list_filter = ["is_demonstration", "county"]
    search_fields = ["search_text"]
    address, address_from = "slug", "name_sq"
    fieldsets = [
        (None, {"fields": [("name_sq", "name_en"), "slug", "county", "is_demonstration"]}),
        (_("The network"), {"fields": [("joined", "left")]}),
        (
            _("Facts"),
            {
                "fields": [
                    ("latitude", "longitude"),
                    ("population", "census_year"),
                    "population_source",
                    "units_source",
                    "official_code",
                    "website",
                ]
            },
        ),
    ]
    inlines = [CoverageInline, MayorInline, AdministrativeUnitInline]

    def has_delete_permission(self, request, obj=None):
        """Who covers it has rights from that; they end on the pages about organisations."""
        is_covered = obj is not None and obj.organisations.exists()
        return not is_covered and super().has_delete_permission(request, obj)


@admin.register(Mayor)
class MayorAdmin(FactAdmin):
    list_display = ["name", "municipality", "party", "since", "until", "basis"]
    list_filter = ["basis", "municipality"]
    search_fields = ["name", "party", "municipality__search_text"]
    autocomplete_fields = ["municipality"]
    list_select_related = ["municipality"]


@admin.register(AdministrativeUnit)
class AdministrativeUnitAdmin(FactAdmin):
    list_display = ["name", "municipality", "character"]
    list_filter = ["character", "municipality"]
    search_fields = ["name", "municipality__search_text"]
    autocomplete_fields = ["municipality"]
    list_select_related = ["municipality"]


@admin.register(Organisation)
class OrganisationAdmin(FactAdmin):
    """What is known of it is put right here. That it joins, leaves, is suspended or leads, and
    what it covers, is decided on its page in the workspace, which notes it."""

    list_display = ["name_sq", "acronym", "town", "is_lead", "is_active"]
    list_filter = ["is_active", "is_lead"]
    search_fields = ["search_text"]
    address, address_from = "slug", "acronym"
    fieldsets = [
        (None, {"fields": [("name_sq", "name_en"), "acronym", "slug"]}),
        (
            _("The network"),
            {"fields": [("joined", "left"), ("is_active", "is_lead"), "belonging"]},
        ),
        (_("Facts"), {"fields": ["town", "website", "founded", "about_sq", "about_en", "source"]}),
    ]
    readonly_fields = ["joined", "left", "is_active", "is_lead", "belonging"]
    inlines = [CoverageInline]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("changed on"))
    def belonging(self, organisation):
        address = reverse("organisations:page", args=[organisation.slug])
        return format_html(
            '<a href="{}">{}</a>', address,
            _("the page about this organisation: join, leave, suspend, lead, cover"),
        )  # fmt: skip


class PersonForm(UserChangeForm):
    def clean_email(self):
        return self.cleaned_data["email"].lower()


class NewPasswordForm(AdminPasswordChangeForm):
    """Nobody signs in otherwise than by a password, so none is left without one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)

    @transaction.atomic
    def save(self, commit=True):
        person = super().save(commit=commit)
        passwords.was_set(user=person)
        return person


@admin.register(User)
class PersonAdmin(OnlyWhatIsTyped, UserAdmin):
    """Names and addresses are put right here, a password is set anew. People come in by an
    invitation, and rights are given on the pages about people."""

    form = PersonForm
    change_password_form = NewPasswordForm
    change_user_password_template = "admin/new_password.html"
    ordering = ["name"]
    list_display = ["name", "email", "memberships_in_words", "is_network_admin", "is_active"]
    list_filter = ["is_active", "is_network_admin", "memberships__organisation"]
    search_fields = ["name", "email"]
    filter_horizontal = []
    readonly_fields = [
        "is_network_admin", "is_active", "disabled_on", "anonymised_on", "last_login",
        "new_password", "rights",
    ]  # fmt: skip
    fieldsets = [
        (None, {"fields": ["name", "email", "language"]}),
        (
            _("Rights"),
            {"fields": ["is_network_admin", "is_active", "disabled_on", "anonymised_on", "rights"]},
        ),
        (_("Signing in"), {"fields": ["new_password", "last_login"]}),
    ]
    inlines = [MembershipInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("memberships__organisation")

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @transaction.atomic
    def user_change_password(self, request, id, form_url=""):
        answer = super().user_change_password(request, id, form_url)
        if answer.status_code == 302:
            person = self.get_object(request, id)
            audit.record(audit.Event.PASSWORD_CHANGED, by=request.user, person=person)
        return answer

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change:
            before = form.initial.get("email", obj.email)
            passwords.person_was_changed(
                person=obj, address_before=before, except_key=request.session.session_key
            )

    @admin.display(description=_("changed on"))
    def rights(self, person):
        address = reverse("people:person", args=[person.pk])
        return format_html('<a href="{}">{}</a>', address, _("the page about this person"))

    @admin.display(description=_("password"))
    def new_password(self, person):
        return format_html('<a href="../password/">{}</a>', _("Set a new password"))

    @admin.display(description=_("member organisations"))
    def memberships_in_words(self, person):
        return ", ".join(
            f"{membership.organisation} ({membership.get_role_display()})"
            for membership in person.memberships.all()
        )
