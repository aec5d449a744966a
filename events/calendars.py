"""Events as iCalendar, for the calendars that people keep.

Nothing depends on the moment of asking, so an unchanged calendar is the same to the byte.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar
from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language
from icalendar import STATUS, TRANSP

from events.models import Event, EventOrganization
from events.models.querysets import TEXTS
from lmec.printable import printable
from lmec.record_json import absolute

STATUSES = {
    Event.Progress.SCHEDULED: STATUS.CONFIRMED,
    Event.Progress.POSTPONED: STATUS.TENTATIVE,
    Event.Progress.CANCELLED: STATUS.CANCELLED,
}
KINDS, ROLES = dict(Event.Kind.choices), dict(EventOrganization.Role.choices)
UTC = "UTC"


def loaded(events: QuerySet) -> QuerySet:
    """Events with what a calendar says of them; publication has frozen the names."""
    bodies = EventOrganization.objects.only("event", "position", "role", "name_as_printed")
    return events.prefetch_related("places", Prefetch("eventorganizations", bodies)).defer(*TEXTS)


def calendar(events: Iterable[Event], name: str, key: UUID, address: str) -> bytes:
    """The file of `events`, that are `loaded`; `key` is the calendar's own and lasts."""
    result = icalendar.Calendar.new(
        prodid="-//LMEC//The public record//EN",
        uid=key,
        name=name,
        language=get_language(),
        url=address,
        refresh_interval=timedelta(days=1),
    )
    entries = [_entry(event) for event in events]
    for zone in sorted({zone for entry in entries for zone in _zones(entry)}):
        result.add_component(_timezone(zone))
    for entry in entries:
        result.add_component(entry)
    return result.to_ical()


def _entry(event: Event) -> icalendar.Event:
    start, end = span(event)
    changed = event.changed_at
    entry = icalendar.Event.new(
        uid=event.key,
        start=start,
        end=end,
        summary=printable(event.title),
        description=printable("\n".join(_description(event))),
        location=printable("; ".join(map(_place, event.places.all()))) or None,
        url=absolute(event.get_absolute_url()),
        categories=[str(KINDS.get(event.kind, event.kind))],
        status=STATUSES[event.progress],
        # To know of a meeting does not take up anybody's time.
        transparency=TRANSP.TRANSPARENT,
        created=event.published_at,
        # For a file that invites nobody these two are the same by definition.
        stamp=changed,
        last_modified=changed,
        # Minutes, which only grow and fit into 31 bits for as long as the dates do.
        sequence=int(changed.timestamp() // 60),
    )
    entry["SUMMARY"].params["LANGUAGE"] = event.language
    return entry


def span(event: Event) -> tuple[date | datetime, date | datetime | None]:
    """First moment and end as iCalendar counts: days that end before the one after the last,
    or moments where the record has them for both ends.

    An event with a first moment alone ends with no moment on one day, and takes up whole days
    where it lasts several.
    """
    lasts_days = event.last_date > event.start_date
    if event.starts_at is None or (lasts_days and event.end_time is None):
        return event.start_date, event.last_date + timedelta(days=1)
    if event.end_time is None:
        return event.starts_at, None
    end = datetime.combine(event.last_date, event.end_time, ZoneInfo(event.timezone))
    return event.starts_at, end if end > event.starts_at else None


def _description(event: Event) -> list[str]:
    lines = [event.standfirst]
    if event.progress != Event.Progress.SCHEDULED:
        lines.insert(0, event.get_progress_display())
    lines += [f"{ROLES.get(row.role, row.role)}: {row.printed_name}" for row in event.hosts]
    if event.mode:
        lines.append(event.get_mode_display())
    return [*filter(None, lines), absolute(event.get_absolute_url())]


def _place(place) -> str:
    return ", ".join(filter(None, [place.venue, str(place)]))


def _zones(entry: icalendar.Event) -> list[str]:
    moments = [moment for moment in (entry.start, entry.end) if isinstance(moment, datetime)]
    return [zone for moment in moments if (zone := moment.tzinfo.key) != UTC]


@lru_cache
def _timezone(zone: str) -> icalendar.Timezone:
    return icalendar.Timezone.from_tzid(zone)
