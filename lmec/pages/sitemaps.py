"""What search engines are told: the sitemaps, and robots.txt, which leads to them."""

from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.contrib.flatpages.models import FlatPage
from django.core.paginator import InvalidPage, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.counts import remembered
from events.models import Event
from events.paging import KeyPaginator
from lmec.pages.record import public_people, public_series, public_topics
from lmec.record_json import absolute
from organizations.models import Organization

ON_A_PAGE = 1000  # of the 50,000 that the protocol allows, so that each file is quick to make
LISTS = [
    "home",
    "events:list",
    "people:list",
    "organizations:list",
    "organizations:by-parent",
    "organizations:by-country",
    "organizations:by-type",
    "documentation",
]
XML = "application/xml; charset=utf-8"


class Page(NamedTuple):
    """A page that shows no single thing of the record."""

    address: str

    def get_absolute_url(self) -> str:
        return self.address


class Map(NamedTuple):
    """One file of a section, in the index."""

    address: str
    changed_at: datetime | None


def _pages(at: datetime) -> list[Page]:
    standing = FlatPage.objects.filter(sites=settings.SITE_ID, registration_required=False)
    return [
        *(Page(reverse(name)) for name in LISTS),
        *(Page(page.get_absolute_url()) for page in standing.order_by("url")),
    ]


def _events(at: datetime) -> QuerySet:
    events = Event.objects.published(at).order_by("start_date", "pk")
    return events.only("slug", "start_date", "published_at", "updated_at").prefetch_related(
        "photos"
    )


# Each with what it lists at a moment, in an order that new entries do not change much.
SECTIONS = {
    "pages": _pages,
    "events": _events,
    "people": lambda at: public_people(at).order_by("pk").only("slug"),
    "organizations": lambda at: Organization.objects.order_by("pk").only("slug"),
    "topics": lambda at: public_topics(at).order_by("pk").only("slug"),
    "series": lambda at: public_series(at).order_by("pk").only("slug"),
}


@require_safe
def index(request):
    """Every file of every section. Only reports have a time of their last change."""
    at = timezone.now()
    latest = Event.objects.published(at).by_change().first()
    files = remembered("sitemaps", at, lambda: {name: _files(name, at) for name in SECTIONS})
    maps = []
    for section, last in files.items():
        changed_at = latest.changed_at if latest and section == "events" else None
        address = absolute(reverse("sitemap-section", args=[section]))
        maps.append(Map(address, changed_at))
        maps += [Map(f"{address}?p={number}", changed_at) for number in range(2, last + 1)]
    return render(request, "sitemaps/index.xml", {"maps": maps}, content_type=XML)


@require_safe
def section(request, section: str):
    """One file of a section."""
    if section not in SECTIONS:
        raise Http404
    at = timezone.now()
    paginator = _paginator(section, at)
    if isinstance(paginator, KeyPaginator):
        paginator.count = remembered(f"sitemap {section}", at, lambda: paginator.count)
    try:
        page = paginator.page(request.GET.get("p", 1))
    except InvalidPage as error:
        raise Http404(_("There is no such page.")) from error
    return render(request, "sitemaps/section.xml", {"page": page}, content_type=XML)


def _paginator(section: str, at: datetime) -> Paginator:
    entries = SECTIONS[section](at)
    kind = KeyPaginator if isinstance(entries, QuerySet) else Paginator
    return kind(entries, ON_A_PAGE)


def _files(section: str, at: datetime) -> int:
    return _paginator(section, at).num_pages


@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Disallow: {reverse('search')}",
        "",
        f"Sitemap: {absolute(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
