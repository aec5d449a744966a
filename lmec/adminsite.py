"""The admin site, and labels that tell two directory entries of one name apart."""

from functools import update_wrapper

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext_lazy as _

from lmec.openforms.sessions import kept_for_later
from lmec.uploads import upload_picture

# The index in the order of an editor's work: each section with the apps that it joins.
SECTIONS = [
    (_("Meetings"), ["events"]),
    (_("Directory"), ["organizations", "people"]),
    (_("Pages about the site"), ["flatpages"]),
    (_("Accounts"), ["lmec", "auth", "axes"]),
]


def label_of(obj) -> str:
    """What an editor reads where a directory entry is chosen: its `label`, else its name."""
    return getattr(obj, "label", None) or str(obj)


def with_labels(rows: QuerySet) -> QuerySet:
    """The rows with all that `label_of` reads loaded, where their queryset knows how."""
    return rows.with_labels() if hasattr(rows, "with_labels") else rows


class LabelledAutocomplete(AutocompleteJsonView):
    def get_queryset(self):
        return with_labels(super().get_queryset())

    def serialize_result(self, obj, to_field_name):
        return {"id": str(getattr(obj, to_field_name)), "text": label_of(obj)}


class AdminSite(admin.AdminSite):
    site_title = _("LMEC editing")
    site_header = _("LMEC editing")
    index_title = _("What would you like to do?")
    enable_nav_sidebar = False

    def get_urls(self):
        # Django's detour to a public address would tell every account that of every draft.
        urls = super().get_urls()
        urls = [url for url in urls if getattr(url, "name", "") != "view_on_site"]
        upload = self.admin_view(upload_picture)
        return [path("editor-upload/", upload, name="editor-upload"), *urls]

    def admin_view(self, view, cacheable=False):
        """A view for staff; a form that comes after its session has ended is kept."""
        inner = super().admin_view(view, cacheable)

        def outer(request, *args, **kwargs):
            is_late = request.method == "POST" and not self.has_permission(request)
            return (is_late and kept_for_later(request)) or inner(request, *args, **kwargs)

        return update_wrapper(outer, inner)

    def get_app_list(self, request, app_label=None):
        """The sections that the account may see; only the one that holds `app_label`, if given."""
        apps = self._build_app_dict(request)
        known = {label for _name, labels in SECTIONS for label in labels}
        sections = [*SECTIONS, *((apps[label]["name"], [label]) for label in apps.keys() - known)]
        found = []
        for name, labels in sections:
            joined = [apps[label] for label in labels if label in apps]
            if joined and app_label in {None, *labels}:
                models = [model for app in joined for model in app["models"]]
                found.append({**joined[0], "name": name, "models": models})
        return found

    def autocomplete_view(self, request):
        return LabelledAutocomplete.as_view(admin_site=self)(request)
