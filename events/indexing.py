"""What the search knows of the record: entries for reports, remarks, people, bodies and topics.

Publishing and withdrawing call `index_event` in their own transaction. Directory entries are
indexed when they are saved (events/apps.py connects the signals), people only while on record.
"""

from collections.abc import Iterable

from django.db.models import Count, Max, Min, Q

from events.models import Event, Remark, Topic
from events.models.publicity import Status
from lmec.richtext import plain
from lmec.search.engines import Document
from lmec.search.index import Item, facet, replace
from lmec.search.models import Kind, SearchEntry, dated_key, undated_key
from lmec.search.tokens import tokens
from organizations.ancestry import Ancestry
from organizations.models import Organization
from people.models import Person

PUBLISHED = {"status": Status.PUBLISHED, "working_copy_of": None}


def index_event(event: Event) -> None:
    """Bring the entries of one event and of its people up to date, whatever its state is now."""
    index_events([event.pk])
    index_people(event.participations.values_list("person", flat=True))


def index_events(keys: Iterable[int], ancestry: Ancestry | None = None) -> None:
    """Bring the entries of some events up to date; those not published have none."""
    keys = list(keys)
    ancestry = ancestry or Ancestry()
    events = Event.objects.in_full().filter(pk__in=keys, **PUBLISHED)
    items = [item for event in events for item in event_items(event, ancestry)]
    replace(items, event_id__in=keys)


def event_items(event: Event, ancestry: Ancestry) -> list[Item]:
    """The entries of an event loaded `in_full`: the report and each remark."""
    shared = [
        *(facet("topic", row.topic_id) for row in event.eventtopics.all()),
        facet("event", event.kind),
    ]
    places = [facet("country", place.country.code) for place in event.places.all()]
    bodies = [body for row in event.eventorganizations.all() for body in row.bodies]
    people = event.participations.all()
    posts = [body for row in people for body in row.bodies]
    report = Document(
        title=tokens(event.title),
        text=tokens(
            "\n".join(
                [
                    event.standfirst,
                    event.theme,
                    plain(event.summary),
                    plain(event.outcomes),
                    *(str(place) for place in event.places.all()),
                    *(row.printed_name for row in event.eventorganizations.all()),
                    *(f"{row.printed_name}, {row.printed_credit}" for row in people),
                    *(row.topic.name for row in event.eventtopics.all()),
                    event.series.name if event.series else "",
                ]
            )
        ),
        facets=[
            *shared,
            *places,
            *_bodies([*bodies, *posts], event, ancestry),
            *(facet("speaker", row.person_id) for row in people),
        ],
    )
    items = [Item(_entry(Kind.REPORT, event.pk, event, 0), report)]
    for place, remark in enumerate(event.remarks.all(), 1):
        items.append(
            Item(
                _entry(Kind.REMARK, remark.pk, event, place),
                _remark(remark, event, ancestry, shared),
            )
        )
    return items


def _remark(remark: Remark, event: Event, ancestry: Ancestry, shared: list[str]) -> Document:
    row = remark.participation
    bodies = [remark.organization] if remark.organization else row.bodies if row else []
    return Document(
        title=tokens("\n".join([remark.printed_name, remark.printed_credit, remark.heading])),
        text=tokens(plain(remark.text)),
        facets=[
            *shared,
            facet("remark", remark.kind),
            *_bodies(bodies, event, ancestry),
            *([facet("speaker", remark.person_id)] if remark.person_id else []),
        ],
    )


def _bodies(bodies: Iterable[Organization], event: Event, ancestry: Ancestry) -> list[str]:
    """Each body with those above it on the day of the event, and the countries they are of."""
    found = []
    for body in bodies:
        found.append(facet("organization", body.pk))
        above = ancestry.above(body.pk, event.start_date)
        found += [facet("organization", pk) for pk in above]
        if body.country:
            found.append(facet("country", body.country.code))
    return found


def _entry(kind: Kind, pk: int, event: Event, place: int) -> SearchEntry:
    return SearchEntry(
        id=dated_key(event.start_date, event.pk, place),
        kind=kind,
        object_id=pk,
        event_id=event.pk,
        visible_from=event.published_at,
        visible_until=event.withdrawn_at,
    )


def index_people(keys: Iterable[int]) -> None:
    """Entries of people, visible while any report they take part in is."""
    keys = list(keys)
    published = Q(**{f"participations__event__{name}": value for name, value in PUBLISHED.items()})
    people = (
        Person.objects.filter(published, pk__in=keys)
        .annotate(
            first=Min("participations__event__published_at"),
            last=Max("participations__event__withdrawn_at"),
            lasting=Count("pk", filter=Q(participations__event__withdrawn_at=None)),
        )
        .prefetch_related("names")
    )
    items = []
    for person in people:
        names = [person.name, *(name.name for name in person.names.all())]
        document = Document(
            title=tokens("\n".join(names)),
            text=tokens(plain(person.biography)),
            facets=[facet("speaker", person.pk)],
        )
        entry = _undated(Kind.PERSON, person.pk)
        entry.visible_from = person.first
        entry.visible_until = None if person.lasting else person.last
        items.append(Item(entry, document))
    replace(items, kind=Kind.PERSON, object_id__in=keys)


def index_organizations(keys: Iterable[int]) -> None:
    keys = list(keys)
    items = []
    for body in Organization.objects.filter(pk__in=keys).prefetch_related("names"):
        names = [body.name, *(name.name for name in body.names.all())]
        document = Document(
            title=tokens("\n".join(names)),
            text=tokens(plain(body.description)),
            facets=[
                facet("organization", body.pk),
                *([facet("country", body.country.code)] if body.country else []),
            ],
        )
        items.append(Item(_undated(Kind.ORGANIZATION, body.pk), document))
    replace(items, kind=Kind.ORGANIZATION, object_id__in=keys)


def index_topics(keys: Iterable[int]) -> None:
    keys = list(keys)
    items = [
        Item(
            _undated(Kind.TOPIC, topic.pk),
            Document(
                tokens(topic.name), tokens(plain(topic.description)), [facet("topic", topic.pk)]
            ),
        )
        for topic in Topic.objects.filter(pk__in=keys)
    ]
    replace(items, kind=Kind.TOPIC, object_id__in=keys)


def _undated(kind: Kind, pk: int) -> SearchEntry:
    return SearchEntry(id=undated_key(kind, pk), kind=kind, object_id=pk)
