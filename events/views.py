"""The public pages of events: the list and its years, the report, topics, downloads."""

from django.db.models import Case, Count, Exists, OuterRef, Q, When
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from events.models import Attachment, Event, Place, Remark, Topic
from events.models.publicity import Status
from events.report import Report
from lmec.attachments import download
from lmec.schema_org import event_list, report_graph

MAX_WORDS = 8


class EventList(ListView):
    """All events, newest first, filtered by words, year, kind and place."""

    template_name = "events/event_list.html"
    paginate_by = 20

    def get_queryset(self):
        self.at = timezone.now()
        self.public = Event.objects.published(self.at)
        self.asked = self.read_filters()
        return self.filtered().in_brief()

    def read_filters(self) -> dict[str, str]:
        """What the visitor asked for; a year or kind that means nothing finds nothing."""
        given = {name: self.request.GET.get(name, "").strip() for name in ("q", "kind", "place")}
        given["year"] = str(self.kwargs.get("year") or self.request.GET.get("year", "").strip())
        return {name: value.replace("\x00", "")[:200] for name, value in given.items()}

    def filtered(self, but: str = ""):
        """The public events that meet every filter, but for the one named."""
        events = self.public
        asked = {name: value for name, value in self.asked.items() if value and name != but}
        if "year" in asked:
            year = int(asked["year"]) if asked["year"].isdecimal() else 0
            events = events.filter(start_date__year=year) if 0 < year < 10000 else events.none()
        if "kind" in asked:
            events = events.filter(kind=asked["kind"])
        if "place" in asked:
            here = Place.objects.filter(event=OuterRef("pk"), city=asked["place"])
            events = events.filter(Exists(here))
        for word in asked.get("q", "").split()[:MAX_WORDS]:
            said = Remark.objects.filter(event=OuterRef("pk"), text__icontains=word)
            events = events.filter(
                Q(title__icontains=word)
                | Q(standfirst__icontains=word)
                | Q(summary__icontains=word)
                | Exists(said)
            )
        return events

    def choices(self) -> dict[str, list[tuple[str, str, int]]]:
        """For each filter: value, label and number of events under the other filters."""
        years = self.filtered("year").values_list("start_date__year")
        kinds = self.filtered("kind").values_list("kind")
        places = (
            Place.objects.filter(event__in=self.filtered("place"))
            .values_list("city")
            .annotate(n=Count("event", distinct=True))
            .order_by("-n", "city")[:100]
        )
        labels = dict(Event.Kind.choices)
        return {
            "year": [
                (str(year), str(year), n)
                for year, n in years.annotate(n=Count("pk")).order_by("-start_date__year")
            ],
            "kind": [
                (kind, labels.get(kind, kind), n)
                for kind, n in kinds.annotate(n=Count("pk")).order_by("-n", "kind")
            ],
            "place": [(city, city, n) for city, n in places],
        }

    def get_context_data(self, **kwargs):
        choices = self.choices()
        labels = {
            name: {value: label for value, label, _n in rows} for name, rows in choices.items()
        }
        asked = {name: value for name, value in self.asked.items() if value}
        context = super().get_context_data(
            asked=asked,
            asked_labels=[
                (name, labels.get(name, {}).get(value, value)) for name, value in asked.items()
            ],
            choices=choices,
            year=self.kwargs.get("year"),
            total=self.public.count() if asked else None,
            **kwargs,
        )
        context["jsonld"] = event_list(context["page_obj"].object_list)
        return context


@require_safe
def event_detail(request, year: int, slug: str):
    """The report; 301 to it from a wrong year; 410 with the notice where it was withdrawn."""
    at = timezone.now()
    event = Event.objects.live().in_full().filter(slug=slug).first()
    if event is None:
        raise Http404
    if not event.is_published(at):
        if _was_withdrawn(event, at):
            return render(request, "events/event_withdrawn.html", {"event": event}, status=410)
        raise Http404
    if event.start_date.year != year:
        return HttpResponsePermanentRedirect(event.get_absolute_url())
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


def _was_withdrawn(event: Event, at) -> bool:
    """Whether visitors could once read the report, so that its address owes them a notice."""
    was_public = event.published_at is not None and event.published_at <= at
    withdrawn = event.status == Status.WITHDRAWN or (
        event.status == Status.PUBLISHED and event.withdrawn_at is not None
    )
    return was_public and withdrawn


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
        return super().get_context_data(topic=self.topic, **kwargs)
