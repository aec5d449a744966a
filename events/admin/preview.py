"""The page of a report as visitors would see it, with what is typed in its form and not saved.

The form is saved as it would be, the page is made, and all of it is undone: so a preview cannot
differ from what saving brings, and leaves nothing behind.
"""

from contextlib import suppress
from typing import NamedTuple

from csp.constants import SELF
from django import forms
from django.contrib.admin.utils import flatten
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Event
from events.views import report_context
from lmec.formsets import Row, RowFormSet
from lmec.openforms.models import OpenForm
from lmec.openforms.posted import as_if_sent, sent

UNSAVED = "unsaved"  # in the address: with what the account has typed, as far as the site has it
MEDIA = forms.Media(
    css={"all": ["admin/lmec/preview.css"]},
    js=[forms.Script("admin/lmec/preview.js", defer=True)],
)


class Typed(NamedTuple):
    """What a preview shows of a form, and what it cannot."""

    event: Event
    to_correct: list[str]  # the names of sections, in the order of the form
    lacks_files: bool


class PreviewAdmin:
    """An admin whose form shows beside it what becomes of it."""

    @property
    def media(self):
        return super().media + MEDIA

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("add/preview/", view(self.preview), name="events_event_preview_new"),
            path("<int:pk>/preview/", view(self.preview), name="events_event_preview"),
            *super().get_urls(),
        ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        response = super().changeform_view(request, object_id, form_url, extra_context)
        response._csp_update = {**getattr(response, "_csp_update", {}), "frame-src": [SELF]}
        return response

    def render_change_form(self, request, context, *args, **kwargs):
        event = context.get("original")
        if self.may_type(request, event):
            name, keys = ("preview", [event.pk]) if event else ("preview_new", [])
            context["preview_url"] = reverse(f"admin:events_event_{name}", args=keys)
        return super().render_change_form(request, context, *args, **kwargs)

    def preview(self, request, pk=None):
        """The report as it is saved, or with what was typed: posted, or kept while typing."""
        event = get_object_or_404(Event, pk=pk) if pk else None
        if not (self.has_view_permission(request, event) if pk else self.may_type(request, None)):
            raise PermissionDenied
        data = self.typed_in(request, event) if self.may_type(request, event) else None
        if data is None and event is None:
            data = QueryDict()
        if data is None:
            return page(request, Typed(event, [], lacks_files=False), is_unsaved=False)
        with transaction.atomic():
            response = page(request, self.typed(request, event, data), is_unsaved=True)
            transaction.set_rollback(True)
        return response

    @staticmethod
    def typed_in(request: HttpRequest, event: Event | None) -> QueryDict | None:
        if request.method == "POST":
            return request.POST
        if UNSAVED not in request.GET:
            return None
        own = OpenForm.objects.of(Event, event and event.pk).filter(user=request.user)
        row = own.exclude(content="").first()
        return row and row.data

    def typed(self, request: HttpRequest, event: Event | None, data: QueryDict) -> Typed:
        """Save what was typed as far as there is nothing to correct; to be rolled back."""
        posted = as_if_sent(request, data.copy())
        if event is not None:
            # As for a save: with what colleagues have changed since the form was opened.
            self.bring_together(posted, event)
            posted.POST.conflicts = None
        form, parts = sent(self, posted, event)
        wrong = set() if form.is_valid() else {*form.errors}
        saved = save_sound(form.instance)
        lacks_files = False
        for rows, inline in parts:
            rows.instance = saved
            faulty = keep_sound(rows)
            new = [row for row in faulty if awaits_file(row)]
            lacks_files = lacks_files or bool(new)
            if len(faulty) > len(new) or rows.non_form_errors():
                wrong.add(type(inline))
        return Typed(saved, list(self.names_of(wrong)), lacks_files)

    def names_of(self, wrong: set):
        """The names of sections with errors; what is wrong with the whole counts for the first."""
        for number, section in enumerate(self.sections):
            if isinstance(section, type):
                if section in wrong:
                    yield section.verbose_name_plural
            else:
                name, options = section
                fields = {*flatten(options["fields"]), *(["__all__"] if number == 0 else [])}
                if not wrong.isdisjoint(fields):
                    yield name


def save_sound(event: Event) -> Event:
    """Save a report with what is right in its form; what the database refuses stays as it was."""
    event.title = event.title or _("Report without a title")
    event.start_date = event.start_date or timezone.localdate()
    with suppress(IntegrityError), transaction.atomic():
        event.save()
        return event
    if event.pk:
        return Event.objects.get(pk=event.pk)
    fresh = Event(title=event.title, start_date=timezone.localdate())
    for name in ("kind", "language", "theme", "standfirst", "summary", "outcomes"):
        setattr(fresh, name, getattr(event, name))
    fresh.save()
    return fresh


def keep_sound(rows: RowFormSet) -> list[Row]:
    """Save the rows in which there is nothing to correct; the others."""
    if rows.is_valid():
        with suppress(IntegrityError, ProtectedError), transaction.atomic():
            rows.save()
        return []
    faulty = []
    for row in rows.forms:
        is_stored, part = not row.instance._state.adding, row.instance
        with suppress(IntegrityError, ProtectedError), transaction.atomic():
            if rows._should_delete_form(row):
                if is_stored:
                    part.delete()
            elif row.errors:
                faulty.append(row)
            elif row.has_changed():
                setattr(part, rows.fk.name, rows.instance)
                part.save()
    return faulty


def awaits_file(row: Row) -> bool:
    """Whether a row is new and for a file, which nobody has until the form is saved."""
    is_for_file = any(isinstance(field, forms.FileField) for field in row.fields.values())
    return is_for_file and row.instance._state.adding


def page(request: HttpRequest, typed: Typed, *, is_unsaved: bool) -> HttpResponse:
    """The page, which only the site's own pages may frame; `admin_view` forbids to keep it."""
    now = timezone.now()
    event = Event.objects.in_full().get(pk=typed.event.pk)
    context = {
        **report_context(event, now),
        "jsonld": None,
        "is_unsaved": is_unsaved,
        "typed": typed,
        "is_public": event.is_published(now),
    }
    response = render(request, "admin/events/event/preview.html", context)
    response._csp_replace = {"frame-ancestors": [SELF]}
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
