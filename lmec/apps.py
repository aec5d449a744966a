"""The project's own app, and the admin site that replaces Django's."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.db.models.signals import post_migrate

from lmec.roles import keep_groups


class LmecConfig(AppConfig):
    name = "lmec"
    verbose_name = "Accounts"
    default = True

    def ready(self):
        post_migrate.connect(keep_groups, dispatch_uid="lmec.roles.keep_groups")


class AdminConfig(admin.AdminConfig):
    default_site = "lmec.adminsite.AdminSite"
    default = False
