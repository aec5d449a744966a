"""What every admin of the site has in common."""

import json

from csp.constants import UNSAFE_INLINE
from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth import get_permission_codename
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lmec.adminsite import label_of, with_labels
from lmec.formsets import Rows
from lmec.readonly import ReadableForm
from lmec.richtext import editor_widget
from lmec.usage import obstacles

# Admin pages have the strict policy of the public ones. This is what the editor needs besides,
# and only a form that loads its script gets it.
EDITOR_POLICY = {
    "script-src-attr": [UNSAFE_INLINE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:", "blob:"],
}


class SiteList(ChangeList):
    """A list whose columns may show what the labels of its rows are made of."""

    def get_queryset(self, request, exclude_parameters=None):
        """The rows asked for; an impossible year in the address is refused in words."""
        try:
            return with_labels(super().get_queryset(request, exclude_parameters))
        except OverflowError as error:
            raise IncorrectLookupParameters(error) from error


class SiteModelAdmin(ReadableForm, admin.ModelAdmin):
    """An admin that links to public pages and refuses to delete what the record stands on."""

    formfield_overrides = Rows.formfield_overrides  # the browser's own calendar
    # What an editor can do who wanted to delete an entry and must not.
    instead_of_deleting = ""

    def get_changelist(self, request, **kwargs):
        return SiteList

    def get_view_on_site_url(self, obj=None):
        # A form that comes back with errors may have lost its address, too.
        has_none = obj is not None and getattr(obj, "slug", None) == ""
        return None if has_none else super().get_view_on_site_url(obj)

    def view_on_site(self, obj):
        """The public address, without the detour over the sites framework's domain."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def save_model(self, request, obj, form, change):
        """Save, and stamp who did it where the model has a place for that."""
        names = {field.name for field in obj._meta.fields}
        if not change and "created_by" in names:
            obj.created_by = request.user
        if "updated_by" in names:
            obj.updated_by = request.user
        super().save_model(request, obj, form, change)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        response = super().changeform_view(request, object_id, form_url, extra_context)
        context = getattr(response, "context_data", None) or {}
        if "media" in context and loads_editor(context["media"]):
            response._csp_update = EDITOR_POLICY
        return response

    def response_add(self, request, obj, post_url_continue=None):
        return chosen_by_label(super().response_add(request, obj, post_url_continue), obj)

    def response_change(self, request, obj):
        return chosen_by_label(super().response_change(request, obj), obj)

    def get_deleted_objects(self, objs, request):
        """What would be deleted or, in the place of protected rows, why nothing can be."""
        found = obstacles(objs, request.user, self.instead_of_deleting) if objs else None
        if found:
            return [], {}, set(), found
        return super().get_deleted_objects(objs, request)


class ContactRows(Rows):
    """The contact details of a body or a person, in the order they are shown."""

    fields = [
        "position", ("kind", "value"), ("label", "note"), ("is_public", "verified_on"),
    ]  # fmt: skip

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "value":
            kwargs["widget"] = forms.Textarea({"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


def may(user, actions: tuple[str, ...], model: type[models.Model]) -> bool:
    """Whether an account may do one of these with a model's rows."""
    names = (get_permission_codename(action, model._meta) for action in actions)
    return any(user.has_perm(f"{model._meta.app_label}.{name}") for name in names)


class ContactFilter(admin.SimpleListFilter):
    """Bodies or people by their contact details, for those who may see these."""

    title = _("contact details")
    parameter_name = "contacts"

    def lookups(self, request, model_admin):
        relation = model_admin.model._meta.get_field("contacts")
        model, whose = relation.related_model, {relation.field.name: OuterRef("pk")}
        self.contacts = model.objects.filter(**whose)
        if not may(request.user, ("view", "change"), model):
            return []
        return [("due", _("Due for a check")), ("none", _("None recorded"))]

    def queryset(self, request, queryset):
        if self.value() == "due":
            return queryset.filter(Exists(self.contacts.due(timezone.localdate())))
        if self.value() == "none":
            return queryset.exclude(Exists(self.contacts))
        return queryset


def chosen_by_label(response, obj):
    """Let a pop-up that saved `obj` hand its label, not its bare name, to the form behind it."""
    context = getattr(response, "context_data", None) or {}
    if "popup_response_data" in context:
        data = json.loads(context["popup_response_data"])
        context["popup_response_data"] = json.dumps({**data, "obj": label_of(obj)})
    return response


def loads_editor(media) -> bool:
    """Whether a page with these scripts loads the rich text editor's."""
    scripts = editor_widget()().media.render_js()
    return bool(scripts) and set(scripts) <= set(media.render_js())
