"""The frame of the Django admin: facts for network admins; for anybody else it does not exist."""

from functools import update_wrapper, wraps

from django.contrib import admin
from django.db.models.base import ModelBase
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from municipalities.permissions import is_network_admin
from municipalities.signing_in.guard import signed_in
from municipalities.signing_in.proof import asked_again

# Longer numbers, and NUL in a text, are in no row; one or the other database takes them ill.
LONGEST_KEY = 18
NOT_HERE = {"otp_totp", "otp_static"}
# Who may sign in, and whose members may act.
GIVING_ROLES = ("municipalities_user_", "municipalities_organisation_", "auth_user_")


def _asks_for_no_row(parameters) -> bool:
    values = [value for _name, several in parameters.lists() for value in several]
    return any("\0" in value or value.isdecimal() and len(value) > LONGEST_KEY for value in values)


def _with_a_fresh_code(view):
    """Roles are given and taken only by whoever proved just now who she is (QUALITY S-21)."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        gives_roles = (request.resolver_match.url_name or "").startswith(GIVING_ROLES)
        page = asked_again(request) if gives_roles else None
        return page or view(request, *args, **kwargs)

    return answer


class PortalAdminSite(admin.AdminSite):
    """Has no door of its own: people sign in to the workspace, with all that this demands.

    Every address below /admin/ answers 404 to whoever is not a network admin at this moment.
    """

    site_header = _("POP Network – facts")
    site_title = _("POP Network")
    index_title = _("Facts")
    empty_value_display = "–"

    def __init__(self, name="admin"):
        super().__init__(name)
        self.disable_action("delete_selected")

    def register(self, model_or_iterable, admin_class=None, **options):
        """Secrets of the second factor are in no list, not even a network admin's."""
        models = (
            [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else model_or_iterable
        )
        models = [model for model in models if model._meta.app_label not in NOT_HERE]
        super().register(models, admin_class, **options)

    def has_permission(self, request):
        return is_network_admin(request.user)

    def admin_view(self, view, cacheable=False):
        inner = super().admin_view(view, cacheable)

        def door(request, *args, **kwargs):
            if not self.has_permission(request) or _asks_for_no_row(request.GET):
                raise Http404
            return signed_in(_with_a_fresh_code(inner))(request, *args, **kwargs)

        return update_wrapper(door, view)

    def get_urls(self):
        elsewhere = {"login", "logout", "password_change", "password_change_done"}
        return [url for url in super().get_urls() if getattr(url, "name", "") not in elsewhere]
