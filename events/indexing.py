"""What the search knows of the record: entries for reports, remarks, people, bodies and topics.

Publishing and withdrawing call `index_event` in their own transaction. Directory entries are
indexed when they are saved (events/apps.py connects the signals), people only while on record.
"""

from collections.abc import Iterable

from django.db.models import Count, Max, Min, Q, QuerySet

from events.models import Event, Remark, Topic
from events.models.publicity import Status
from lmec.locks import one_at_a_time
from lmec.richtext import plain
from lmec.search.engines import Document
from lmec.search.index import Item, facet, replace
from lmec.search.models import Kind, SearchEntry, dated_key, undated_key
from lmec.search.tokens import tokens
from organizations.ancestry import Ancestry
from organizations.models import Organization
from people.models import Person

# Whoever writes entries reads first what they are made of, so nobody else may write meanwhile.
INDEX = "search index"
PUBLISHED = {"status": Status.PUBLISHED, "working_copy_of": None}


@one_at_a_time(INDEX)
def index_event(event: Event) -> None:
    """Bring the entries of an event loaded `with_parts` up to date, whatever its state is now.

    People and topics that had no entry get one; `index_seen_with` brings all of them up to date.
    """
    is_public = event.status == Status.PUBLISHED and event.working_copy_of_id is None
    replace(event_items(event, Ancestry()) if is_public else [], event_id=event.pk)
    people = {row.person_id for row in event.participations.all()}
    topics = {row.topic_id for row in event.eventtopics.all()}
    known = set(
        SearchEntry.objects.filter(
            Q(kind=Kind.PERSON, object_id__in=people) | Q(kind=Kind.TOPIC, object_id__in=topics)
        ).values_list("kind", "object_id")
    )
    index_people(pk for pk in people if (Kind.PERSON, pk) not in known)
    index_topics(pk for pk in topics if (Kind.TOPIC, pk) not in known)


def index_seen_with(event: Event) -> None:
    """Bring what visitors see only beside public reports up to date: its people and topics."""
    index_people(event.participations.values_list("person", flat=True))
    index_topics(event.eventtopics.values_list("topic", flat=True))


def index_moments(event: Event) -> None:
    """Bring the entries of a published event up to date if it appears or leaves at another time."""
    entries = SearchEntry.objects.filter(event_id=event.pk)
    moments = {"visible_from": event.published_at, "visible_until": event.withdrawn_at}
    if event.status == Status.PUBLISHED and entries.exclude(**moments).exists():
        index_events([event.pk])
        index_seen_with(event)


@one_at_a_time(INDEX)
def index_events(keys: Iterable[int], ancestry: Ancestry | None = None) -> None:
    """Bring the entries of some events up to date; those not published have none."""
    keys = list(keys)
    ancestry = ancestry or Ancestry()
    events = Event.objects.with_parts().filter(pk__in=keys, **PUBLISHED)
    items = [item for event in events for item in event_items(event, ancestry)]
    replace(items, event_id__in=keys)


def event_items(event: Event, ancestry: Ancestry) -> list[Item]:
    """The entries of an event loaded `with_parts`: the report and each remark."""
    shared = [
        *(facet("topic", row.topic_id) for row in event.eventtopics.all()),
        facet("event", event.kind),
    ]
    places = [facet("country", place.country.code) for place in event.places.all()]
    bodies = [body for row in event.eventorganizations.all() for body in row.bodies]
    people = event.participations.all()
    posts = [body for row in people for body in row.bodies]
    speakers = [remark.organization for remark in event.remarks.all() if remark.organization]
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
            *_bodies([*bodies, *posts, *speakers], event, ancestry),
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
    people = Person.objects.prefetch_related("names")
    if keys := list(keys):
        _index_seen(Kind.PERSON, people, "participations", keys)


def index_topics(keys: Iterable[int]) -> None:
    """Entries of topics, visible while any report on them is."""
    if keys := list(keys):
        _index_seen(Kind.TOPIC, Topic.objects.all(), "eventtopics", keys)


@one_at_a_time(INDEX)
def _index_seen(kind: Kind, rows: QuerySet, path: str, keys: list[int]) -> None:
    """Entries of what visitors see only beside a public report, which `path` leads to."""
    published = {f"{path}__event__{name}": value for name, value in PUBLISHED.items()}
    seen = rows.filter(pk__in=keys, **published).annotate(
        first=Min(f"{path}__event__published_at"),
        last=Max(f"{path}__event__withdrawn_at"),
        lasting=Count("pk", filter=Q(**{f"{path}__event__withdrawn_at": None})),
    )
    items = []
    for thing in seen:
        entry = SearchEntry(id=undated_key(kind, thing.pk), kind=kind, object_id=thing.pk)
        entry.visible_from = thing.first
        entry.visible_until = None if thing.lasting else thing.last
        items.append(Item(entry, _document(kind, thing)))
    replace(items, kind=kind, object_id__in=keys)


@one_at_a_time(INDEX)
def index_organizations(keys: Iterable[int]) -> None:
    """Entries of bodies, which the directory shows to everybody."""
    keys = list(keys)
    kind = Kind.ORGANIZATION
    items = [
        Item(
            SearchEntry(id=undated_key(kind, body.pk), kind=kind, object_id=body.pk),
            _document(kind, body),
        )
        for body in Organization.objects.filter(pk__in=keys).prefetch_related("names")
    ]
    replace(items, kind=kind, object_id__in=keys)


def _document(kind: Kind, thing: Person | Organization | Topic) -> Document:
    """What a directory entry or a topic is found by: every name, and its text."""
    names, facets = [thing.name], []
    if kind == Kind.TOPIC:
        facets = [facet("topic", thing.pk)]
    else:
        names += [name.name for name in thing.names.all()]
    if kind == Kind.PERSON:
        facets = [facet("speaker", thing.pk)]
    if kind == Kind.ORGANIZATION:
        facets = [facet("organization", thing.pk)]
        if thing.country:
            facets.append(facet("country", thing.country.code))
    text = thing.biography if kind == Kind.PERSON else thing.description
    return Document(tokens("\n".join(names)), tokens(plain(text)), facets)
