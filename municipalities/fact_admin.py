"""How facts are kept in the Django admin, and how what may not be changed is shown there."""

from django.contrib import admin
from django.db import models, transaction
from django.http import Http404
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin

from municipalities.albanian import fold

# Texts that may be longer get a field as wide as the page.
LONG = 200
# An address typed without its scheme is meant securely.
HTTPS = {models.URLField: {"assume_scheme": "https"}}


class Proposed:
    """What an address proposes for a new row (?contract=7) is taken if it exists, else ignored."""

    def get_changeform_initial_data(self, request):
        proposed = super().get_changeform_initial_data(request)
        return {name: value for name, value in proposed.items() if self._exists(name, value)}

    def _exists(self, name, value) -> bool:
        relations = {f.name: f.related_model for f in self.opts.get_fields() if f.is_relation}
        keys = value if isinstance(value, list) else [value]
        return name not in relations or all(
            _is_key(key) and relations[name].objects.filter(pk=key).exists() for key in keys
        )


class OnlyWhatIsTyped:
    """What cannot be typed here stays as it is stored, also where an older version that said
    otherwise is restored, or an action of the workspace changed it meanwhile."""

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        stored = self.model._default_manager.select_for_update(no_key=True).filter(pk=obj.pk)
        for columns in stored.values():
            for field in self.opts.concrete_fields:
                if field.name not in form.fields:
                    setattr(obj, field.attname, columns[field.attname])
        super().save_model(request, obj, form, change)


class FactAdmin(Proposed, OnlyWhatIsTyped, SimpleHistoryAdmin):
    """A fact can be put right; every version is kept, with who and when."""

    object_history_template = "admin/versions.html"
    object_history_list_template = "admin/_versions_list.html"
    object_history_form_template = "admin/version.html"
    formfield_overrides = HTTPS
    # The column that stands in public addresses: they are to last, so it is given only once.
    # While a fact is new, the browser proposes it from another column.
    address = ""
    address_from = ""

    def get_readonly_fields(self, request, obj=None):
        given = (self.address,) if obj and self.address else ()
        return (*super().get_readonly_fields(request, obj), *given)

    def get_prepopulated_fields(self, request, obj=None):
        return {self.address: [self.address_from]} if self.address_from and not obj else {}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, models.CharField) and (db_field.max_length or 0) >= LONG:
            field.widget.attrs["class"] = "vLargeTextField"
        return field

    def history_view(self, request, object_id, extra_context=None):
        _refuse_no_key(object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        _refuse_no_key(object_id, version_id)
        return super().history_form_view(request, object_id, version_id, extra_context)

    def history_view_title(self, request, obj):
        return _("Versions of %(fact)s") % {"fact": obj}

    def history_form_view_title(self, request, obj):
        return _("A version of %(fact)s") % {"fact": obj}

    def get_search_results(self, request, queryset, search_term):
        """Also what is stored folded: 'SHKODËR' finds what 'shkoder' finds."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        folded, _may = super().get_search_results(request, queryset, fold(search_term))
        return found | folded, may_repeat


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _refuse_no_key(*texts: str) -> None:
    if not all(_is_key(text) for text in texts):
        raise Http404


class ReadOnly:
    """Shown and nothing else: not added, not changed, not deleted."""

    change_form_template = "admin/shown.html"
    formfield_overrides = HTTPS

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyInline(ReadOnly, admin.TabularInline):
    extra = 0
    show_change_link = True
