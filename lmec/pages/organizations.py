"""The public page of an organization."""

from datetime import date
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.counts import Newest, remembered
from events.models import Event, EventOrganization, Participation
from events.models.remark import involving, named
from lmec.canonical import canonical_page
from lmec.pages.history import history
from lmec.pages.record import latest_keys, with_latest
from lmec.pages.structure import days_of_change, family, name_as_of, together_with
from lmec.schema_org import organization_graph
from organizations.models import ContactDetail, Organization
from people.models import Person

PEOPLE_ON_A_PAGE = 60
MANY_NAMES = 20
MAX_DAY = 40  # letters
ROLE_LABELS = dict(EventOrganization.Role.choices)


@require_safe
def organization_detail(request, slug: str):
    """One body: its structure on a day, people and events on record, names, how to reach it."""
    at, today = timezone.now(), timezone.localdate()
    asked = request.GET.get("on", "").replace("\x00", "").strip()[:MAX_DAY]
    day = read_day(asked) or today
    body = get_object_or_404(
        Organization.objects.with_parents(today).prefetch_related(
            "names", Prefetch("contacts", ContactDetail.objects.public(), to_attr="public_contacts")
        ),
        slug=slug,
    )
    events = Event.objects.published(at).filter(involving(body))
    record = remembered(f"organization {body.pk}", at, lambda: record_of(body, events, at))
    people = Person.objects.filter(pk__in=record.people).prefetch_related("names")
    people = Paginator(people, PEOPLE_ON_A_PAGE)
    people.count = len(record.people)
    people = people.get_page(request.GET.get("page"))
    # What is remembered may tell of a report that was deleted since.
    people.object_list = with_latest(list(people.object_list), record.people, at)
    together = together_with(body, at, today)
    if day == today:
        tree = family(body, together, today)
    else:
        tree = family(body, together_with(body, at, day), day)
        if tree:
            name_as_of(tree, day)
    origins = list(body.origins.select_related("predecessor"))
    successions = list(body.successions.select_related("successor"))
    children = Organization.objects.filter(
        parentages__in=body.child_parentages.as_of(today)
    ).distinct()
    context = {
        "organization": body,
        "together": together,
        "asked": asked,
        "is_day": read_day(asked) is not None,
        "day": day,
        "today": today,
        "tree": tree,
        "days_of_change": days_of_change(body, today),
        "successions": successions,
        "origins": origins,
        "history": history(body, origins, successions),
        "page_obj": people,
        "canonical_url": canonical_page(request, people),
        "events": record.newest.in_brief(at),
        "event_count": record.newest.count,
        "roles": [(role, ROLE_LABELS[role], n) for role, n in record.roles if role in ROLE_LABELS],
        "printed_names": printed_names(body, record.names),
        "jsonld": organization_graph(body, children, body.public_contacts),
    }
    return render(request, "organizations/organization_detail.html", context)


def read_day(given: str) -> date | None:
    """A day as "2018-03-17"; None where it is none."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


class Record(NamedTuple):
    """What public reports say of a body, all told."""

    newest: Newest
    roles: list[tuple[str, int]]
    people: dict[int, int]  # those who held a post there, with the latest participation so
    names: list[tuple[str, int, int]]  # as printed, in how many reports, and the key of one


def record_of(body: Organization, events: QuerySet, at) -> Record:
    """What is read from all rows of a body, so that it is remembered."""
    here = named(body)
    return Record(
        newest=Newest.of(events),
        roles=roles_of(here, at),
        people=latest_keys(Participation.objects.published(at).filter(here)),
        names=names_of(here, at),
    )


def roles_of(here: Q, at) -> list[tuple[str, int]]:
    """The roles that the name-plates `here` had at public events, and at how many, most first."""
    rows = EventOrganization.objects.published(at).filter(here).order_by()
    counts = rows.values_list("role").annotate(n=Count("event", distinct=True))
    return list(counts.order_by("-n", "role"))


def names_of(here: Q, at) -> list[tuple[str, int, int]]:
    """The names that the name-plates `here` print, the commonest first."""
    rows = EventOrganization.objects.published(at).filter(here).exclude(name_as_printed="")
    counts = rows.order_by().values_list("name_as_printed")
    counts = counts.annotate(reports=Count("event", distinct=True), example=Max("event"))
    return list(counts.order_by("-reports", "name_as_printed")[: MANY_NAMES + 1])


class PrintedName(NamedTuple):
    name: str
    reports: int
    example: Event


def printed_names(body: Organization, names: list[tuple[str, int, int]]) -> list[PrintedName]:
    """The names that public reports print for a body and the directory does not."""
    others = [row for row in names if row[0] != body.name][:MANY_NAMES]
    events = Event.objects.in_bulk([example for _name, _reports, example in others])
    return [
        PrintedName(name, reports, events[example])
        for name, reports, example in others
        if example in events
    ]
