"""The next report of a series, begun from the last one: who, where and about what, nothing said."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Event, Participation, Series
from lmec.dated import Held
from lmec.history.models import Revision, record
from people.models import Membership

PLACE = ["position", "venue", "city", "country"]
BODY = ["position", "organization_id", "joint_with_id", "role"]
PERSON = ["position", "person_id", "roles", "on_behalf_of"]
TOPIC = ["position", "topic_id"]


def last_of(series: Series) -> Event | None:
    """The newest report of a series, whatever its state."""
    return series.events.live().order_by("-start_date", "-pk").first()


@transaction.atomic(savepoint=False)
def begin_next(last: Event, day: date, by) -> Event:
    """A draft for the meeting after `last`, on its first day."""
    event = Event.objects.create(
        title=_next_title(last),
        kind=last.kind,
        series=last.series,
        edition=_next_edition(last),
        language=last.language,
        timezone=last.timezone,
        start_date=day,
        created_by=by,
        updated_by=by,
    )
    for relation, fields in (
        ("places", PLACE), ("eventorganizations", BODY), ("eventtopics", TOPIC)
    ):  # fmt: skip
        rows, copies = getattr(last, relation).all(), getattr(event, relation)
        copies.bulk_create(copies.model(event=event, **_values(row, fields)) for row in rows)
    people = last.participations.prefetch_related(
        "person__memberships__organization", "person__memberships__joint_with"
    )
    Participation.objects.bulk_create(_carried(event, row, day) for row in people)
    record(event, Revision.Action.ADDED, by, _("Begun from “%(title)s”") % {"title": last.title})
    return event


def _next_edition(last: Event) -> int | None:
    return last.edition + 1 if last.edition else None


def _next_title(last: Event) -> str:
    """A name to find the draft by until it has its own."""
    edition = _next_edition(last)
    if edition is None:
        return last.series.name
    return _("%(series)s, no. %(edition)s") % {"series": last.series.name, "edition": edition}


def _values(row, fields: list[str]) -> dict:
    return {name: getattr(row, name) for name in fields}


def _carried(event: Event, row: Participation, day: date) -> Participation:
    """Somebody in the post certainly held on the day; the post is left open where none is."""
    carried = Participation(event=event, **_values(row, PERSON))
    post = _post_on(day, row)
    if post:
        carried.membership = post
        carried.organization, carried.joint_with = post.organization, post.joint_with
    return carried


def _post_on(day: date, row: Participation) -> Membership | None:
    posts = row.person.memberships.all()
    certain = [post for post in posts if post.held_on(day) is Held.CERTAIN]
    same = [post for post in certain if post.pk == row.membership_id]
    if same:
        return same[0]
    return certain[0] if len(certain) == 1 else None
