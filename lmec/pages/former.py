"""Addresses that last: whoever asks for a former address is sent to the one it has now.

The middleware steps in only where a page was not found. It works for every address below a
slug (the page, its feeds, its downloads, its data) and for the right slug in a wrong year.
"""

from datetime import datetime

from django.http import HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone

from events.models import Event, Series, Topic
from lmec.pages.record import public_people
from organizations.models import Organization
from people.models import Person


class FormerAddressMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 404 and request.method in ("GET", "HEAD"):
            address = present_address(request.resolver_match, timezone.now())
            if address and address != request.path:
                query = request.META.get("QUERY_STRING")
                return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
        return response


def present_address(match, at: datetime) -> str:
    """The address that a page asked for has now; "" where there is none that visitors may see."""
    if match is None or "slug" not in match.kwargs:
        return ""
    # The API names its addresses as the site names the namespaces of its pages.
    kind = match.url_name if match.namespace == "api" else match.namespace
    found = FINDERS[kind](match.kwargs["slug"], at) if kind in FINDERS else {}
    kwargs = {name: found.get(name, value) for name, value in match.kwargs.items()}
    return reverse(match.view_name, kwargs=kwargs) if found else ""


def _event(slug: str, at: datetime) -> dict:
    # A draft that is to take an address over does not have it yet.
    for event in (Event.objects.live().filter(slug=slug).first(), Event.now_at(slug)):
        if event and event.was_read(at):
            return {"slug": event.slug, "year": event.start_date.year}
    return {}


def _organization(slug: str, at: datetime) -> dict:
    body = Organization.now_at(slug)
    return {"slug": body.slug} if body else {}


def _person(slug: str, at: datetime) -> dict:
    person = Person.now_at(slug)
    seen = person and public_people(at).filter(pk=person.pk).exists()
    return {"slug": person.slug} if seen else {}


def _topic(slug: str, at: datetime) -> dict:
    topic = Topic.now_at(slug)
    seen = topic and Event.objects.published(at).filter(eventtopics__topic=topic).exists()
    return {"slug": topic.slug} if seen else {}


def _series(slug: str, at: datetime) -> dict:
    series = Series.now_at(slug)
    seen = series and Event.objects.published(at).filter(series=series).exists()
    return {"slug": series.slug} if seen else {}


# By the namespace of the addresses.
FINDERS = {
    "events": _event,
    "remarks": _event,
    "organizations": _organization,
    "people": _person,
    "series": _series,
    "topics": _topic,
}
