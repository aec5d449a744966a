"""How a report moves from draft to review to the public, and back. Each move is recorded.

`settle` gives a report what lasts: credits as printed, anchors and paragraph numbers. It only
fills what is empty, so it may run after every save of a public report: an insertion gets 7a,
and nothing that was ever printed changes.
"""

import re
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from events.indexing import index_event, index_events, index_seen_with
from events.models import Event
from events.models.publicity import Status
from events.paragraphs import fill
from lmec.history.models import Revision, record
from lmec.richtext import blocks

Action = Revision.Action
# Anchors that the report's page uses itself.
RESERVED = re.compile(
    r"(main|mark-disc|contents|facts|summary|proceedings|outcomes|photographs|attachments|people"
    r"|participants|topics|corrections|cite|citation|contact|wechat|other-events|foot-.*|q|p\d.*)$"
)


def publisher_obstacle(event: Event, user) -> str:
    """Why somebody may not put a report, or changes in it, before visitors; "" for no reason.

    A site may demand that two people have seen what is published.
    """
    if not settings.PUBLISHER_DIFFERS:
        return ""
    was_withdrawn = event.was_withdrawn(timezone.now())
    if event.status == Status.PUBLISHED and not was_withdrawn:
        return _("Edit a published report in a draft, so that two people see it.")
    if event.status != Status.IN_REVIEW and not was_withdrawn:
        return _("Submit it first: somebody else has to publish it.")
    if event.submitted_by_id == user.pk:
        return _("You submitted this report: somebody else has to publish it.")
    return ""


@transaction.atomic(savepoint=False)
def submit(event: Event, at: datetime, by=None, why: str = "") -> None:
    """Ask those who publish to look at a draft."""
    event.status = Status.IN_REVIEW
    event.submitted_at, event.submitted_by, event.review_comment = at, by, ""
    event.save(
        update_fields=["status", "submitted_at", "submitted_by", "review_comment", "updated_at"]
    )
    record(event, Action.SUBMITTED, by, why)


@transaction.atomic(savepoint=False)
def send_back(event: Event, by=None, comment: str = "") -> None:
    """Make a submitted report a draft again, with what is to be changed in it."""
    event.status, event.review_comment = Status.DRAFT, comment
    event.save(update_fields=["status", "review_comment", "updated_at"])
    record(event, Action.SENT_BACK, by, comment)


@transaction.atomic(savepoint=False)
def publish(event: Event, at: datetime, by=None, why: str = "") -> None:
    """Make a report public from `at`, which may be to come; already public ones stay so.

    A withdrawal that has happened is undone; one that is still to come stays.
    """
    if event.status == Status.WITHDRAWN or (event.withdrawn_at and event.withdrawn_at <= at):
        event.withdrawn_at = None
    event.status = Status.PUBLISHED
    event.published_at = event.published_at or at
    event.save(update_fields=["status", "published_at", "withdrawn_at", "updated_at"])
    settled = settle(event)
    index_seen_with(event)
    record(settled, Action.PUBLISHED, by, why)


@transaction.atomic(savepoint=False)
def unschedule(event: Event, by=None, why: str = "") -> None:
    """Make a report that nobody could read yet a draft again."""
    event.status = Status.DRAFT
    event.save(update_fields=["status", "updated_at"])
    _forget(event)
    record(event, Action.SAVED, by, why)


@transaction.atomic(savepoint=False)
def withdraw(event: Event, at: datetime, reason: str, by=None) -> None:
    """Take a report back; its address will say that it was withdrawn, and why."""
    event.status = Status.WITHDRAWN
    event.withdrawn_at = at
    event.withdrawal_reason = reason
    event.save(update_fields=["status", "withdrawn_at", "withdrawal_reason", "updated_at"])
    _forget(event)
    record(event, Action.WITHDRAWN, by, reason)


def _forget(event: Event) -> None:
    """Let search find neither the report nor, by it alone, its people and topics."""
    index_events([event.pk])
    index_seen_with(event)


@transaction.atomic(savepoint=False)
def settle(event: Event) -> Event:
    """Freeze the credits, anchors and paragraph numbers not there yet, and let search find all.

    Gives the report with its parts as they are now.
    """
    loaded = Event.objects.with_parts().get(pk=event.pk)
    bodies, people = loaded.eventorganizations.all(), loaded.participations.all()
    remarks = loaded.remarks.all()
    unseen = [row for row in people if row.membership_id and not row.in_directory]
    prefetch_related_objects(unseen, "membership__organization", "membership__joint_with")
    changed = {row: row.freeze(loaded.start_date) for row in (*bodies, *people, *remarks)}

    # An anchor of a remark that was removed never leads to another one.
    taken = {*loaded.anchors_used, *(remark.anchor for remark in remarks)} - {""}
    for remark in remarks:
        if not remark.anchor:
            remark.anchor = _free_anchor(remark.anchor_text, taken)
            taken.add(remark.anchor)
            changed[remark].append("anchor")
    if taken != set(loaded.anchors_used):
        loaded.anchors_used = sorted(taken)
        changed[loaded] = ["anchors_used"]

    texts = [(loaded, "summary"), *((remark, "text") for remark in remarks), (loaded, "outcomes")]
    changed[loaded] = _number(loaded, texts, changed)

    for row, fields in changed.items():
        if fields:
            row.save(update_fields=fields)
    for field in changed[loaded]:
        setattr(event, field, getattr(loaded, field))
    index_event(loaded)
    return loaded


def _free_anchor(text: str, taken: set[str]) -> str:
    base = f"{text}-remarks" if RESERVED.match(text) else text
    anchor, number = base, 1
    while anchor in taken:
        number += 1
        anchor = f"{base}-{number}"
    return anchor


def _number(event: Event, texts: list, changed: dict) -> list[str]:
    """Number the blocks of `texts`, in reading order; the event's own changed fields."""
    before = []
    for row, text in texts:
        numbers = getattr(row, row.numbered_texts[text])
        count = len(blocks(getattr(row, text)))
        before.append(numbers if len(numbers) == count else [""] * count)
    after = fill(before, event.numbers_used)
    for (row, text), numbers in zip(texts, after, strict=True):
        field = row.numbered_texts[text]
        if numbers != getattr(row, field):
            setattr(row, field, numbers)
            changed.setdefault(row, []).append(field)
    fresh = [number for numbers in after for number in numbers]
    fresh = [number for number in fresh if number not in set(event.numbers_used)]
    if fresh:
        event.numbers_used = [*event.numbers_used, *fresh]
        changed.setdefault(event, []).append("numbers_used")
    return changed.get(event, [])
