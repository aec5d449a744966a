"""The public pages of events: the list and its years, the report, topics, downloads."""

from django.db.models import Case, When
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from events.filters import Choices, EventFilter
from events.models import Attachment, Event, Topic
from events.report import Report
from lmec.attachments import download
from lmec.canonical import canonical_page
from lmec.schema_org import event_list, report_graph, topic_graph


class EventList(ListView):
    """All events, newest first, filtered by words, year, type and place; one year's archive."""

    template_name = "events/event_list.html"
    paginate_by = 20

    def get_queryset(self):
        given = self.request.GET.dict()
        self.archive = self.kwargs.get("year")
        if self.archive is not None:
            given["year"] = str(self.archive)
        self.filter = EventFilter(timezone.now(), given)
        return self.filter.events().in_brief()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        page, asked = context["page_obj"], self.filter.asked
        is_filtered = set(asked) != ({"year"} if self.archive is not None else set())
        if self.archive is not None and not page.paginator.count and not is_filtered:
            raise Http404(_("No event of that year is on record."))
        choices = self.filter.choices(page.paginator.count)
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
            context["total"] = self.filter.public.count()
        if not is_filtered:
            context["jsonld"] = event_list(page.object_list, self.archive)
        return context


def in_years(events, choices: Choices) -> list[tuple[int, int, list[Event]]]:
    """The events of a page by year, each with the number of events found in the whole year."""
    found = {value: n for value, _label, n in choices.options}
    years = {}
    for event in events:
        years.setdefault(event.start_date.year, []).append(event)
    return [(year, found[str(year)], rows) for year, rows in years.items()]


@require_safe
def event_detail(request, year: int, slug: str):
    """The report, or 410 with the notice where it was withdrawn."""
    at = timezone.now()
    events = Event.objects.live().in_full()
    event = get_object_or_404(events, slug=slug, start_date__year=year)
    if not event.is_published(at):
        if event.was_withdrawn(at):
            notice = {"withdrawn_at": event.withdrawn_at, "reason": event.withdrawal_reason}
            return render(request, "events/event_withdrawn.html", notice, status=410)
        raise Http404
    return render(request, "events/event_detail.html", report_context(event, at))


def report_context(event: Event, at) -> dict:
    """What the report's template needs, for the public page and for previews."""
    others = Event.objects.published(at).exclude(pk=event.pk).in_brief()
    if event.series_id:
        same_series = Case(When(series=event.series_id, then=0), default=1)
        others = others.order_by(same_series, "-start_date", "-pk")
    return {
        "event": event,
        "report": Report(event),
        "upcoming": event.is_upcoming(at),
        "others": others[:3],
        "jsonld": report_graph(event),
    }


@require_safe
def attachment(request, year: int, slug: str, key):
    """A document of a public report, as a download."""
    row = get_object_or_404(
        Attachment.objects.published(timezone.now()).exclude(file=""),
        key=key,
        event__slug=slug,
        event__start_date__year=year,
    )
    try:
        return download(row.file, row.title)
    except FileNotFoundError as error:
        raise Http404(_("The file is missing.")) from error


class TopicDetail(ListView):
    """A topic and the events that speak of it, newest first."""

    template_name = "events/topic_detail.html"
    paginate_by = 20

    def get_queryset(self):
        self.topic = get_object_or_404(Topic, slug=self.kwargs["slug"])
        events = Event.objects.published(timezone.now())
        return events.filter(eventtopics__topic=self.topic).in_brief()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(topic=self.topic, **kwargs)
        page = context["page_obj"]
        if not page.paginator.count:
            # A topic of drafts alone would tell what they are about.
            raise Http404
        context["canonical_url"] = canonical_page(self.request, page)
        context["jsonld"] = topic_graph(self.topic)
        return context
