"""The frame of the Django admin: facts for network admins; for anybody else it does not exist."""

from functools import update_wrapper

from django.contrib import admin
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from municipalities.permissions import is_network_admin

# Longer numbers, and NUL in a text, are in no row; one or the other database takes them ill.
LONGEST_KEY = 18


def _asks_for_no_row(parameters) -> bool:
    values = [value for _name, several in parameters.lists() for value in several]
    return any("\0" in value or value.isdecimal() and len(value) > LONGEST_KEY for value in values)


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

    def has_permission(self, request):
        return is_network_admin(request.user)

    def admin_view(self, view, cacheable=False):
        inner = super().admin_view(view, cacheable)

        def door(request, *args, **kwargs):
            if not self.has_permission(request) or _asks_for_no_row(request.GET):
                raise Http404
            return inner(request, *args, **kwargs)

        return update_wrapper(door, view)

    def get_urls(self):
        elsewhere = {"login", "logout", "password_change", "password_change_done"}
        return [url for url in super().get_urls() if getattr(url, "name", "") not in elsewhere]
