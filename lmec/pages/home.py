"""The home page: the latest report, a paragraph from the record, and the ways in."""

from datetime import date

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.models import Event, Participation
from events.report import Report, Turn
from lmec.schema_org import home_graph
from organizations.models import Organization

EARLIER = 3
QUOTABLE = range(120, 480)


@require_safe
def home(request):
    at = timezone.now()
    today = timezone.localdate(at)
    public = Event.objects.published(at)
    held = public.filter(start_date__lte=today, progress=Event.Progress.SCHEDULED)
    latest = held.in_full().first()
    return render(
        request,
        "home.html",
        {
            "latest": latest,
            "quote": quote(Report(latest), today) if latest else None,
            "upcoming": public.filter(start_date__gt=today).in_brief().order_by("start_date")[:3],
            "earlier": held.exclude(pk=latest.pk).in_brief()[:EARLIER] if latest else [],
            "event_count": public.count(),
            "first_year": public.order_by("start_date").values_list("start_date__year").first(),
            "people_count": Participation.objects.published(at).values("person").distinct().count(),
            "organization_count": Organization.objects.count(),
            "jsonld": home_graph(),
        },
    )


def quote(report: Report, day: date) -> Turn | None:
    """One whole paragraph that a person said in the report: another every day, never trimmed."""
    quotable = [
        Turn(turn.remark, [paragraph])
        for turn in report.turns
        if turn.remark.person_id
        for paragraph in turn.paragraphs
        if paragraph.number and paragraph.html.startswith("<p>") and len(paragraph.html) in QUOTABLE
    ]
    return quotable[day.toordinal() % len(quotable)] if quotable else None
