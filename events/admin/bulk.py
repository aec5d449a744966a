"""Actions on the list of reports: each shows what it would change before it changes anything."""

from itertools import islice

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from events.bulk import WORKS, Step, Work, carry_out, plan, with_topics
from events.models import Topic

MOST = 100
LONGEST = 300  # reason
PUBLISHERS = ["publish", "withdraw"]


def action(name: str, permission: str):
    """The action on the list that leads to the page of a work."""

    @admin.action(description=WORKS[name].title, permissions=[permission])
    def start(model_admin, request, queryset):
        return model_admin.bulk_page(request, name, queryset.values_list("pk", flat=True))

    start.__name__ = name.replace("-", "_")
    return start


class BulkAdmin:
    """Submits, publishes and withdraws several reports, and changes their topics."""

    actions = [
        action("submit", "change"),
        action("publish", "publish"),
        action("withdraw", "publish"),
        action("add-topic", "change"),
        action("remove-topic", "change"),
    ]

    def get_urls(self):
        view = self.admin_site.admin_view(self.bulk_view)
        return [path("bulk/<slug:name>/", view, name="events_event_bulk"), *super().get_urls()]

    def has_publish_permission(self, request) -> bool:
        return self.may_publish(request) and self.has_change_permission(request)

    @method_decorator(require_POST)
    def bulk_view(self, request, name):
        """Show what would change or, once that was seen and confirmed, change it."""
        if name not in WORKS:
            raise Http404
        seen = dict(filter(None, map(_pair, request.POST.getlist("event")[:MOST])))
        is_confirmed = "confirm" in request.POST
        work = self.work(request, name)
        if is_confirmed and work.needs_reason and not work.reason:
            error = _("Say why: visitors read this in place of the report.")
            return self.bulk_page(request, name, seen, error)
        if not is_confirmed or (work.needs_topic and not work.topic):
            return self.bulk_page(request, name, seen)
        self.report(request, carry_out(work, seen, timezone.now()))
        return HttpResponseRedirect(reverse("admin:events_event_changelist"))

    def work(self, request, name) -> Work:
        """The work for this account, with the topic and the reason that were given."""
        is_publishers = name in PUBLISHERS
        may = self.has_publish_permission if is_publishers else self.has_change_permission
        if not may(request):
            raise PermissionDenied
        key = request.POST.get("topic", "")
        topic = Topic.objects.filter(pk=key).first() if _is_key(key) else None
        reason = request.POST.get("reason", "").strip()[:LONGEST]
        return WORKS[name](
            request.user, lambda event: self.has_change_permission(request, event), topic, reason
        )

    def bulk_page(self, request, name, keys, error=""):
        """What the work would change in each report, or the choice of the topic first."""
        keys = list(islice(keys, MOST + 1))
        if len(keys) > MOST:
            text = _("Choose at most %(most)s reports at a time.") % {"most": MOST}
            self.message_user(request, text, messages.ERROR)
            return None
        work = self.work(request, name)
        events = with_topics(self.get_queryset(request).filter(pk__in=keys))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": work.title,
            "work": work,
            "error": error,
            "longest": LONGEST,
        }
        if work.needs_topic and not work.topic:
            context["events"], context["topics"] = events, self.topics_for(name, keys)
        else:
            steps = plan(work, events)
            context["steps"] = [step for step in steps if not step.obstacle]
            context["skipped"] = [step for step in steps if step.obstacle]
        return TemplateResponse(request, "admin/events/bulk.html", context)

    @staticmethod
    def topics_for(name, keys):
        if name == "remove-topic":
            return Topic.objects.filter(eventtopics__event__in=keys).distinct()
        return Topic.objects.all()

    def report(self, request, steps: list[Step]) -> None:
        """Say what was done, and what was not and why."""
        done = [step.event.title for step in steps if not step.obstacle]
        if done:
            text = ngettext(
                "%(count)s report was changed: %(titles)s",
                "%(count)s reports were changed: %(titles)s",
                len(done),
            )
            told = {"count": len(done), "titles": ", ".join(done)}
            self.message_user(request, text % told, messages.SUCCESS)
        for step in steps:
            if step.obstacle:
                text = _("Not changed: %(title)s. %(obstacle)s")
                told = {"title": step.event.title, "obstacle": step.obstacle}
                self.message_user(request, text % told, messages.WARNING)
        if not steps:
            self.message_user(request, _("Nothing was changed."), messages.WARNING)


def _is_key(text: str) -> bool:
    return text.isdecimal() and len(text) < 19


def _pair(text: str) -> tuple[int, int] | None:
    """A report and the revision in which it was seen, as the page wrote them."""
    key, _colon, revision = text.partition(":")
    return (int(key), int(revision)) if _is_key(key) and _is_key(revision) else None
