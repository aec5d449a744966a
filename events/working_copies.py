"""Drafts of published reports: made from the live row, and swapped in by key.

The live row, its primary keys, its address and its anchors last; a working copy is a report of
its own that forms, previews and permissions treat like any other until it is published.
"""

from datetime import datetime

from django.db import transaction

from events.indexing import index_people, index_seen_with, index_topics
from events.models import Event
from events.models.publicity import Status
from events.publishing import Action, settle
from lmec.history.compare import Change, differences
from lmec.history.merge import Conflict, merge
from lmec.history.models import latest, record
from lmec.history.snapshots import apply, take

# What a report is, and not what it says; a draft has its own.
STATE = ["status", "published_at", "withdrawn_at", "withdrawal_reason", "review_comment"]
# Numbers of paragraphs go with their text, an anchor with whoever speaks.
FOLLOWING = {"numbers": "text", "summary_numbers": "summary", "outcomes_numbers": "outcomes"}


class ConflictError(Exception):
    """The published report was corrected in the very places that its draft changes."""

    def __init__(self, conflicts: list[Conflict]):
        super().__init__(conflicts)
        self.conflicts = conflicts


@transaction.atomic(savepoint=False)
def open_copy(event: Event, by) -> Event:
    """The draft of a published report; made now, if there is none."""
    live = Event.objects.select_for_update().get(pk=event.pk)
    copy = live.working_copies.first()
    if copy:
        return copy
    base = latest(live) or record(live, Action.SAVED)
    copy = Event(working_copy_of=live, copied_from=base, created_by=by, updated_by=by)
    apply(take(live), copy, leave=STATE)
    record(copy, Action.ADDED, by)
    return copy


@transaction.atomic
def catch_up(copy: Event, by=None) -> list[Conflict]:
    """Bring what was corrected in the published report meanwhile into its draft.

    Where both were changed the draft's wording stays, and the conflict is given back. The draft
    then counts as made from the report as it is now.
    """
    # The draft first, as its form does: what a colleague saves in it at this moment is in it then.
    copy.refresh_from_db(from_queryset=Event.objects.select_for_update())
    live = Event.objects.select_for_update().get(pk=copy.working_copy_of_id)
    base, now = copy.copied_from, latest(live)
    if base is None or now is None or base.pk == now.pk:
        return []
    merged, conflicts = _merge(base.data, copy, now.data)
    copy.copied_from = now
    apply(merged, copy, leave=STATE)
    record(copy, Action.SAVED, by)
    return conflicts


def corrections_since(copy: Event) -> tuple[list[Change], list[Conflict]]:
    """What was corrected in the published report since its draft was made, and where both were."""
    base, now = copy.copied_from, latest(copy.working_copy_of)
    if base is None or now is None or base.pk == now.pk:
        return [], []
    changes = differences(base.data, now.data)
    told = [change for change in changes if change.field not in {*STATE, *FOLLOWING}]
    _merged, conflicts = _merge(base.data, copy, now.data)
    return told, conflicts


def _merge(base: dict, copy: Event, live: dict) -> tuple[dict, list[Conflict]]:
    merged, conflicts = merge(base, take(copy), live, FOLLOWING)
    _name_topics_once(merged, live)
    return merged, [conflict for conflict in conflicts if conflict.field not in STATE]


def _name_topics_once(merged: dict, live: dict) -> None:
    """Of two rows of one topic, which both sides have added, keep the published report's."""
    rows = merged["parts"]["eventtopics"]
    published = {row["key"]: row["topic"] for row in live["parts"]["eventtopics"]}
    kept = {row["topic"] for row in rows if published.get(row["key"]) == row["topic"]}
    merged["parts"]["eventtopics"] = [
        row for row in rows if row["key"] in published or row["topic"] not in kept
    ]


@transaction.atomic
def publish_copy(copy: Event, at: datetime, by=None, why: str = "", note: str = "") -> Event:
    """Put the draft in the place of what is published, with a note for visitors if given.

    Raises ConflictError, and changes nothing, where the report was corrected in the same places.
    Gives the live report; the draft is gone.
    """
    live = Event.objects.select_for_update().get(pk=copy.working_copy_of_id)
    before = take(live)
    base = copy.copied_from.data if copy.copied_from else before
    merged, conflicts = _merge(base, copy, before)
    if conflicts:
        raise ConflictError(conflicts)
    live.updated_by = by
    # Not `copy.delete()`, which takes its key: the log still names its parts by their speakers.
    Event.objects.filter(pk=copy.pk).delete()
    replace_text(live, merged, before)
    if note:
        live.corrections.create(note=note, by=by, at=at)
    record(live, Action.CORRECTED if note else Action.PUBLISHED, by, why or note)
    return live


def replace_text(live: Event, snapshot: dict, before: dict) -> None:
    """Let a live report say what a snapshot says, and search find it by that alone."""
    apply(snapshot, live, leave=STATE)
    if live.status == Status.PUBLISHED:
        settle(live)
        index_seen_with(live)
        index_people(_gone(before, snapshot, "participations", "person"))
        index_topics(_gone(before, snapshot, "eventtopics", "topic"))


def _gone(before: dict, after: dict, part: str, field: str) -> set[int]:
    old, new = ({row[field] for row in side["parts"].get(part, [])} for side in (before, after))
    return old - new


@transaction.atomic(savepoint=False)
def discard(copy: Event, by=None) -> None:
    """Throw a draft of a published report away; its history keeps what it said."""
    record(copy, Action.DELETED, by)
    copy.delete()
