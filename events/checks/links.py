"""Links to the site's own pages that lead nowhere a visitor may go."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from django.conf import settings
from django.contrib.flatpages.models import FlatPage
from django.db.models import QuerySet
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from events.checks.reading import Finding, Level, Reading
from events.models import Event, Series, Topic
from events.publishing import RESERVED
from lmec.addresses import FormerAddress
from lmec.richtext import blocks
from organizations.models import Organization
from people.models import Person

HREF = re.compile(r'<a\b[^>]*\bhref="([^"]*)"')
NUMBER = re.compile(r"p(\d+[a-z]*)$")
# Files, which the site serves beside its pages.
FILES = (settings.STATIC_URL, settings.MEDIA_URL)


class Link(NamedTuple):
    where: str
    href: str
    path: str
    fragment: str
    match: ResolverMatch | None


def dead_links(reading: Reading) -> Iterator[Finding]:
    links = list(_own_links(reading))
    events = _events(links, reading.event)
    slugs = {kind: _slugs(kind, links) for kind in KINDS}
    pages = _standing_pages(links)
    told = set()
    for link in links:
        leads = _leads_somewhere(link, events, slugs, pages)
        if not leads and (link.where, link.href) not in told:
            told.add((link.where, link.href))
            sentence = _("The link to %(address)s leads nowhere.") % {"address": link.href}
            yield Finding(Level.STOP, sentence, link.where)


def _own_links(reading: Reading) -> Iterator[Link]:
    here = settings.SITE_URL + reading.event.get_absolute_url()
    for text in reading.texts:
        for href in map(unescape, HREF.findall(text.html)):
            address, fragment = urldefrag(urljoin(here, href))
            parts = urlsplit(address)
            if f"{parts.scheme}://{parts.netloc}" != settings.SITE_URL:
                continue
            path = unquote(parts.path) or "/"
            if path.startswith(FILES):
                continue
            try:
                match = resolve(path)
            except Resolver404:
                match = None
            yield Link(text.where, href, path, fragment, match)


def _leads_somewhere(link: Link, events: dict, slugs: dict, pages: set[str]) -> bool:
    match = link.match
    if match is None or "admin" in match.namespaces:
        return False
    slug = match.kwargs.get("slug")
    if match.namespace == "events" and slug:
        return slug in events and _is_on(link.fragment, events[slug], match.url_name)
    if match.namespace in KINDS and slug:
        return slug in slugs[match.namespace]
    if "url" in match.kwargs:
        return "/" + match.kwargs["url"].strip("/") + "/" in pages
    return True


# --- Reports --------------------------------------------------------------------------------------


def _events(links: list[Link], here: Event) -> dict[str, Event]:
    """By the slug asked for, the reports that visitors can read, and the one that is checked."""
    asked = _asked(links, "events")
    if not asked:
        return {}
    former = FormerAddress.objects.filter(kind="event", slug__in=asked)
    moved = dict(former.values_list("slug", "object_id"))
    public = Event.objects.published(timezone.now()).prefetch_related("remarks")
    by_key = public.filter(slug__in=asked) | public.filter(pk__in=moved.values())
    rows = {row.pk: row for row in by_key}
    found = {slug: rows[key] for slug, key in moved.items() if key in rows}
    found |= {row.slug: row for row in rows.values()}
    return found | {here.slug: here}


def _is_on(fragment: str, event: Event, page: str) -> bool:
    """Whether a page of a report has this fragment; only the report itself has many."""
    if not fragment or page != "detail":
        return True
    remarks = event.remarks.all()
    texts = [(event.summary, event.summary_numbers), *((row.text, row.numbers) for row in remarks)]
    texts.append((event.outcomes, event.outcomes_numbers))
    numbers = {number for _text, numbers in texts for number in numbers} - {""}
    asked = NUMBER.match(fragment)
    if asked and not numbers:
        # Its paragraphs will be numbered from 1 on.
        count = sum(len(blocks(text)) for text, _numbers in texts)
        return asked[1].isdecimal() and int(asked[1]) <= count
    if asked:
        return asked[1] in numbers
    anchors = {row.anchor for row in remarks} - {""}
    return fragment in anchors or bool(RESERVED.match(fragment)) or not anchors


# --- Everything else ------------------------------------------------------------------------------


def _asked(links: list[Link], namespace: str) -> set[str]:
    found = (link.match for link in links if link.match and link.match.namespace == namespace)
    return {match.kwargs["slug"] for match in found if "slug" in match.kwargs}


def _seen_in(model: type, path: str) -> QuerySet:
    """The rows that a public report shows."""
    events = Event.objects.published(timezone.now())
    return model.objects.filter(**{f"{path}__in": events})


KINDS: dict[str, Callable[[], QuerySet]] = {
    "organizations": Organization.objects.all,
    "people": partial(_seen_in, Person, "participations__event"),
    "series": partial(_seen_in, Series, "events"),
    "topics": partial(_seen_in, Topic, "eventtopics__event"),
}


def _slugs(namespace: str, links: list[Link]) -> set[str]:
    """Which of the slugs asked for lead to a page that visitors see, by a former address too."""
    asked = _asked(links, namespace)
    if not asked:
        return set()
    seen = KINDS[namespace]()
    former = FormerAddress.objects.filter(kind=seen.model._meta.model_name, slug__in=asked)
    moved = dict(former.values_list("object_id", "slug"))
    keys = set(seen.filter(pk__in=moved).values_list("pk", flat=True))
    found = set(seen.filter(slug__in=asked).values_list("slug", flat=True))
    return found | {slug for key, slug in moved.items() if key in keys}


def _standing_pages(links: list[Link]) -> set[str]:
    asked = {
        "/" + link.match.kwargs["url"].strip("/") + "/"
        for link in links
        if link.match and "url" in link.match.kwargs
    }
    pages = FlatPage.objects.filter(url__in=asked, sites=settings.SITE_ID)
    return set(pages.values_list("url", flat=True)) if asked else set()
