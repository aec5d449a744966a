"""What only the histories of reports have: drafts of published ones, numbers, what was public."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.models import Event
from events.models.publicity import Status
from events.views import report_context
from events.working_copies import FOLLOWING, STATE, open_copy, replace_text
from lmec.history.memory import Links, rebuilt
from lmec.history.models import Revision, record
from lmec.history.restoring import FILES
from lmec.history.snapshots import apply

TEXTS = [(None, "summary_numbers"), ("remarks", "numbers"), (None, "outcomes_numbers")]


class EventHistory:
    """Stands before the admin that records, whose pages it completes."""

    following = {**FILES, **FOLLOWING, "in_directory": "membership"}
    never_restored = STATE

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/history/seen/", view(self.seen_view), name="events_event_seen"),
            path(
                "<int:pk>/history/<int:revision>/open-again/",
                view(self.open_again),
                name="events_event_open_again",
            ),
            *super().get_urls(),
        ]

    def history_extras(self, request, thing):
        may_open_again = self.may_draft(request, thing) and not thing.working_copies.exists()
        return {"extra": "admin/history/_report.html", "may_open_again": may_open_again}

    # --- Restoring ---------------------------------------------------------------------------

    def may_restore(self, request, thing) -> bool:
        """What visitors read is restored by those who may publish it in one step."""
        is_public = thing.status in (Status.PUBLISHED, Status.WITHDRAWN)
        if is_public and (settings.PUBLISHER_DIFFERS or not self.may_publish(request)):
            return False
        return super().may_restore(request, thing)

    def completed(self, target, now, then):
        with_speakers(target, then, now)
        keep_to_one_place(target, now)
        return target

    def put_back(self, thing, target, now):
        replace_text(thing, target, now)

    # --- Drafts that were thrown away ----------------------------------------------------------

    @method_decorator(require_POST)
    def open_again(self, request, pk, revision):
        """Make a draft of a published report from what an earlier draft said."""
        live = self.seen_thing(request, pk)
        found = self.revision_of(live, revision)
        if not found.is_copy or not self.may_draft(request, live):
            raise PermissionDenied
        copy = live.working_copies.first()
        if copy:
            text = _("There is another draft already. Publish or delete that one first.")
            self.message_user(request, text, messages.WARNING)
        else:
            copy = draft_again(live, found, request.user)
            text = _("The draft is open again, as it was when it was left.")
            self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(self.history_address("change", copy.pk))

    # --- What visitors saw ---------------------------------------------------------------------

    def seen_view(self, request, pk):
        """The report as it was public at the end of a day, or why it was not."""
        event = self.seen_thing(request, pk)
        if event.working_copy_of_id:
            raise Http404(_("Visitors never see a draft."))
        try:
            day = parse_date(request.GET.get("on", ""))
        except ValueError:
            day = None
        at = day and end_of(day)
        if at is None or at - timedelta(days=1) > timezone.now():
            title, text = _("Choose a day"), _("Choose a day that is not to come, since 1900.")
            return self.history_page(request, "unseen", title, event, text=text, day=None)
        at = min(at, timezone.now())
        found = Revision.objects.of_itself(event).as_of(at).select_related("by").first()
        then = found and as_it_was(event, found, at)
        if then is None or not then.is_published(at):
            title = _("What visitors saw: %(report)s") % {"report": event}
            text = why_unseen(then, at)
            return self.history_page(
                request, "unseen", title, event, text=text, day=day, revision=found
            )
        context = {**report_context(then, at), "day": day, "revision": found, "live": event}
        response = render(request, "admin/history/seen.html", context)
        response.headers["X-Robots-Tag"] = "noindex"
        return response


def end_of(day) -> datetime | None:
    """The last moment of a day; None of one that no report was read on."""
    if day.year < 1900:
        return None
    zone = timezone.get_current_timezone()
    return datetime.combine(day, time.max, zone) if day.year < 2200 else None


def why_unseen(then: Event | None, at: datetime) -> str:
    """Why visitors could not read a report at a time, with its state of then."""
    if then is None:
        return _("Nothing is known of that day: histories began later.")
    if then.was_withdrawn(at):
        return _("It was withdrawn. Visitors read this in its place: “%(reason)s”") % {
            "reason": then.withdrawal_reason
        }
    return _("It was not public yet, so visitors saw nothing of it.")


def as_it_was(event: Event, revision: Revision, at: datetime) -> Event:
    """A report with all its parts and the corrections up to a time, in memory."""
    links = Links(Event, revision.data)
    identity = {"pk": event.pk, "key": event.key, "created_at": event.created_at}
    then = rebuilt(Event, revision.data, links, **identity)
    then.updated_at = revision.at
    then._prefetched_objects_cache["corrections"] = event.corrections.filter(at__lte=at)
    return then


@transaction.atomic(savepoint=False)
def draft_again(live: Event, left: Revision, by) -> Event:
    """A new draft of a report with what an earlier draft said.

    It counts as made from what that one was made from, so that corrections since are no part of
    its changes, and are not undone by it.
    """
    mine = Revision.objects.of(live).filter(is_copy=True, pk__lte=left.pk)
    begun = mine.filter(action=Revision.Action.ADDED).first() or left
    copy = open_copy(live, by)
    copy.copied_from = Revision.objects.of_itself(live).filter(pk__lt=begun.pk).first()
    apply(left.data, copy, leave=STATE)
    record(copy, Revision.Action.RESTORED, by)
    return copy


def with_speakers(target: dict, *sources: dict) -> None:
    """Keep every person who speaks among the people taking part, from where they were last."""
    present = {row["person"] for row in target["parts"].get("participations", [])}
    for remark in target["parts"].get("remarks", []):
        person = remark["person"]
        if person is None or person in present:
            continue
        rows = (row for source in sources for row in source["parts"].get("participations", []))
        row = next((row for row in rows if row["person"] == person), None)
        if row:
            taken = {other["key"] for other in target["parts"]["participations"]}
            key = str(uuid4()) if row["key"] in taken else row["key"]
            target["parts"]["participations"].append({**row, "key": key})
            present.add(person)


def keep_to_one_place(target: dict, now: dict) -> None:
    """Let what comes back take no number and no anchor that another place has now."""
    before = {(key, field): row[field] for key, row, field in numbered(now)}
    stays = [(row, f) for key, row, f in numbered(target) if before.get((key, f)) == row[f]]
    used = {number for row, field in stays for number in row[field]} - {""}
    for key, row, field in numbered(target):
        if before.get((key, field)) != row[field]:
            row[field] = ["" if number in used else number for number in row[field]]
            used.update(row[field])
    anchors = {row["anchor"]: row["key"] for row in now["parts"].get("remarks", [])}
    kept = {row["key"] for row in target["parts"].get("remarks", [])}
    for row in target["parts"].get("remarks", []):
        owner = anchors.get(row["anchor"], row["key"])
        if owner != row["key"] and owner in kept:
            row["anchor"] = ""


def numbered(snapshot: dict) -> Iterator[tuple[str, dict, str]]:
    """Each list of paragraph numbers in the order of reading: its place, row and name."""
    for part, field in TEXTS:
        rows = snapshot["parts"].get(part, []) if part else [snapshot["fields"]]
        for row in rows:
            yield row.get("key", ""), row, field
