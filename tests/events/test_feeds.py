"""The feed of all reports, read back by an Atom schema and a feed reader."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from events.models import Event
from events.publishing import publish, withdraw
from tests import factories, public_site
from tests.counting import count_queries
from tests.reading import read_feed, read_xml, titles

pytestmark = pytest.mark.django_db
FEED = "/events/feed.atom"
NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)


def changed(event: Event, **fields) -> Event:
    """Set what saving sets itself, such as `updated_at`."""
    Event.objects.filter(pk=event.pk).update(**fields)
    return event


def test_an_entry_tells_who_spoke_about_what_and_when(client):
    report = factories.draft(
        "Rivers & <Lakes>", slug="rivers", standfirst="Shared by six.", summary="<p>It rained.</p>"
    )
    report.places.create(city="Beijing")
    report.eventtopics.create(topic=factories.topic("ความร่วมมือสีเขียว", language="th"))
    factories.participation(report, factories.person("李娜", slug="li-na", language="zh-Hans"))
    factories.participation(report, factories.person("สมชาย", slug="somchai"), position=1)
    factories.participation(report, roles=["delegate"], position=2)
    publish(report, factories.PUBLICATION)
    changed(report, updated_at=NOW)
    (entry,) = read_feed(client, FEED).entries
    assert (entry.title, entry.link) == (
        "Rivers & <Lakes>",
        "http://127.0.0.1:8000/events/2022/rivers/",
    )
    assert (entry.id, entry.published, entry.updated) == (
        report.key.urn,
        "2022-11-25T01:00:00+00:00",
        "2026-01-31T12:00:00+00:00",
    )
    assert [person.name for person in entry.contributors] == ["李娜", "สมชาย"]
    assert entry.contributors[0].href == "http://127.0.0.1:8000/people/li-na/"
    assert [tag.term for tag in entry.tags] == ["Work meeting", "ความร่วมมือสีเขียว"]
    for words in ("Beijing, 23 November 2022", "<p>Shared by six.</p>", "<p>It rained.</p>"):
        assert words in entry.summary


def test_the_feed_says_whose_it_is_and_where(client):
    public_site.furnish()
    feed = read_feed(client, FEED).feed
    assert (feed.title, feed.author) == (
        "LMEC: event reports",
        "Lancang-Mekong Environmental Cooperation Center",
    )
    assert {link.rel: link.href for link in feed.links} == {
        "alternate": "http://127.0.0.1:8000/events/",
        "self": "http://127.0.0.1:8000/events/feed.atom",
    }


def test_each_text_says_its_language_and_where_its_links_begin(client):
    public_site.furnish()
    document = read_xml(client, FEED, "atom")
    xml = "{http://www.w3.org/XML/1998/namespace}"
    assert (document.get(f"{xml}lang"), document.get(f"{xml}base")) == (
        "en",
        "http://127.0.0.1:8000/",
    )
    atom = {"a": "http://www.w3.org/2005/Atom"}
    (chinese,) = document.xpath("a:entry[a:title='工作会议在北京召开']", namespaces=atom)
    assert chinese.get(f"{xml}lang") == "zh-Hans"


def test_the_last_changed_report_comes_first(client):
    day = timedelta(days=1)
    old = changed(factories.event("Corrected"), published_at=NOW - 9 * day, updated_at=NOW - day)
    changed(factories.event("Untouched"), published_at=NOW - 5 * day, updated_at=NOW - 5 * day)
    # Written long before the moment that it was to appear.
    changed(factories.event("Scheduled"), published_at=NOW - 2 * day, updated_at=NOW - 8 * day)
    assert titles(client, FEED) == ["Corrected", "Scheduled", "Untouched"]
    assert read_feed(client, FEED).feed.updated == (NOW - day).isoformat()
    assert old.changed_at


def test_identities_are_made_of_no_address(client):
    report = factories.event(slug="first")
    before = read_feed(client, FEED)
    report.slug = "second"
    report.save()
    after = read_feed(client, FEED)
    assert before.feed.id == after.feed.id
    assert before.entries[0].id == after.entries[0].id
    assert before.entries[0].link != after.entries[0].link


def test_what_visitors_cannot_read_is_in_no_feed(client):
    factories.draft("Draft")
    changed(factories.event("To come"), published_at=timezone.now() + timedelta(hours=1))
    withdraw(factories.event("Withdrawn"), timezone.now(), "By mistake.")
    report = factories.event("Public")
    factories.draft("Working copy", slug=report.slug, working_copy_of=report)
    assert titles(client, FEED) == ["Public"]


def test_a_withdrawal_reaches_a_reader_that_asks_by_the_date_alone(client):
    factories.event("Stays")
    report = changed(factories.event("Goes"), updated_at=NOW - timedelta(days=1))
    before = client.get(FEED)
    assert "Last-Modified" not in before
    withdraw(report, timezone.now(), "By mistake.")
    after = client.get(FEED, HTTP_IF_NONE_MATCH=before["ETag"])
    assert after.status_code == 200


def test_an_unchanged_feed_is_not_sent_twice(client):
    factories.event()
    etag = client.get(FEED)["ETag"]
    assert client.get(FEED, HTTP_IF_NONE_MATCH=etag).status_code == 304


def test_an_empty_feed_is_one(client):
    assert read_feed(client, FEED).entries == []
    assert client.get(FEED).content == client.get(FEED).content


def test_characters_that_xml_cannot_hold_are_left_out(client):
    report = factories.event("Pas\x1bted\x7f title", standfirst="From a\x1f\x0e letter")
    factories.participation(report, name_as_printed="Li\x08 Na")
    (entry,) = read_feed(client, FEED).entries
    assert entry.title == "Pasted title"
    assert "From a letter" in entry.summary
    assert entry.contributors[0].name == "Li Na"


def test_the_feed_holds_the_newest_fifty(client):
    for number in range(52):
        factories.event(f"Number {number}")
    found = titles(client, FEED)
    assert len(found) == 50
    assert (found[0], found[-1]) == ("Number 51", "Number 2")


def test_a_feed_is_open_to_all_and_read_only(client):
    answer = client.get(FEED)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert client.head(FEED).status_code == 200
    assert client.post(FEED).status_code == 405


def test_a_feed_costs_the_same_for_one_report_and_for_three(client):
    factories.a_full_report(1)
    client.get(FEED)
    one = count_queries(lambda: client.get(FEED))
    for _number in range(2):
        factories.a_full_report(3)
    assert count_queries(lambda: client.get(FEED)) == one <= 7
