"""The sitemaps, read back by a schema, and robots.txt, read back by Python's own reader."""

from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.contrib.flatpages.models import FlatPage
from django.utils import timezone

from events.models import Event, Series
from events.publishing import withdraw
from lmec.pages import sitemaps
from tests import factories, public_site
from tests.counting import count_queries
from tests.reading import read_xml

pytestmark = pytest.mark.django_db
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
}
SITE = "http://127.0.0.1:8000"


def read(client, address: str, path: str = "//s:loc") -> list[str]:
    """The texts at a path in a sitemap; without one, the paths of the pages that it lists."""
    found = read_xml(client, address, "sitemap").xpath(f"{path}/text()", namespaces=NAMES)
    return [text.removeprefix(SITE) for text in found]


def everything(client) -> list[str]:
    """The path of every page that the sitemaps lead to."""
    return [page for file in read(client, "/sitemap.xml") for page in read(client, file)]


def test_the_index_leads_to_every_section(client):
    factories.event()
    assert read(client, "/sitemap.xml") == [
        f"/sitemap-{section}.xml"
        for section in ("pages", "events", "people", "organizations", "topics", "series")
    ]


def test_every_page_listed_is_there_and_says_that_it_is_the_one(client):
    public_site.furnish()
    pages = everything(client)
    assert len(pages) == len(set(pages)) > 30
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert f'<link rel="canonical" href="{SITE}{page}">' in answer.content.decode()


def test_pages_of_every_kind_are_listed(client):
    public_site.furnish()
    pages = {page for page in public_site.PAGES if "?" not in page}
    # Years are parts of the list of events, photographs are listed with their report.
    others = {"/events/2022/", "/search/", f"{public_site.REPORT}photographs/"}
    assert pages - set(everything(client)) == others


def test_what_visitors_cannot_read_is_in_no_sitemap(client):
    person, topic = factories.person(), factories.topic()
    series = Series.objects.create(name="Joint Committee")
    hidden = [
        factories.draft("Draft", series=series),
        factories.event("To come", series=series),
        factories.event("Withdrawn", series=series),
    ]
    for report in hidden:
        factories.participation(report, person)
        report.eventtopics.create(topic=topic)
    later = timezone.now() + timedelta(hours=1)
    Event.objects.filter(pk=hidden[1].pk).update(published_at=later)
    withdraw(hidden[2], timezone.now(), "By mistake.")
    found = everything(client)
    secret = {thing.get_absolute_url() for thing in (person, topic, series, *hidden)}
    assert secret.intersection(found) == set()


def test_a_page_for_members_alone_is_not_listed(client):
    page = FlatPage.objects.create(url="/staff/", title="Staff", registration_required=True)
    page.sites.add(1)
    assert "/staff/" not in everything(client)


def test_a_report_says_when_it_last_changed_and_what_it_shows(client):
    report = factories.event(slug="rivers")
    photo = report.photos.create(image=public_site.picture(), alt="A river")
    Event.objects.update(updated_at=datetime(2026, 1, 31, 12, tzinfo=UTC))
    assert read(client, "/sitemap-events.xml", "//s:lastmod") == ["2026-01-31T20:00:00+08:00"]
    assert read(client, "/sitemap.xml", "//s:lastmod") == ["2026-01-31T20:00:00+08:00"]
    (picture,) = read(client, "/sitemap-events.xml", "//i:loc")
    assert picture == photo.gallery.largest
    assert client.get(picture).getvalue()


def test_a_long_section_has_several_files(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "ON_A_PAGE", 2)
    reports = [factories.event() for _number in range(5)]
    files = ["/sitemap-events.xml", "/sitemap-events.xml?p=2", "/sitemap-events.xml?p=3"]
    assert [file for file in read(client, "/sitemap.xml") if "events" in file] == files
    listed = [page for file in files for page in read(client, file)]
    assert listed == [report.get_absolute_url() for report in reports]


@pytest.mark.parametrize(
    "address",
    [
        "/sitemap-nothing.xml",
        "/sitemap-events.xml?p=2",
        "/sitemap-events.xml?p=0",
        "/sitemap-events.xml?p=x",
    ],
)
def test_what_the_index_does_not_name_is_missing(client, address):
    factories.event()
    assert client.get(address).status_code == 404


def test_sitemaps_are_xml_without_a_cookie(client):
    factories.event()
    for address in ("/sitemap.xml", "/sitemap-events.xml"):
        answer = client.get(address)
        assert answer["Content-Type"] == "application/xml; charset=utf-8"
        assert not answer.cookies
        again = client.get(address, HTTP_IF_NONE_MATCH=answer["ETag"])
        assert again.status_code == 304


@pytest.mark.parametrize(
    "address", ["/sitemap.xml", *(f"/sitemap-{name}.xml" for name in sitemaps.SECTIONS)]
)
def test_a_sitemap_costs_the_same_for_one_report_and_for_three(client, address):
    def more():
        report = factories.a_full_report(2)
        report.photos.create(image=public_site.picture(), alt="A river")

    more()
    one = count_queries(lambda: client.get(address))
    more()
    more()
    assert count_queries(lambda: client.get(address)) == one <= 9


def test_robots_may_read_all_but_the_admin_and_the_search(client):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    robots = RobotFileParser()
    robots.parse(answer.content.decode().splitlines())
    assert robots.site_maps() == [f"{SITE}/sitemap.xml"]
    allowed = {
        path: robots.can_fetch("*", f"{SITE}{path}")
        for path in ("/", "/events/", "/api/v1/events", "/search/?q=river", "/admin/login/")
    }
    assert allowed == {
        "/": True,
        "/events/": True,
        "/api/v1/events": True,
        "/search/?q=river": False,
        "/admin/login/": False,
    }
