"""The project's own app, and the admin site that replaces Django's."""

from urllib.parse import urlsplit

from django.apps import AppConfig
from django.apps import apps as all_apps
from django.conf import settings
from django.contrib.admin import apps as admin
from django.contrib.flatpages import apps as flatpages
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from lmec.roles import keep_groups


class LmecConfig(AppConfig):
    name = "lmec"
    verbose_name = _("Accounts")
    default = True

    def ready(self):
        post_migrate.connect(keep_groups, sender=self)
        post_migrate.connect(name_site, sender=all_apps.get_app_config("sites"))


class AdminConfig(admin.AdminConfig):
    default_site = "lmec.adminsite.AdminSite"
    default = False


class FlatPagesConfig(flatpages.FlatPagesConfig):
    """Django’s pages under a name that editors use; models and permissions stay as they are."""

    verbose_name = _("Pages about the site")
    default = False

    def ready(self):
        options = self.get_model("FlatPage")._meta
        options.verbose_name, options.verbose_name_plural = _("page"), _("pages")


def name_site(sender, using, apps=all_apps, **kwargs):
    """Keep the one row of the sites framework in step with SITE_URL."""
    try:
        sites = apps.get_model("sites", "Site").objects.using(using)
    except LookupError:  # migrated back to before there were any
        return
    host = urlsplit(settings.SITE_URL).netloc
    sites.update_or_create(pk=settings.SITE_ID, defaults={"domain": host, "name": "LMEC"})
