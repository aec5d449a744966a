"""A report before visitors can read it, for a reviewer without an account who was sent a link.

Whoever has no working link learns nothing: one page says that the link does not work. Its status
tells a link that worked once, 410, from one that was never made here, 404.
"""

import re
from collections.abc import Callable
from functools import wraps
from html import unescape
from urllib.parse import urlsplit

from django.core.signing import BadSignature
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.models import Event, ReviewLink
from events.views import report_context
from lmec.attachments import download
from lmec.pages.record import public_people, public_series, public_topics
from organizations.models import Organization

# Neither caches nor search engines keep it, and no page that it leads to hears of it.
HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
# What has a page, by the namespace of the addresses.
SHOWN = {
    "events": Event.objects.published,
    "organizations": lambda at: Organization.objects.all(),
    "people": public_people,
    "series": public_series,
    "topics": public_topics,
}
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
# A link into the site. No link holds another one.
LINK = re.compile(r'<a [^>]*?href="(/[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def by_link(view: Callable):
    """Give a view the link with the token in its address, as long as it works."""

    @wraps(view)
    def answer(request, token: str, **kwargs):
        try:
            link = ReviewLink.objects.under(token).open(timezone.now()).first()
            response = view(request, link, **kwargs) if link else _ended(request, 410)
        except (BadSignature, Http404):
            response = _ended(request, 404)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return require_safe(answer)


def _ended(request, status: int) -> HttpResponse:
    return render(request, "review/ended.html", status=status)


@by_link
def report(request, link: ReviewLink):
    """The report as it would look, under a notice; once visitors could read it, its own page."""
    at = timezone.now()
    event = Event.objects.in_full().get(pk=link.event_id)
    if event.was_read(at):
        return HttpResponseRedirect(event.get_absolute_url())
    context = {**report_context(event, at), "jsonld": None, "review": link}
    html = render_to_string("review/report.html", context, request)
    return HttpResponse(MAIN.sub(lambda main: _with_live_links(main[0], event, link, at), html))


@by_link
def attachment(request, link: ReviewLink, key):
    """A document of the report, as a download."""
    event = Event.objects.get(pk=link.event_id)
    row = get_object_or_404(event.attachments.exclude(file=""), key=key)
    if event.was_read(timezone.now()):
        return HttpResponseRedirect(row.get_absolute_url())
    return download(row.file, row.title)


def _with_live_links(html: str, event: Event, link: ReviewLink, at) -> str:
    """The page with links to what visitors can open; those to its own files lead below `link`."""
    own = event.get_absolute_url()
    files = {
        row.get_absolute_url(): reverse("review-attachment", args=[link.token, row.key])
        for row in event.attachments.all()
        if row.file
    }

    def lead(match: re.Match) -> str:
        anchor, address, words = match[0], unescape(match[1]), match[2]
        if address in files:
            return anchor.replace(match[1], files[address], 1)
        return anchor if not address.startswith(own) and _opens(address, at) else words

    return LINK.sub(lead, html)


def _opens(address: str, at) -> bool:
    """Whether an address of the site shows something to visitors."""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return False
    if match.namespace not in SHOWN or "slug" not in match.kwargs:
        return True
    return SHOWN[match.namespace](at).filter(slug=match.kwargs["slug"]).exists()
