"""Counts of public reports, worked out once for each state of the record.

Counting everything again for every visitor is what makes a list slow when the record is long. A
count is kept under the time of the latest change to any report, so it is never older than the
record, in whichever process it was made; and no longer than until a report is due to appear or to
be withdrawn.
"""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Max, Min, Q, QuerySet

from events.models import Event
from events.models.publicity import Status

# Seconds. On PostgreSQL a long save may be stored after a short one that began later, and then it
# is not seen here; and whatever visitors ask for is kept, so it must not pile up.
KEPT = 600
NEWEST = 10  # events that the page of somebody names


def remembered(question: str, at: datetime, count: Callable):
    """The answer of `count` to a question about the reports public at a time."""
    changed = Event.objects.aggregate(changed=Max("updated_at"))["changed"]
    key = "count:" + sha256(f"{changed}|{question}".encode()).hexdigest()
    kept = cache.get(key)
    if kept is None or (kept["until"] and kept["until"] <= at) or at < kept["from"]:
        kept = {"from": at, "until": _next_moment(at), "answer": count()}
        cache.set(key, kept, KEPT)
    return kept["answer"]


class Newest(NamedTuple):
    """What the page of somebody tells of their events."""

    keys: list[int]  # of the newest
    count: int  # of all

    @classmethod
    def of(cls, events: QuerySet) -> "Newest":
        return cls(list(events.values_list("pk", flat=True)[:NEWEST]), events.count())

    def in_brief(self, at: datetime) -> QuerySet:
        """The newest with what a list shows of them."""
        return Event.objects.published(at).filter(pk__in=self.keys).in_brief()


def _next_moment(at: datetime) -> datetime | None:
    """When a report next appears, or is withdrawn, by the time alone."""
    moments = (
        Event.objects.live()
        .filter(status=Status.PUBLISHED)
        .aggregate(
            appears=Min("published_at", filter=Q(published_at__gt=at)),
            leaves=Min("withdrawn_at", filter=Q(withdrawn_at__gt=at)),
        )
    )
    return min((moment for moment in moments.values() if moment), default=None)
