"""One change to several reports: what it would do to each, why not to some, and doing it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from events.checks import stops
from events.indexing import index_topics
from events.models import Event, Topic
from events.models.publicity import Status
from events.publishing import Action, publish, publisher_obstacle, settle, submit, withdraw
from lmec.history.models import Revision, record, subject
from lmec.moments import moment


class Step(NamedTuple):
    """A report and what changes in it or, where `obstacle` says something, why nothing does."""

    event: Event
    revision: int  # that the report is in; 0 for none
    change: str
    obstacle: str


class Work(ABC):
    """A change to one report after another; a subclass for each kind."""

    name = ""
    title = ""
    needs_topic = needs_reason = False
    takes_copies = False  # of published reports

    def __init__(
        self,
        user,
        may_change: Callable[[Event], bool],
        topic: Topic | None = None,
        reason: str = "",
    ):
        self.user, self.may_change = user, may_change
        self.topic, self.reason = topic, reason

    def obstacle(self, event: Event) -> str:
        """Why a report is left as it is; "" where it is not."""
        if not self.may_change(event):
            return _("You may not change this report.")
        if event.working_copy_of_id and not self.takes_copies:
            return _("It is a draft of a published report: go on from its own form.")
        return self.obstacle_in(event)

    @abstractmethod
    def obstacle_in(self, event: Event) -> str:
        """The same for what only this kind of work asks, of a report that may be changed."""

    @abstractmethod
    def change(self, event: Event) -> str:
        """What would be different, in words."""

    @abstractmethod
    def do(self, event: Event, at: datetime) -> None:
        """Make the change."""


def becomes(before, after) -> str:
    return _("%(before)s becomes %(after)s.") % {"before": before, "after": after}


class Submit(Work):
    name, title = "submit", gettext_lazy("Submit for review")
    takes_copies = True

    def obstacle_in(self, event):
        return "" if event.status == Status.DRAFT else _("It is no draft.")

    def change(self, event):
        return becomes(Status.DRAFT.label, Status.IN_REVIEW.label)

    def do(self, event, at):
        submit(event, at, self.user)


class Publish(Work):
    name, title = "publish", gettext_lazy("Publish")

    def obstacle_in(self, event):
        if event.was_withdrawn(timezone.now()):
            return _("It was withdrawn: publish it again from its own form.")
        if event.status == Status.PUBLISHED:
            return _("It is published already.")
        return publisher_obstacle(event, self.user) or " ".join(stops(event))

    def change(self, event):
        change = becomes(event.get_status_display(), Status.PUBLISHED.label)
        if event.published_at and event.published_at > timezone.now():
            told = _("Visitors can read it from %(time)s.") % {"time": moment(event.published_at)}
        else:
            told = _("Visitors can read it at once.")
        return f"{change} {told}"

    def do(self, event, at):
        publish(event, at, self.user)


class Withdraw(Work):
    name, title = "withdraw", gettext_lazy("Withdraw")
    needs_reason = True

    def obstacle_in(self, event):
        return "" if event.is_published(timezone.now()) else _("Visitors cannot read it.")

    def change(self, event):
        return becomes(Status.PUBLISHED.label, Status.WITHDRAWN.label)

    def do(self, event, at):
        withdraw(event, at, self.reason, self.user)


class Retopic(Work):
    needs_topic = True

    def obstacle_in(self, event):
        has_it = self.topic.pk in (row.topic_id for row in event.eventtopics.all())
        if event.status == Status.PUBLISHED and publisher_obstacle(event, self.user):
            return publisher_obstacle(event, self.user)
        return self.needless(has_it)

    def change(self, event):
        before = [row.topic.name for row in event.eventtopics.all()]
        after = self.names_after(before)
        return _("Topics: %(after)s. Before: %(before)s.") % {
            "after": _listed(after), "before": _listed(before),
        }  # fmt: skip

    def do(self, event, at):
        self.change_rows(event)
        event.updated_by = self.user
        event.save(update_fields=["updated_by", "updated_at"])
        why = f"{self.title}: {self.topic}"
        if event.status == Status.PUBLISHED:
            record(settle(event), Action.SAVED, self.user, why)
            index_topics([self.topic.pk])
        else:
            record(Event.objects.get(pk=event.pk), Action.SAVED, self.user, why)


def _listed(names: list[str]) -> str:
    return get_text_list(names, _("and")) if names else pgettext("no topics", "none")


class AddTopic(Retopic):
    name, title = "add-topic", gettext_lazy("Add a topic")

    def needless(self, has_it: bool) -> str:
        return _("It has this topic already.") if has_it else ""

    def names_after(self, before: list[str]) -> list[str]:
        return [*before, self.topic.name]

    def change_rows(self, event: Event) -> None:
        last = event.eventtopics.aggregate(last=Max("position"))["last"]
        event.eventtopics.create(topic=self.topic, position=0 if last is None else last + 1)


class RemoveTopic(Retopic):
    name, title = "remove-topic", gettext_lazy("Remove a topic")

    def needless(self, has_it: bool) -> str:
        return "" if has_it else _("It does not have this topic.")

    def names_after(self, before: list[str]) -> list[str]:
        return [name for name in before if name != self.topic.name]

    def change_rows(self, event: Event) -> None:
        event.eventtopics.filter(topic=self.topic).delete()


WORKS = {work.name: work for work in (Submit, Publish, Withdraw, AddTopic, RemoveTopic)}


def plan(work: Work, events: Iterable[Event]) -> list[Step]:
    """What would be done with each report."""
    events = list(events)
    revisions = revisions_of(events)
    steps = []
    for event in events:
        obstacle = work.obstacle(event)
        change = "" if obstacle else work.change(event)
        steps.append(Step(event, revisions[event.pk], change, obstacle))
    return steps


def revisions_of(events: list[Event]) -> dict[int, int]:
    """The revision that each report is in, by key; 0 for none."""
    kind = Event._meta.label_lower
    found = (
        Revision.objects.filter(
            kind=kind, object_id__in=[subject(event)["object_id"] for event in events]
        )
        .order_by()
        .values_list("object_id", "is_copy")
        .annotate(last=Max("pk"))
    )
    latest = {(key, is_copy): last for key, is_copy, last in found}
    return {
        event.pk: latest.get((subject(event)["object_id"], bool(event.working_copy_of_id)), 0)
        for event in events
    }


@transaction.atomic
def carry_out(work: Work, seen: dict[int, int], at: datetime) -> list[Step]:
    """Do it to the reports that still are in the revisions in which they were looked at."""
    events = Event.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=seen)
    steps = []
    for step in plan(work, with_topics(events)):
        if step.revision != seen[step.event.pk]:
            step = step._replace(obstacle=_("Somebody has changed it while you were looking."))
        if not step.obstacle:
            work.do(step.event, at)
        steps.append(step)
    return steps


def with_topics(events):
    return events.prefetch_related("eventtopics__topic")
