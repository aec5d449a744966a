"""The lists of the API: the entries of one kind that the search finds, page by page."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.errors import HttpError

from events.models import Event, EventOrganization, EventTopic, Participation, Remark
from lmec import record_json
from lmec.api import cursor
from lmec.api.questions import Question
from lmec.pages.record import public_people, public_topics
from lmec.pages.search import Asked
from lmec.search.models import Kind, SearchEntry
from organizations.models import Organization
from people.models import PersonContact

# What a reference to a person or a body has no use for, and what weighs most of each.
PERSON_APART = ["person__biography", "person__image"]
BODY_APART = ["organization__description", "organization__image"]
JOINT_APART = ["joint_with__description", "joint_with__image"]


class Listed(NamedTuple):
    """How the entries of a kind are loaded, and written."""

    rows: Callable[[datetime], QuerySet]
    write: Callable[..., dict]


def events(at: datetime) -> QuerySet:
    """Public events with what `record_json.event_in_brief` writes."""
    hosts = EventOrganization.objects.filter(role__in=EventOrganization.HOSTING)
    hosts = hosts.select_related("organization", "joint_with").defer(*BODY_APART, *JOINT_APART)
    return (
        Event.objects.published(at)
        .select_related("series")
        .prefetch_related(
            "places",
            Prefetch("eventorganizations", hosts),
            Prefetch("eventtopics", EventTopic.objects.select_related("topic")),
        )
        .defer("summary", "summary_numbers", "outcomes", "outcomes_numbers", "numbers_used")
    )


def posts_of_speakers() -> QuerySet:
    people = Participation.objects.select_related("person", "organization", "joint_with")
    return people.defer(*PERSON_APART, *BODY_APART, *JOINT_APART)


def remarks(at: datetime) -> QuerySet:
    """Public remarks with what `record_json.remark` writes."""
    return (
        Remark.objects.published(at)
        .select_related("event", "person", "organization")
        .defer("event__summary", "event__outcomes", *PERSON_APART, *BODY_APART)
        .prefetch_related(Prefetch("event__participations", posts_of_speakers()))
    )


def people(at: datetime) -> QuerySet:
    contacts = Prefetch("contacts", PersonContact.objects.public(), to_attr="public_contacts")
    return public_people(at).prefetch_related("names", contacts)


def organizations(at: datetime) -> QuerySet:
    bodies = Organization.objects.with_parents(timezone.localdate(at)).with_public_contacts()
    return bodies.prefetch_related("names")


# An index is never the one to say what visitors may see: the database is asked again.
LISTS = {
    Kind.REPORT: Listed(events, record_json.event_in_brief),
    Kind.REMARK: Listed(remarks, record_json.remark),
    Kind.PERSON: Listed(people, record_json.person),
    Kind.ORGANIZATION: Listed(organizations, record_json.organization),
    Kind.TOPIC: Listed(public_topics, record_json.topic),
}


def page(request, kind: Kind, question: Question) -> dict:
    """The entries that a question asks for, newest first, and the address of the next page."""
    unknown = request.GET.keys() - question.names()
    if unknown:
        known = ", ".join(sorted(question.names()))
        msg = _("There is no parameter “%(name)s” here. These are known: %(known)s.")
        raise HttpError(400, msg % {"name": min(unknown), "known": known})
    at = timezone.now()
    asked = Asked(question.filters, at)
    keys = []
    if asked.query or not question.q.strip():
        keys = asked.search.newest(kind, question.limit + 1, below(question))
    here = keys[: question.limit]
    found = SearchEntry.objects.filter(pk__in=here).order_by("-pk")
    wanted = list(found.values_list("object_id", flat=True))
    things = LISTS[kind].rows(at).in_bulk(wanted)
    return {
        "items": [LISTS[kind].write(things[pk]) for pk in wanted if pk in things],
        "next": following(request, here[-1]) if len(keys) > question.limit else None,
    }


def below(question: Question) -> int | None:
    try:
        return cursor.decode(question.cursor) if question.cursor else None
    except ValueError as error:
        msg = _("This cursor is not one that the API gave. Leave it out to begin again.")
        raise HttpError(400, msg) from error


def following(request, key: int) -> str:
    """The address of the same list from below a key on."""
    query = {**request.GET.dict(), "cursor": cursor.encode(key)}
    return record_json.absolute(f"{request.path}?{urlencode(query)}")
