"""The one index of the site: an entry for each report, remark, person, organization and topic.

An entry knows nothing of the model it stands for but its kind and key; whoever owns the model
makes the entry (`events/indexing.py`). Entries are numbered newest first, see `entry_key`.
"""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

EVENT_BITS, PLACE_BITS = 26, 13
KEY_BITS = 34  # of a directory entry
LAST_PLACE = (1 << PLACE_BITS) - 1


class Kind(models.TextChoices):
    REPORT = "report", _("Reports")
    REMARK = "remark", _("Remarks")
    PERSON = "person", _("People")
    ORGANIZATION = "organization", _("Organizations")
    TOPIC = "topic", _("Topics")


OF_EVENTS = (Kind.REPORT, Kind.REMARK)


def day_key(day: date) -> int:
    """The lowest key of an entry of that day; every entry of an earlier day is below it."""
    return day.toordinal() << (EVENT_BITS + PLACE_BITS)


def dated_key(day: date, event: int, place: int) -> int:
    """The key of a part of an event: newer days higher, and within an event in reading order."""
    return day_key(day) | event << PLACE_BITS | LAST_PLACE - min(place, LAST_PLACE)


def undated_key(kind: Kind, pk: int) -> int:
    """The key of a directory entry: below every dated one."""
    return (list(Kind).index(kind) << KEY_BITS) | pk


def keys_of(kind: Kind | None) -> range:
    """Where the keys of a kind lie, so that nobody looks for them among the others."""
    if kind is None:
        return range(1 << 62)
    if kind in OF_EVENTS:
        return range(day_key(date.min), 1 << 62)
    first = undated_key(kind, 0)
    return range(first, first + (1 << KEY_BITS))


class SearchEntry(models.Model):
    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=12, choices=Kind)
    object_id = models.BigIntegerField()
    event_id = models.BigIntegerField(null=True, db_index=True)
    visible_from = models.DateTimeField(null=True)
    visible_until = models.DateTimeField(null=True)

    class Meta:
        # PostgreSQL counts the newest entries of a kind along it; other kinds are facets.
        indexes = [models.Index(fields=["kind", "id"], name="lmec_searchentry_kind")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="lmec_searchentry_object"),
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id}"
