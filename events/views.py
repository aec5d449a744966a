"""The public pages of events: the list and its years, the report, topics, series, downloads."""

from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from events.counts import remembered
from events.filters import Choices, EventFilter
from events.models import Event, Series, Topic
from events.models.querysets import TEXTS
from events.paging import KeyPaginator
from events.public_report import of_public_report
from events.report import Report
from lmec.attachments import download
from lmec.canonical import canonical_page
from lmec.schema_org import (
    event_list,
    gallery_graph,
    report_graph,
    series_graph,
    topic_graph,
)

OTHERS = 3
# What a link to an event says.
IN_A_LINE = ["title", "slug", "language", "edition", "start_date", "end_date"]


class EventList(ListView):
    """All events, newest first, filtered by words, year, type and place; one year's archive."""

    template_name = "events/event_list.html"
    paginate_by = 20
    paginator_class = KeyPaginator

    def get_queryset(self):
        given = self.request.GET.dict()
        self.archive = self.kwargs.get("year")
        if self.archive is not None:
            given["year"] = str(self.archive)
        self.filter = EventFilter(timezone.now(), given)
        return self.filter.events().in_brief()

    def get_paginator(self, *args, **kwargs):
        paginator = super().get_paginator(*args, **kwargs)
        paginator.count = self.filter.found
        return paginator

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        page, asked = context["page_obj"], self.filter.asked
        is_filtered = set(asked) != ({"year"} if self.archive is not None else set())
        if self.archive is not None and not page.paginator.count and not is_filtered:
            raise Http404(_("No event of that year is on record."))
        choices = self.filter.choices
        context |= {
            "filter": self.filter,
            "choices": choices,
            "archive": self.archive,
            "is_filtered": is_filtered,
            "years": in_years(page.object_list, choices["year"]),
            "canonical_url": canonical_page(self.request, page),
        }
        if page.paginator.count:
            context["removals"] = self.filter.removals(EventFilter.LINKED)
        else:
            context["removals"] = self.filter.removals()
            context["total"] = EventFilter(self.filter.at, {}).found
        if not is_filtered:
            context["jsonld"] = event_list(page.object_list, self.archive)
        return context


def in_years(events, choices: Choices) -> list[tuple[int, int, list[Event]]]:
    """The events of a page by year, each with the number of events found in the whole year."""
    found = {value: n for value, _label, n in choices.options}
    years = {}
    for event in events:
        years.setdefault(event.start_date.year, []).append(event)
    return [(year, found.get(str(year), len(rows)), rows) for year, rows in years.items()]


@require_safe
@of_public_report(lambda events: events.in_full())
def event_detail(request, event: Event):
    """The report."""
    return render(request, "events/event_detail.html", report_context(event, timezone.now()))


@require_safe
@of_public_report(lambda events: events.prefetch_related("photos", "places"))
def photographs(request, event: Event):
    """All photographs of a report, large, with captions and credits."""
    if not event.photos.all():
        raise Http404(_("This report has no photographs."))
    context = {"event": event, "jsonld": gallery_graph(event)}
    return render(request, "events/photo_list.html", context)


def report_context(event: Event, at) -> dict:
    """What the report's template needs, for the public page and for previews."""
    before, after = neighbors(event, at)
    shown = [event.pk, event.working_copy_of_id, *(near.pk for near in (before, after) if near)]
    return {
        "event": event,
        "report": Report(event),
        "upcoming": event.is_upcoming(at),
        "before": before,
        "after": after,
        "others": Event.objects.published(at).exclude(pk__in=shown).in_brief()[:OTHERS],
        "jsonld": report_graph(event),
    }


def neighbors(event: Event, at) -> tuple[Event | None, Event | None]:
    """The public meetings of the same series before and after one: by edition, else by date."""
    if event.series_id is None:
        return None, None
    meetings = Event.objects.published(at).filter(series=event.series_id)
    meetings = meetings.exclude(pk__in=[event.pk, event.working_copy_of_id])
    earlier = Q(start_date__lt=event.start_date) | Q(start_date=event.start_date, pk__lt=event.pk)
    later = Q(start_date__gt=event.start_date) | Q(start_date=event.start_date, pk__gt=event.pk)
    latest_first, earliest_first = ["-start_date", "-pk"], ["start_date", "pk"]
    if event.edition is not None:
        earlier = Q(edition__lt=event.edition) | Q(edition=None) & earlier
        later = Q(edition__gt=event.edition) | Q(edition=None) & later
        latest_first.insert(0, F("edition").desc(nulls_last=True))
        earliest_first.insert(0, F("edition").asc(nulls_last=True))
    before = meetings.filter(earlier).order_by(*latest_first).values("pk")[:1]
    after = meetings.filter(later).order_by(*earliest_first).values("pk")[:1]
    found = meetings.filter(Q(pk__in=before) | Q(pk__in=after)).only(*IN_A_LINE)
    found = found.annotate(is_later=ExpressionWrapper(later, BooleanField()))
    by_side = {bool(meeting.is_later): meeting for meeting in found}
    return by_side.get(False), by_side.get(True)


@require_safe
@of_public_report(lambda events: events.defer(*TEXTS))
def attachment(request, event: Event, key):
    """A document of a report, as a download."""
    row = get_object_or_404(event.attachments.exclude(file=""), key=key)
    try:
        return download(row.file, row.title)
    except FileNotFoundError as error:
        raise Http404(_("The file is missing.")) from error


class Joined(ListView):
    """The page of what joins events: they themselves, newest first, as far as they are public.

    `path` leads from an event to it, and `graph` describes it for machines.
    """

    paginate_by = 20
    paginator_class = KeyPaginator

    def get_queryset(self):
        self.at = timezone.now()
        self.joining = get_object_or_404(self.model, slug=self.kwargs["slug"])
        events = Event.objects.published(self.at)
        return events.filter(**{self.path: self.joining}).in_brief()

    def get_paginator(self, queryset, *args, **kwargs):
        paginator = super().get_paginator(queryset, *args, **kwargs)
        keys = queryset.values_list("pk", flat=True)
        keys = remembered(f"{self.path} {self.joining.pk}", self.at, lambda: list(keys))
        paginator.keys, paginator.count = keys, len(keys)
        return paginator

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        if not page.paginator.count:
            # The name of what drafts alone belong to would tell what they are about.
            raise Http404
        context[self.model._meta.model_name] = self.joining
        context["canonical_url"] = canonical_page(self.request, page)
        context["jsonld"] = self.graph(self.joining)
        return context


class TopicDetail(Joined):
    """A topic and the reports that speak of it."""

    model, path = Topic, "eventtopics__topic"
    graph = staticmethod(topic_graph)
    template_name = "events/topic_detail.html"


class SeriesDetail(Joined):
    """A series and its meetings."""

    model, path = Series, "series"
    graph = staticmethod(series_graph)
    template_name = "events/series_detail.html"
