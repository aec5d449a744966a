"""The feeds about one topic, one organization and one person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Event
from events.publishing import publish, withdraw
from tests import factories
from tests.counting import count_queries
from tests.reading import read_feed, titles

pytestmark = pytest.mark.django_db
TOPIC = "/topics/green/feed.atom"
BODY = "/organizations/body/feed.atom"
PERSON = "/people/li-na/feed.atom"


@pytest.fixture
def subjects() -> dict:
    return {
        TOPIC: factories.topic("ความร่วมมือสีเขียว", slug="green", language="th"),
        BODY: factories.organization("环境部", slug="body", language="zh-Hans"),
        PERSON: factories.person("李娜", slug="li-na", language="zh-Hans"),
    }


def join(report: Event, subjects: dict) -> None:
    report.eventtopics.create(topic=subjects[TOPIC])
    factories.event_organization(report, subjects[BODY])
    factories.participation(report, subjects[PERSON], position=9)


@pytest.mark.parametrize("feed", [TOPIC, BODY, PERSON])
def test_a_feed_has_the_reports_about_its_subject_and_no_others(client, subjects, feed):
    about = factories.draft("About it")
    join(about, subjects)
    publish(about, factories.PUBLICATION)
    factories.event("About another")
    assert titles(client, feed) == ["About it"]
    found, name = read_feed(client, feed).feed, subjects[feed].name
    assert (found.title, name in found.subtitle) == (f"LMEC: {name}", True)
    assert {link.rel: link.href.removeprefix("http://127.0.0.1:8000") for link in found.links} == {
        "self": feed,
        "alternate": feed.removesuffix("feed.atom"),
    }


@pytest.mark.parametrize("feed", [TOPIC, BODY, PERSON])
def test_what_visitors_cannot_read_is_in_no_feed(client, subjects, feed):
    public = factories.event("Public")
    hidden = [factories.draft("Draft"), factories.event("To come"), factories.event("Withdrawn")]
    for report in (public, *hidden):
        join(report, subjects)
    later = timezone.now() + timedelta(hours=1)
    Event.objects.filter(pk=hidden[1].pk).update(published_at=later)
    withdraw(hidden[2], timezone.now(), "By mistake.")
    assert titles(client, feed) == ["Public"]


@pytest.mark.parametrize("feed", [TOPIC, PERSON])
def test_who_and_what_is_in_drafts_alone_has_no_feed(client, subjects, feed):
    join(factories.draft(), subjects)
    withdrawn = factories.event()
    join(withdrawn, subjects)
    assert client.get(feed).status_code == 200
    withdraw(withdrawn, timezone.now(), "By mistake.")
    assert client.get(feed).status_code == 404


def test_a_body_without_reports_has_an_empty_feed(client, subjects):
    join(factories.draft(), subjects)
    assert titles(client, BODY) == []
    assert client.get("/organizations/nobody/feed.atom").status_code == 404


def test_a_body_is_in_a_report_in_whichever_way_it_took_part(client, subjects):
    body, other = subjects[BODY], factories.organization()
    report = factories.event("Joint name-plate")
    factories.event_organization(report, other, joint_with=body)
    report = factories.event("Sent somebody")
    factories.participation(report, organization=body)
    report = factories.event("Spoke")
    factories.remark(report, organization=body)
    report = factories.event("Twice")
    factories.event_organization(report, body, role="host")
    factories.remark(report, organization=body)
    assert titles(client, BODY) == ["Twice", "Spoke", "Sent somebody", "Joint name-plate"]


@pytest.mark.parametrize("feed", [TOPIC, BODY, PERSON])
def test_a_former_address_leads_to_the_feed_at_the_present_one(client, subjects, feed):
    join(factories.event(), subjects)
    before = read_feed(client, feed).feed.id
    subjects[feed].slug = "moved"
    subjects[feed].save()
    answer = client.get(feed)
    present = f"/{feed.split('/')[1]}/moved/feed.atom"
    assert (answer.status_code, answer["Location"]) == (301, present)
    assert read_feed(client, present).feed.id == before


@pytest.mark.parametrize("feed", [TOPIC, BODY, PERSON])
def test_a_feed_costs_the_same_for_one_report_and_for_three(client, subjects, feed):
    def more(size):
        report = factories.a_full_report(size)
        join(report, subjects)

    more(1)
    client.get(feed)
    one = count_queries(lambda: client.get(feed))
    more(3)
    more(3)
    assert count_queries(lambda: client.get(feed)) == one <= 10


def test_each_feed_has_an_identity_of_its_own(client, subjects):
    join(factories.event(), subjects)
    feeds = [TOPIC, BODY, PERSON, "/events/feed.atom"]
    assert len({read_feed(client, feed).feed.id for feed in feeds}) == 4
