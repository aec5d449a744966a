"""The whole record in the classes of the Popolo Project (popoloproject.com/specs/).

The document is written piece by piece, so that its size does not matter to the memory of the
server: rows are read by their keys, some hundreds at a time, and no cursor stays open meanwhile.
What Popolo has no term for (languages, paragraphs) stands beside its terms.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Model, Prefetch, QuerySet
from django_countries import countries

from events.models import Event, Participation, Remark
from lmec import record_json
from lmec.api import lists
from lmec.pages.record import public_people
from organizations.models import Organization
from people.models import Membership, Person

CONTENT_TYPE = "application/json; charset=utf-8"
AT_ONCE = 100


def document(at: datetime) -> Iterator[str]:
    """The export as visitors may see it at a time, in pieces of text."""
    sections = {
        "persons": map(persons, in_chunks(lists.people(at))),
        "organizations": map(organizations, in_chunks(lists.organizations(at))),
        "memberships": map(memberships, in_chunks(with_posts(at))),
        "posts": posts(in_chunks(with_posts(at))),
        "areas": [areas()],
        "events": map(events, in_chunks(with_people(at))),
        "speeches": map(speeches, in_chunks(with_remarks(at))),
    }
    opening = "{"
    for name, chunks in sections.items():
        yield f'{opening}"{name}": ['
        yield from in_a_row(chunks)
        yield "]"
        opening = ",\n"
    yield "}\n"


def in_a_row(chunks: Iterable[list[dict]]) -> Iterator[str]:
    """The items of a JSON list, a line each, one piece of text for each chunk."""
    separator = "\n"
    for chunk in chunks:
        if chunk:
            yield separator + ",\n".join(json.dumps(item, ensure_ascii=False) for item in chunk)
            separator = ",\n"


def in_chunks(rows: QuerySet) -> Iterator[list[Model]]:
    """All the rows by their keys, with what the queryset prefetches, not many at a time."""
    rows = rows.order_by("pk")
    chunk = list(rows[:AT_ONCE])
    while chunk:
        yield chunk
        chunk = list(rows.filter(pk__gt=chunk[-1].pk)[:AT_ONCE])


def with_posts(at: datetime) -> QuerySet:
    """The people on record with their posts; those of others would give away a draft."""
    rows = Membership.objects.select_related("organization", "joint_with")
    return public_people(at).prefetch_related(Prefetch("memberships", rows))


def with_people(at: datetime) -> QuerySet:
    rows = Participation.objects.select_related("person").defer(*lists.PERSON_APART)
    return lists.events(at).prefetch_related(Prefetch("participations", rows))


def with_remarks(at: datetime) -> QuerySet:
    said = Remark.objects.select_related("person", "organization")
    said = said.defer(*lists.PERSON_APART, *lists.BODY_APART)
    return (
        Event.objects.published(at)
        .defer("summary", "outcomes")
        .prefetch_related(
            Prefetch("participations", lists.posts_of_speakers()), Prefetch("remarks", said)
        )
    )


def chosen(thing: dict, names: str) -> dict:
    return {name: thing[name] for name in names.split()}


def links(thing: dict) -> list[dict]:
    return [{"url": thing["url"], "note": "Page on the site"}]


def persons(rows: list[Person]) -> list[dict]:
    terms = "id name sort_name honorific_prefix other_names image biography contact_details"
    things = map(record_json.person, rows)
    return [chosen(thing, terms) | {"links": links(thing)} for thing in things]


def organizations(rows: list[Organization]) -> list[dict]:
    terms = (
        "id name classification founding_date dissolution_date other_names image contact_details"
    )
    return [
        chosen(thing, terms)
        | {
            "parent_id": thing["parent"] and thing["parent"]["id"],
            "area_id": thing["country"],
            "links": links(thing),
        }
        for thing in map(record_json.organization, rows)
    ]


def memberships(rows: list[Person]) -> list[dict]:
    return [membership for person in rows for membership in record_json.memberships(person)]


def posts(chunks: Iterable[list[Person]]) -> Iterator[list[dict]]:
    """Each post once, whoever held it: a title at a body."""
    known = set()
    for chunk in chunks:
        found = {held["post_id"]: held for held in memberships(chunk)}
        fresh = found.keys() - known
        known |= fresh
        yield [
            {
                "id": key,
                "label": held["role"],
                "role": held["role"],
                "organization_id": held["organization_id"],
            }
            for key, held in found.items()
            if key in fresh
        ]


def areas() -> list[dict]:
    """The countries that bodies of the directory are of."""
    codes = Organization.objects.exclude(country="").order_by("country").values_list("country")
    return [
        {
            "id": code,
            "identifier": code,
            "name": str(countries.name(code)),
            "classification": "country",
        }
        for (code,) in codes.distinct()
    ]


def events(rows: list[Event]) -> list[dict]:
    return [
        {
            "id": thing["id"],
            "name": thing["title"],
            "description": thing["standfirst"],
            "classification": thing["kind"],
            "start_date": thing["start_date"],
            "end_date": thing["end_date"],
            "location": "; ".join(str(place) for place in row.places.all()),
            "status": thing["progress"],
            "organization_id": next(
                (body["id"] for host in thing["hosts"] for body in host["organizations"]), None
            ),
            "attendees": [
                {"id": part.person.slug, "name": part.printed_name}
                for part in row.participations.all()
            ],
            "identifiers": [{"scheme": "uuid", "identifier": thing["uuid"]}],
            "language": thing["language"],
            "sources": links(thing),
        }
        for row, thing in zip(rows, map(record_json.event_in_brief, rows), strict=True)
    ]


def speeches(rows: list[Event]) -> list[dict]:
    return [
        speech(record_json.remark(remark), place)
        for event in rows
        for place, remark in enumerate(event.remarks.all(), 1)
    ]


def speech(thing: dict, place: int) -> dict:
    """A remark; one by a body has no creator, because in Popolo that is a person."""
    speaker = thing["speaker"]
    return {
        "id": thing["id"],
        "type": "speech",
        "event_id": thing["event"]["id"],
        "position": place,
        "creator_id": speaker["person"] and speaker["person"]["id"],
        "role": "chair" if thing["kind"] == Remark.Kind.CHAIR else "speaker",
        "attribution_text": ", ".join(filter(None, [speaker["name"], speaker["credit"]])),
        "title": thing["heading"],
        "text": "\n\n".join(paragraph["text"] for paragraph in thing["paragraphs"]),
        "sources": links(thing),
        "kind": thing["kind"],
        "language": thing["language"],
        "organization_ids": [body["id"] for body in speaker["organizations"]],
        "paragraphs": [chosen(each, "number text url") for each in thing["paragraphs"]],
    }
