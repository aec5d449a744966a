"""The list of reports and the form of one, in the order in which a report is written."""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.admin.bulk import BulkAdmin
from events.admin.carrying import CarryingAdmin
from events.admin.checks import ChecksAdmin
from events.admin.copies import CopyAdmin
from events.admin.desk import WorkFilter
from events.admin.forms import EventForm
from events.admin.history import EventHistory
from events.admin.posts import posts
from events.admin.preview import PreviewAdmin
from events.admin.reattribution import CreditsAdmin
from events.admin.review_links import ReviewLinksAdmin
from events.admin.rows import (
    AttachmentRows,
    BodyRows,
    HostRows,
    ParticipationRows,
    PhotoRows,
    PlaceRows,
    RemarkRows,
    TopicRows,
)
from events.admin.states import PUBLISHING, StateAdmin
from events.indexing import index_people, index_topics
from events.models import Attachment, Event, EventOrganization, EventTopic, Participation
from lmec.attachments import download
from lmec.conflicts.admin import ConflictAdmin
from lmec.modeladmin import SiteList, SiteModelAdmin
from lmec.openforms.admin import OpenFormAdmin
from lmec.usage import UsingFilter


class EventList(SiteList):
    def get_queryset(self, request, exclude_parameters=None):
        hosts = EventOrganization.objects.filter(role__in=EventOrganization.HOSTING)
        return (
            super()
            .get_queryset(request, exclude_parameters)
            .select_related("updated_by")
            .prefetch_related(
                Prefetch("eventorganizations", hosts.select_related("organization", "joint_with"))
            )
        )


@admin.register(Event)
class EventAdmin(
    PreviewAdmin,
    ReviewLinksAdmin,
    ConflictAdmin,
    EventHistory,
    BulkAdmin,
    CarryingAdmin,
    CreditsAdmin,
    ChecksAdmin,
    CopyAdmin,
    StateAdmin,
    OpenFormAdmin,
    SiteModelAdmin,
):
    form = EventForm
    change_form_template = "admin/events/event/change_form.html"
    autocomplete_fields = ["series"]
    radio_fields = {"status": admin.HORIZONTAL}
    # Fieldsets and rows as they stand in the form; both lists below are taken from it.
    sections = [
        (
            _("What and when"),
            {
                "fields": [
                    "title",
                    ("kind", "language"),
                    ("series", "edition"),
                    "theme",
                    ("start_date", "end_date"),
                    ("start_time", "end_time", "timezone"),
                    ("mode", "progress"),
                ]
            },
        ),
        PlaceRows,
        HostRows,
        BodyRows,
        ParticipationRows,
        (_("Summary and outcomes"), {"fields": ["standfirst", "summary", "outcomes"]}),
        RemarkRows,
        TopicRows,
        PhotoRows,
        AttachmentRows,
        (
            _("Publishing"),
            {
                "fields": ["slug", "review_comment", "status", *PUBLISHING, "note"],
                "description": _(
                    "Nobody but colleagues sees a draft or a report in review. Publishing keeps "
                    "names and posts as they stand that day, and numbers the paragraphs for ever. "
                    "A report that visitors have read is never deleted; it can be withdrawn, "
                    "which leaves a notice. Its address may change, and the old one leads to the "
                    "new."
                ),
            },
        ),
    ]
    inlines = [section for section in sections if isinstance(section, type)]
    fieldsets = [section for section in sections if not isinstance(section, type)]

    list_display = ["title", "start_date", "state", "kind", "held_by", "updated_at", "updated_by"]
    list_filter = [WorkFilter, "status", "kind", UsingFilter]
    date_hierarchy = "start_date"
    search_fields = ["title", "theme", "participations__person__name"]
    search_help_text = _("Words of the title or the theme, or a person who took part")

    class Media:
        css = {"all": ["admin/lmec/event.css"]}
        js = [forms.Script("admin/lmec/event.js", defer=True)]

    def get_changelist(self, request, **kwargs):
        return EventList

    @admin.display(description=_("held by"))
    def held_by(self, event):
        return ", ".join(row.printed_name for row in event.hosts)

    # --- Who may do what ---------------------------------------------------------------------

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_prepopulated_fields(self, request, obj=None):
        return {"slug": ["title"]} if obj is None else {}

    def view_on_site(self, event):
        return event.get_absolute_url() if event.is_published(timezone.now()) else None

    # --- The form ----------------------------------------------------------------------------

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "series":
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def render_change_form(self, request, context, *args, **kwargs):
        rows = {type(group.opts): group for group in context["inline_admin_formsets"]}
        fieldsets = iter(context["adminform"])
        sections = [
            rows.get(section) if isinstance(section, type) else next(fieldsets)
            for section in self.sections
        ]
        context["sections"] = [
            (section, self.has_errors(section)) for section in sections if section
        ]
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, *args, **kwargs)

    @staticmethod
    def has_errors(section) -> bool:
        if hasattr(section, "formset"):
            return section.formset.is_bound and section.formset.total_error_count() > 0
        return not section.form.errors.keys().isdisjoint(flatten(section.fields))

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.tell(request, form.instance)
        for rows in formsets:
            # Search must not go on finding by this report whom it no longer names.
            if rows.model is Participation:
                index_people(rows.gone("person"))
            elif rows.model is EventTopic:
                index_topics(rows.gone("topic"))

    def keep(self, request, form, change):
        # The log names each changed remark by its speaker's row, which a draft loses here.
        prefetch_related_objects([form.instance], "participations__person")
        super().keep(request, form, change)

    # --- Beside the form ---------------------------------------------------------------------

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("posts/", view(posts), name="events_event_posts"),
            path("attachments/<path:name>", view(self.attachment)),
            *super().get_urls(),
        ]

    def attachment(self, request, name):
        """A document of any report, public or not; the storage's addresses lead here."""
        # A report and the draft of it have rows of their own for one file.
        row = Attachment.objects.select_related("event").filter(file=name).first()
        if row is None:
            raise Http404
        self.require_view(request, row.event)
        return download(row.file, row.title)

    def require_view(self, request, event) -> None:
        if not self.has_view_permission(request, event):
            raise PermissionDenied
