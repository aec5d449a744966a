"""The feeds of reports about one topic, one organization or one person."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from events.feeds import NEWEST, EventFeed
from events.models import Participation, Topic
from events.models.remark import involvements
from lmec.pages.record import public_people, public_topics
from organizations.models import Organization
from people.models import Person


class TopicFeed(EventFeed):
    address = "topics:feed"

    def get_object(self, request, slug: str) -> Topic:
        return get_object_or_404(public_topics(timezone.now()), slug=slug)

    def events(self, topic: Topic) -> QuerySet:
        return super().events(topic).filter(eventtopics__topic=topic)


class OrganizationFeed(EventFeed):
    """What a body held, attended or sent people to; empty before the first such report."""

    address = "organizations:feed"

    def get_object(self, request, slug: str) -> Organization:
        return get_object_or_404(Organization, slug=slug)

    def events(self, body: Organization) -> QuerySet:
        """The latest of each way to take part, among which the latest of all are."""
        public = super().events(body)
        keys = set()
        for rows in involvements(body):
            latest = public.filter(pk__in=rows).by_change()
            keys.update(latest.values_list("pk", flat=True)[:NEWEST])
        return public.filter(pk__in=keys)


class PersonFeed(EventFeed):
    address = "people:feed"

    def get_object(self, request, slug: str) -> Person:
        return get_object_or_404(public_people(timezone.now()), slug=slug)

    def events(self, person: Person) -> QuerySet:
        present = Participation.objects.filter(person=person)
        return super().events(person).filter(pk__in=present.values("event"))
