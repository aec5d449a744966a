"""Who is on the public record, and in which post last.

A person is on record by taking part in a public report. Anybody else has no page, so that a
report in preparation is not given away by its speakers.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from events.models import Participation
from people.models import Person


def public_participations(at: datetime) -> QuerySet:
    """Public participations, the latest event first, with what a line about one shows."""
    return (
        Participation.objects.published(at)
        .select_related("person", "event", "organization", "joint_with", "membership")
        .order_by("-event__start_date", "position", "pk")
    )


def on_record(at: datetime, where: Q | None = None) -> QuerySet:
    """The people who take part in public reports, or do so in the participations `where` names.

    Each has the key of the latest of these, which `load_latest` turns into the row.
    """
    rows = Participation.objects.published(at).filter(where or Q())
    own = rows.filter(person=OuterRef("pk"))
    latest = own.order_by("-event__start_date", "position", "pk").values("pk")[:1]
    # Almost everybody is on record, which one row each shows; few are at one body, which is
    # best asked of the rows of that body.
    people = Person.objects.filter(Q(pk__in=rows.values("person")) if where else Exists(own))
    return people.annotate(latest_key=Subquery(latest))


def load_latest(people, at: datetime) -> None:
    """Give each of the people `on_record` the latest participation as `latest`, in one query."""
    rows = public_participations(at).in_bulk([person.latest_key for person in people])
    for person in people:
        person.latest = rows[person.latest_key]
