"""The columns of the table of events, which docs/formats.md describes."""

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from events.models import EventOrganization, EventTopic, Participation
from events.models.querysets import TEXTS
from lmec.record_json import absolute

CHAIRS = {Participation.Role.CHAIR, Participation.Role.CO_CHAIR}


def _several(values) -> str:
    """Several values in one cell, each once."""
    return "; ".join(dict.fromkeys(filter(None, values)))


def _clock(value) -> str:
    return value.isoformat(timespec="minutes") if value else ""


# Each column with what it says of an event that is `loaded`.
COLUMNS = {
    "title": lambda event: event.title,
    "language": lambda event: event.language,
    "kind": lambda event: event.kind,
    "series": lambda event: event.series.name if event.series else "",
    "edition": lambda event: event.edition,
    "theme": lambda event: event.theme,
    "first_day": lambda event: event.start_date,
    "last_day": lambda event: event.end_date,
    "begins_at": lambda event: _clock(event.start_time),
    "ends_at": lambda event: _clock(event.end_time),
    "time_zone": lambda event: event.timezone if event.start_time else "",
    "mode": lambda event: event.mode,
    "progress": lambda event: event.progress,
    "venues": lambda event: _several(place.venue for place in event.places.all()),
    "cities": lambda event: _several(place.city for place in event.places.all()),
    "countries": lambda event: _several(place.country.code for place in event.places.all()),
    "hosts": lambda event: _several(row.printed_name for row in event.hosts),
    "other_organizations": lambda event: _several(row.printed_name for row in event.participants),
    "chairs": lambda event: _several(
        row.printed_name for row in event.speakers if CHAIRS & set(row.roles)
    ),
    "speakers": lambda event: _several(row.printed_name for row in event.speakers),
    "topics": lambda event: _several(row.topic.name for row in event.eventtopics.all()),
    "standfirst": lambda event: event.standfirst,
    "published_on": lambda event: timezone.localdate(event.published_at),
    "page": lambda event: absolute(event.get_absolute_url()),
}


def loaded(events: QuerySet) -> QuerySet:
    """Events with what the columns say of them; publication has frozen the names."""
    bodies = EventOrganization.objects.only("event", "position", "role", "name_as_printed")
    people = Participation.objects.only("event", "position", "person", "roles", "name_as_printed")
    topics = EventTopic.objects.select_related("topic").only("event", "position", "topic__name")
    return (
        events.select_related("series")
        .prefetch_related(
            "places",
            Prefetch("eventorganizations", bodies),
            Prefetch("participations", people),
            Prefetch("eventtopics", topics),
        )
        .defer(*TEXTS)
    )
