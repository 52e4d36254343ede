"""The frame of the Django admin: facts for network admins, nothing for anybody else."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class PortalAdminSite(admin.AdminSite):
    site_header = _("POP network – facts")
    site_title = _("POP network")
    index_title = _("Facts")

    def has_permission(self, request):
        user = request.user
        return user.is_active and getattr(user, "is_network_admin", False)
