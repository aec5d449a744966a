"""What visitors take away from the events: calendars, citations and the table."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events import calendars, columns
from events.citation import Citation, publisher
from events.counts import remembered
from events.filters import EventFilter
from events.models import Event
from events.public_report import of_public_report
from lmec.identity import identity
from lmec.record_json import absolute
from lmec.tables import in_portions, table

# Calendars are read again every day, so the one of all events holds those to come and the latest.
LATEST = 500


@require_safe
def all_calendar(request):
    """The events with the latest first days, to subscribe to."""
    at = timezone.now()

    def written() -> bytes:
        events = calendars.loaded(Event.objects.published(at))[:LATEST]
        name, address = _("LMEC: events"), absolute(reverse("events:list"))
        return calendars.calendar(events, name, identity("calendar/events"), address)

    # It takes half a second to write, and many programs ask for it every hour.
    content = remembered(f"calendar {get_language()}", at, written)
    return _file(content, "text/calendar", "lmec-events.ics", is_download=False)


@require_safe
@of_public_report(calendars.loaded)
def event_calendar(request, event: Event):
    """One event, to be put into one's own calendar."""
    address = absolute(event.get_absolute_url())
    content = calendars.calendar([event], event.title, identity(f"calendar/{event.key}"), address)
    return _file(content, "text/calendar", f"{event.slug}.ics")


@require_safe
@of_public_report(lambda events: events.with_parts())
def citation_text(request, event: Event):
    """How to cite a report, or the paragraph that `?paragraph=` names."""
    return HttpResponse(f"{_citation(request, event)}\n", "text/plain; charset=utf-8")


@require_safe
@of_public_report(lambda events: events.with_parts())
def citation_bibtex(request, event: Event):
    """The same for BibTeX."""
    citation = _citation(request, event)
    return _file(citation.bibtex, "application/x-bibtex", f"{citation.key}.bib")


@require_safe
def event_table(request):
    """The table of the events that the list finds for the same filters."""
    events = EventFilter(timezone.now(), request.GET.dict()).events()
    return table("lmec-events.csv", columns.COLUMNS, in_portions(columns.loaded(events)))


def _citation(request, event: Event) -> Citation:
    try:
        return Citation(event, publisher(), request.GET.get("paragraph", ""))
    except LookupError as error:
        raise Http404(_("The report has no such paragraph.")) from error


def _file(content, kind: str, name: str, is_download: bool = True) -> HttpResponse:
    disposition = content_disposition_header(is_download, name)
    return HttpResponse(
        content, f"{kind}; charset=utf-8", headers={"Content-Disposition": disposition}
    )
