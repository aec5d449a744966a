"""The home page: the latest report, a paragraph from the record, and the ways in."""

from datetime import date

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_countries import countries

from events.counts import remembered
from events.models import Event
from events.report import Report, Turn
from lmec.pages.context import load_site_organization
from lmec.pages.record import public_people
from lmec.schema_org import home_graph
from organizations.models import Organization

COMING = EARLIER = 3
QUOTABLE = range(120, 480)  # characters of a paragraph that can stand alone


@require_safe
def home(request):
    at = timezone.now()
    today = timezone.localdate(at)
    public = Event.objects.published(at)
    held = public.filter(start_date__lte=today, progress=Event.Progress.SCHEDULED)
    latest = held.in_full().first()
    first_day = public.order_by("start_date").values_list("start_date", flat=True).first()
    report = Report(latest) if latest else None
    site_organization = load_site_organization()
    return render(
        request,
        "home.html",
        {
            "latest": latest,
            "report": report,
            "quote": quote(report, today) if report else None,
            "coming": public.filter(start_date__gt=today)
            .in_brief()
            .order_by("start_date", "pk")[:COMING],
            "earlier": held.exclude(pk=latest.pk).in_brief()[:EARLIER] if latest else [],
            "event_count": remembered("events", at, public.count),
            "first_year": first_day and first_day.year,
            "people_count": remembered("people", at, public_people(at).count),
            "organization_count": Organization.objects.count(),
            "river_countries": [countries.name(code) for code in settings.COUNTRIES_FIRST],
            "site_organization": site_organization,
            "jsonld": home_graph(site_organization),
        },
    )


def quote(report: Report, day: date) -> Turn | None:
    """One whole paragraph that a person said in the report: another every day, never trimmed."""
    quotable = [
        Turn(turn.remark, [paragraph])
        for turn in report.turns
        if turn.remark.person_id
        for paragraph in turn.paragraphs
        if paragraph.number and paragraph.html.startswith("<p") and len(paragraph.html) in QUOTABLE
    ]
    return quotable[day.toordinal() % len(quotable)] if quotable else None
