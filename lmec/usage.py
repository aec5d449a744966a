"""Which reports stand on an entry, and what keeps it from being deleted.

Reports are named here, not imported: a report is an `events.Event`, and a part of one is any row
whose `event` is a report. Whatever protects what it refers to is found without being listed.
"""

from collections import defaultdict
from typing import NamedTuple

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import NestedObjects
from django.db import models, router
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

REPORT = "events.Event"
SHOWN = 20


def path_to_report(model: type[models.Model]) -> str:
    """The field that leads from a row to its report: "event", "pk" for a report itself, or ""."""
    if model._meta.label == REPORT:
        return "pk"
    events = [field for field in model._meta.fields if field.name == "event"]
    return "event" if events and events[0].related_model._meta.label == REPORT else ""


def references(model: type[models.Model]) -> list[models.ForeignKey]:
    """The protected links by which reports refer to entries of a model."""
    return [
        relation.field
        for relation in model._meta.related_objects
        if relation.on_delete is models.PROTECT and path_to_report(relation.related_model)
    ]


def reports_using(entry: models.Model) -> models.QuerySet:
    """The reports, drafts among them, that refer to an entry of the directory; each once."""
    uses = Q(pk__in=[])
    for field in references(type(entry)):
        rows = field.model._base_manager.filter(**{field.name: entry})
        uses |= Q(pk__in=rows.values(path_to_report(field.model)))
    return apps.get_model(REPORT)._default_manager.live().filter(uses)


class UsingFilter(admin.SimpleListFilter):
    """Reports that refer to one entry. Its address comes from `used_in`, so it offers no choice."""

    title = _("entry")
    parameter_name = "using"

    @staticmethod
    def value_for(entry: models.Model) -> str:
        return f"{entry._meta.label_lower}-{entry.pk}"

    def lookups(self, request, model_admin):
        self.entry = self._find(self.value() or "")
        return [(self.value(), str(self.entry))] if self.entry else []

    def queryset(self, request, queryset):
        if not self.entry:
            return queryset
        return queryset.filter(pk__in=reports_using(self.entry).values("pk"))

    @staticmethod
    def _find(value: str) -> models.Model | None:
        label, _dash, key = value.partition("-")
        try:
            model = apps.get_model(label)
        except (LookupError, ValueError):
            return None
        known = key.isdecimal() and len(key) < 19 and references(model)
        return model._default_manager.filter(pk=key).first() if known else None


@admin.display(description=_("used in"))
def used_in(entry: models.Model | None) -> str:
    """How many reports refer to an entry, as a link to their list; for an admin's form."""
    count = reports_using(entry).count() if entry and entry.pk else 0
    if not count:
        return _("No report yet.")
    words = ngettext("%(count)s report", "%(count)s reports", count) % {"count": count}
    address = reverse("admin:events_event_changelist")
    return format_html('<a href="{}?using={}">{}</a>', address, UsingFilter.value_for(entry), words)


class Link(NamedTuple):
    text: str
    url: str  # in the admin; "" where the account may not look
    note: str = ""
    page: str = ""  # the public page, if there is one


class Obstacles(NamedTuple):
    """Why entries cannot be deleted: reports that show them, and rows elsewhere."""

    reports: list[Link]  # the newest, at most `SHOWN`
    report_count: int
    others: list[Link]
    other_count: int
    advice: str  # what to do instead

    @property
    def more_reports(self) -> int:
        return self.report_count - len(self.reports)

    @property
    def more_others(self) -> int:
        return self.other_count - len(self.others)


def obstacles(entries, user, advice: str) -> Obstacles | None:
    """What keeps entries of one model from being deleted, as far as `user` may see it."""
    collector = NestedObjects(using=router.db_for_write(type(entries[0])), origin=entries)
    collector.collect(entries)
    if not collector.protected:
        return None
    reports, others = set(), defaultdict(list)
    for row in collector.protected:
        path = path_to_report(type(row))
        if path:
            reports.add(row.pk if path == "pk" else row.event_id)
        else:
            others[type(row)].append(row)
    links, count = _report_links(reports, user)
    return Obstacles(
        links,
        count,
        [link for rows in others.values() for link in _row_links(rows[:SHOWN], user)],
        sum(map(len, others.values())),
        advice,
    )


def _report_links(keys: set, user) -> tuple[list[Link], int]:
    """The newest of some reports, and how many there are; a working copy counts as its report."""
    manager = apps.get_model(REPORT)._default_manager
    rows = manager.defer("summary", "outcomes").select_related("working_copy_of").in_bulk(keys)
    reports = {row.working_copy_of or row for row in rows.values()}
    newest = sorted(reports, key=lambda row: (row.start_date, row.pk), reverse=True)[:SHOWN]
    now = timezone.now()
    return [
        Link(
            str(row),
            address_for(row, user),
            f"{date_format(row.start_date)}, {row.get_status_display()}",
            row.get_absolute_url() if row.is_published(now) else "",
        )
        for row in newest
    ], len(reports)


def _row_links(rows: list[models.Model], user) -> list[Link]:
    """Rows of one model, each with a link to the form that shows it."""
    links = [field for field in rows[0]._meta.fields if field.many_to_one]
    models.prefetch_related_objects(rows, *(field.name for field in links))
    parts = [field for field in links if field.remote_field.on_delete is models.CASCADE]
    owner = (parts or links)[0].name
    return [
        Link(
            str(getattr(row, owner)),
            address_for(getattr(row, owner), user),
            f"{capfirst(row._meta.verbose_name)}: {row}",
        )
        for row in rows
    ]


def address_for(row: models.Model, user) -> str:
    """The admin's form for a row, or "" where the account may not open it."""
    name = f"{row._meta.app_label}.%s_{row._meta.model_name}"
    if not (user.has_perm(name % "view") or user.has_perm(name % "change")):
        return ""
    try:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return ""
