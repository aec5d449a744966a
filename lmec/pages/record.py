"""Who and what is on the public record: people, with the latest post of each, topics and series.

A person is on record by taking part in a public report, a topic or a series by one that speaks
of it or belongs to it. Others have no page, so that a report in preparation is not given away.
"""

from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from events.models import Event, EventTopic, Participation, Series, Topic
from people.models import Person


def public_participations(at: datetime) -> QuerySet:
    """Public participations, the latest event first, with what a line about one shows."""
    return (
        Participation.objects.published(at)
        .select_related("person", "event", "organization", "joint_with", "membership")
        .order_by("-event__start_date", "position", "pk")
    )


def on_record(at: datetime) -> QuerySet:
    """The people who take part in public reports, `with_latest`."""
    return with_latest(public_people(at), at)


def with_latest(people: QuerySet, at: datetime, where: Q | None = None) -> QuerySet:
    """People with the key of their latest public participation, of those that `where` names.

    `load_latest` turns it into the row.
    """
    rows = Participation.objects.published(at).filter(where or Q(), person=OuterRef("pk"))
    latest = rows.order_by("-event__start_date", "position", "pk").values("pk")[:1]
    return people.annotate(latest_key=Subquery(latest))


def load_latest(people, at: datetime) -> None:
    """Give each of the people `with_latest` that participation as `latest`, in one query."""
    rows = public_participations(at).in_bulk([person.latest_key for person in people])
    for person in people:
        person.latest = rows[person.latest_key]


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
