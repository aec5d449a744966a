"""Who and what is on the public record: people, with the latest post of each, topics and series.

A person is on record by taking part in a public report, a topic or a series by one that speaks
of it or belongs to it. Others have no page, so that a report in preparation is not given away.
"""

from datetime import datetime

from django.db.models import F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from events.models import Event, EventTopic, Participation, Series, Topic
from people.models import Person


def public_participations(at: datetime) -> QuerySet:
    """Public participations, the latest event first, with what a line about one shows."""
    return (
        Participation.objects.published(at)
        .select_related("person", "event", "organization", "joint_with", "membership")
        .order_by("-event__start_date", "position", "pk")
    )


def latest_keys(participations: QuerySet) -> dict[int, int]:
    """The key of the latest of some participations of each person, by that of the person."""
    order = [F("event__start_date").desc(), "position", "pk"]
    place = Window(RowNumber(), partition_by="person", order_by=order)
    latest = participations.annotate(place=place).filter(place=1).order_by()
    return dict(latest.values_list("person", "pk"))


def with_latest(people: list[Person], keys: dict[int, int], at: datetime) -> list[Person]:
    """People with that of the `latest_keys` as `latest`; without those whose it is no more."""
    rows = public_participations(at).in_bulk([keys[p.pk] for p in people if p.pk in keys])
    for person in people:
        person.latest = rows.get(keys.get(person.pk))
    return [person for person in people if person.latest]


def public_people(at: datetime) -> QuerySet:
    """The people who take part in public reports."""
    return _shown_by(Person, Participation.objects.published(at).filter(person=OuterRef("pk")))


def public_topics(at: datetime) -> QuerySet:
    """The topics that public reports speak of."""
    return _shown_by(Topic, EventTopic.objects.published(at).filter(topic=OuterRef("pk")))


def public_series(at: datetime) -> QuerySet:
    """The series that public reports belong to."""
    return _shown_by(Series, Event.objects.published(at).filter(series=OuterRef("pk")))


def _shown_by(model, rows: QuerySet) -> QuerySet:
    """The objects that any of `rows` shows to be on record, where one tells.

    Asked whether any row exists, PostgreSQL reads those of all objects to join them.
    """
    shown = Subquery(rows.order_by().values("pk")[:1])
    return model.objects.alias(shown=shown).filter(shown__isnull=False)
