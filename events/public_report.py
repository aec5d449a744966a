"""Views of one report and of its files, which visitors may read or once could."""

from collections.abc import Callable
from functools import wraps

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from events.models import Event


def of_public_report(load: Callable[[QuerySet], QuerySet]):
    """Give a view the event at its address, loaded by `load`, as long as the report is public.

    Where it was withdrawn, every address below its own answers 410 with the notice; where
    visitors could never read it, 404.
    """

    def decorated(view):
        @wraps(view)
        def answer(request, year: int, slug: str, **kwargs):
            at = timezone.now()
            event = get_object_or_404(load(Event.objects.live()), slug=slug, start_date__year=year)
            if event.is_published(at):
                return view(request, event, **kwargs)
            if event.was_withdrawn(at):
                return notice(request, event)
            raise Http404

        return answer

    return decorated


def notice(request, event: Event):
    context = {"withdrawn_at": event.withdrawn_at, "reason": event.withdrawal_reason}
    return render(request, "events/event_withdrawn.html", context, status=410)
