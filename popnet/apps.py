"""The porch: wiring, commands and the Django admin's frame."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PopnetConfig(AppConfig):
    name = "popnet"


class PortalAdminConfig(AdminConfig):
    default_site = "popnet.admin.PortalAdminSite"
