"""The public pages of people: those on the public record, and what each said in which post.

A person is on record by taking part in a public report. Anybody else has no page, so that a
report in preparation is not given away by its speakers.
"""

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from events.models import Event, Participation, Remark
from events.report import Turn, paragraphs
from lmec.schema_org import person_graph
from people.models import Person, PersonContact

REMARKS_ON_A_PAGE = 20


def on_record(at):
    """The people who take part in reports that are public at a time."""
    record = Participation.objects.published(at).filter(person=OuterRef("pk"))
    return Person.objects.filter(Exists(record))


class PersonList(ListView):
    """People on record by family name, each with the latest post and part on record."""

    template_name = "people/person_list.html"
    paginate_by = 60

    def get_queryset(self):
        at = timezone.now()
        self.words = self.request.GET.get("q", "").replace("\x00", "").strip()[:200]
        people = on_record(at)
        for word in self.words.split()[:8]:
            people = people.filter(Q(name__icontains=word) | Q(names__name__icontains=word))
        return people.distinct().prefetch_related(
            Prefetch("participations", public_participations(at), to_attr="record")
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(words=self.words, **kwargs)


def public_participations(at):
    """Public participations, the latest event first, with what a line about one shows."""
    return (
        Participation.objects.published(at)
        .select_related("event", "organization", "joint_with", "membership")
        .order_by("-event__start_date", "position", "pk")
    )


@require_safe
def person_detail(request, slug: str):
    """One person: everything said, every post on record with its source, every event."""
    at = timezone.now()
    person = (
        on_record(at)
        .filter(slug=slug)
        .prefetch_related(
            "names", Prefetch("contacts", PersonContact.objects.public(), to_attr="public_contacts")
        )
        .first()
    )
    if person is None:
        raise Http404
    record = list(public_participations(at).filter(person=person))
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
    return render(
        request,
        "people/person_detail.html",
        {
            "person": person,
            "record": record,
            "latest": record[0],
            "page_obj": page,
            "turns": [
                Turn(remark, paragraphs(remark.text, remark.numbers)) for remark in page.object_list
            ],
            "events": events.in_brief()[:10],
            "event_count": events.count(),
            "jsonld": person_graph(person, record[0]),
        },
    )
