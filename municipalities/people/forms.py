"""Forms about people: inviting, joining, roles, a lost second factor, and filters of the audit."""

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.models import AuditEntry, FactorReset, Invitation, Membership, User
from municipalities.signing_in.forms import NewPasswordForm
from municipalities.written_dates import day_field


class InviteNetworkAdminForm(forms.ModelForm):
    class Meta:
        model = Invitation
        fields = ["name", "email", "language"]
        labels = {"language": _("She reads")}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "language": forms.RadioSelect,
        }

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def _post_clean(self):
        """The row is made by `inviting.invite`, which knows what the form does not."""


class InviteForm(InviteNetworkAdminForm):
    class Meta(InviteNetworkAdminForm.Meta):
        fields = ["name", "email", "role", "language"]
        widgets = InviteNetworkAdminForm.Meta.widgets | {"role": forms.RadioSelect}

    role = forms.ChoiceField(
        label=_("Role"), choices=Membership.Role.choices, widget=forms.RadioSelect
    )  # fmt: skip


class JoinForm(NewPasswordForm):
    """Somebody's name as she writes it, her language and her password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=User._meta.get_field("name").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Mail is written to you in"), choices=User.Language, widget=forms.RadioSelect
    )
    field_order = ["name", "language", "new_password"]


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"), choices=Membership.Role.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args, membership: Membership, **kwargs):
        super().__init__(
            *args, initial={"role": membership.role}, prefix=f"role-{membership.pk}", **kwargs
        )
        self.membership = membership


class ResetForm(forms.ModelForm):
    class Meta:
        model = FactorReset
        fields = ["reason"]
        help_texts = {
            "reason": _("For example: met in the office, called back on a number known before.")
        }

    def _post_clean(self):
        """The row is made by `factor_resets.ask_for_reset`."""


class AuditFilter(forms.Form):
    """What is looked for in the audit list; all of it may be left open."""

    event = forms.ChoiceField(
        label=_("What"),
        required=False,
        choices=[("", _("Everything")), *AuditEntry.Event.choices],
    )
    who = forms.CharField(
        label=_("Name or e-mail"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    first = day_field(_("From"), required=False)
    last = day_field(_("Until"), required=False)

    def found(self):
        """The entries that are asked for, newest first; none while a field has to be mended."""
        if not self.is_valid():
            return AuditEntry.objects.none()
        asked = self.cleaned_data
        entries = AuditEntry.objects.newest_first().between(asked["first"], asked["last"])
        if asked["event"]:
            entries = entries.filter(event=asked["event"])
        return entries.about(asked["who"]) if asked["who"] else entries
