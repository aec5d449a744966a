"""The public pages of people: those on the public record, and what each said in which post."""

from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import Count, F, Prefetch, Q, Window
from django.db.models.functions import RowNumber
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from events.counts import Newest, remembered
from events.models import Event, Participation, Remark
from events.paging import KeyPaginator
from events.report import Turn
from lmec.canonical import canonical_page
from lmec.pages.record import (
    latest_keys,
    public_participations,
    public_people,
    with_latest,
)
from lmec.richtext import paragraphs
from lmec.schema_org import people_graph, person_graph
from people.models import Person, PersonContact, PersonName

REMARKS_ON_A_PAGE = 20
SOURCES = 5  # of a post; the list of events has them all


class PersonList(ListView):
    """People on record by family name, each with the latest post and part on record."""

    template_name = "people/person_list.html"
    paginate_by = 60
    paginator_class = KeyPaginator

    def get_queryset(self):
        self.at = timezone.now()
        self.words = self.request.GET.get("q", "").replace("\x00", "").strip()[:200]
        people = public_people(self.at)
        for word in self.words.split()[:8]:
            named = PersonName.objects.filter(name__icontains=word).values("person")
            people = people.filter(Q(name__icontains=word) | Q(pk__in=named))
        return people.prefetch_related("names")

    def get_paginator(self, *args, **kwargs):
        paginator = super().get_paginator(*args, **kwargs)
        if not self.words:
            keys = self.everybody()
            paginator.keys, paginator.count = keys, len(keys)
        return paginator

    def everybody(self) -> list[int]:
        """The keys of all people on record, by family name."""
        keys = public_people(self.at).values_list("pk", flat=True)
        return remembered("people in order", self.at, lambda: list(keys))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(words=self.words, **kwargs)
        page = context["page_obj"]
        people = list(page.object_list)
        keys = [person.pk for person in people]
        rows = Participation.objects.published(self.at).filter(person__in=keys)
        latest = remembered(f"latest of {keys}", self.at, lambda: latest_keys(rows))
        page.object_list = with_latest(people, latest, self.at)
        if not page.paginator.count:
            context["everybody"] = len(self.everybody())
        context["canonical_url"] = canonical_page(self.request, page)
        context["jsonld"] = None if self.words else people_graph()
        return context


class Position(NamedTuple):
    """A post as printed, the latest participations that print it so, and how many more do."""

    latest: Participation
    rows: list[Participation]
    more: int


def latest_of_each_post(person: Person, at) -> list[Participation]:
    """The latest public participations of a person in each post as printed, the latest first.

    Each says as `in_post` how many there are in its post.
    """
    post = ["credited_as", "organization", "joint_with"]
    order = [F("event__start_date").desc(), "position", "pk"]
    ranked = Participation.objects.published(at).filter(person=person)
    ranked = ranked.annotate(
        place=Window(RowNumber(), partition_by=post, order_by=order),
        in_post=Window(Count("pk"), partition_by=post),
    )
    in_post = dict(ranked.filter(place__lte=SOURCES).values_list("pk", "in_post"))
    rows = list(public_participations(at).filter(pk__in=in_post))
    for row in rows:
        row.in_post = in_post[row.pk]
    return rows


def positions(record: list[Participation]) -> list[Position]:
    """The posts of a person's `latest_of_each_post`, in their order."""
    found = {}
    for row in record:
        printed = (row.credited_as, row.organization_id, row.joint_with_id)
        if any(printed):
            found.setdefault(printed, []).append(row)
    return [Position(rows[0], rows, rows[0].in_post - len(rows)) for rows in found.values()]


@require_safe
def person_detail(request, slug: str):
    """One person: remarks, every post on record with its source, the latest events."""
    at = timezone.now()
    person = (
        public_people(at)
        .filter(slug=slug)
        .prefetch_related(
            "names", Prefetch("contacts", PersonContact.objects.public(), to_attr="public_contacts")
        )
        .first()
    )
    if person is None:
        raise Http404
    record = latest_of_each_post(person, at)
    remarks = (
        Remark.objects.published(at)
        .filter(person=person)
        .select_related("event")
        .order_by("-event__start_date", "position", "pk")
    )
    page = Paginator(remarks, REMARKS_ON_A_PAGE).get_page(request.GET.get("page"))
    events = Event.objects.published(at).filter(
        pk__in=Participation.objects.filter(person=person).values("event")
    )
    newest = remembered(f"events of person {person.pk}", at, lambda: Newest.of(events))
    context = {
        "person": person,
        "latest": record[0],
        "positions": positions(record),
        "page_obj": page,
        "canonical_url": canonical_page(request, page),
        "turns": [
            Turn(remark, paragraphs(remark.text, remark.numbers)) for remark in page.object_list
        ],
        "events": newest.in_brief(at),
        "event_count": newest.count,
        "jsonld": person_graph(person, record[0]),
    }
    return render(request, "people/person_detail.html", context)
