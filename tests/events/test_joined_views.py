"""The pages of what joins events, topics and series, and the way along a series."""

import re
from datetime import date

import pytest

from events.models import Event, Series
from tests import factories
from tests.counting import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    return Series.objects.create(name="Joint Committee", slug="committee")


def meeting(series, edition, day, title=""):
    return factories.event(title, series=series, edition=edition, start_date=day)


def along(client, event) -> tuple[Event | None, Event | None]:
    context = client.get(event.get_absolute_url()).context
    return context["before"], context["after"]


# Topics


def test_a_topic_lists_the_reports_that_speak_of_it(client):
    topic = factories.topic("Green Initiative", slug="green", description="<p>On rivers.</p>")
    factories.event("Speaks of it").eventtopics.create(topic=topic)
    factories.draft("Draft").eventtopics.create(topic=topic)
    factories.event("Does not")
    answer = client.get("/topics/green/")
    assert [event.title for event in answer.context["page_obj"]] == ["Speaks of it"]
    assert "<p>On rivers.</p>" in answer.content.decode()


def test_a_topic_of_drafts_alone_has_no_page(client):
    topic = factories.topic(slug="green")
    factories.draft().eventtopics.create(topic=topic)
    assert client.get("/topics/green/").status_code == 404


def test_a_topic_costs_the_same_for_one_event_and_for_three(client):
    topic = factories.topic(slug="green")
    factories.a_full_report(1).eventtopics.create(topic=topic, position=9)
    one = count_queries(lambda: client.get("/topics/green/"))
    for _number in range(2):
        factories.a_full_report(3).eventtopics.create(topic=topic, position=9)
    assert count_queries(lambda: client.get("/topics/green/")) == one <= 12


# Series


def test_a_series_has_the_address_that_the_world_knows(client, series):
    meeting(series, 46, date(2022, 1, 1))
    assert series.get_absolute_url() == "/series/committee/"
    assert client.get("/series/committee/").status_code == 200


def test_a_series_lists_its_public_meetings_with_their_editions_the_latest_first(client, series):
    meeting(series, 45, date(2021, 1, 1), "Earlier")
    meeting(series, 46, date(2022, 1, 1), "Later")
    meeting(series, None, date(2021, 6, 1), "Between")
    factories.draft("Draft", series=series, start_date=date(2023, 1, 1))
    factories.event("Of no series")
    answer = client.get("/series/committee/")
    assert [row.title for row in answer.context["page_obj"]] == ["Later", "Between", "Earlier"]
    tags = re.findall(r'<span class="tag">(.*?)</span>', answer.content.decode())
    assert tags == ["46th meeting", "Work meeting", "Work meeting", "45th meeting", "Work meeting"]


def test_a_series_says_what_it_is(client, series):
    series.description = "<p>Meets twice a year.</p>"
    series.save()
    meeting(series, 46, date(2022, 1, 1))
    html = client.get("/series/committee/").content.decode()
    assert "<h1>Joint Committee</h1>" in html
    assert '<meta name="description" content="Meets twice a year.">' in html
    assert '"@type": "EventSeries"' in html


def test_a_name_in_another_language_says_which(client):
    name = "联合委员会"
    chinese = Series.objects.create(name=name, slug="chinese", language="zh-Hans")
    event = meeting(chinese, 46, date(2022, 1, 1))
    assert f'<h1 lang="zh-Hans">{name}</h1>' in client.get("/series/chinese/").content.decode()
    link = f'<a href="/series/chinese/" lang="zh-Hans">{name}</a>'
    assert link in client.get(event.get_absolute_url()).content.decode()


def test_a_series_of_drafts_alone_has_no_page(client, series):
    factories.draft(series=series)
    assert client.get("/series/committee/").status_code == 404


def test_a_long_series_goes_on_and_can_be_narrowed(client, series):
    for edition in range(1, 22):
        meeting(series, edition, date(2000 + edition, 1, 1))
    html = client.get("/series/committee/?page=2").content.decode()
    assert "1st meeting" in html
    assert '<a href="/events/?series=committee">' in html


def test_a_series_costs_the_same_for_one_meeting_and_for_three(client, series):
    factories.a_full_report(1, series=series)
    one = count_queries(lambda: client.get("/series/committee/"))
    for _number in range(2):
        factories.a_full_report(3, series=series)
    assert count_queries(lambda: client.get("/series/committee/")) == one <= 12


def test_meetings_follow_each_other_by_edition_whatever_their_days(client, series):
    first = meeting(series, 45, date(2021, 1, 1))
    third = meeting(series, 47, date(2022, 1, 1))
    second = meeting(series, 46, date(2023, 1, 1))
    meeting(series, None, date(2021, 6, 1))
    factories.draft(series=series, edition=48)
    assert along(client, first) == (None, second)
    assert along(client, second) == (first, third)
    assert along(client, third) == (second, None)


def test_meetings_without_an_edition_follow_each_other_by_date(client, series):
    first = meeting(series, 1, date(2021, 1, 1))
    second = meeting(series, None, date(2021, 1, 1))
    third = meeting(series, None, date(2023, 1, 1))
    assert along(client, first) == (None, second)
    assert along(client, second) == (first, third)
    assert along(client, third) == (second, None)


def test_the_facts_lead_to_the_meetings_before_and_after(client, series):
    meeting(series, None, date(2021, 1, 1))
    event = meeting(series, 46, date(2022, 1, 1))
    after = meeting(series, 47, date(2023, 5, 4))
    html = " ".join(client.get(event.get_absolute_url()).content.decode().split())
    assert 'rel="prev"> meeting of 1 January 2021 </a>' in html
    link = f'Next: <a href="{after.get_absolute_url()}" rel="next"> 47th meeting, 4 May 2023 </a>'
    assert link in html


def test_a_meeting_of_no_series_has_none_before_it(client):
    event = factories.event(edition=2)
    factories.event(edition=1)
    assert along(client, event) == (None, None)


def test_the_way_along_a_series_costs_one_query(client, series):
    event = factories.a_full_report(1)
    alone = count_queries(lambda: client.get(event.get_absolute_url()))
    Event.objects.filter(pk=event.pk).update(series=series)
    meeting(series, 1, date(2021, 1, 1))
    meeting(series, 3, date(2023, 1, 1))
    assert count_queries(lambda: client.get(event.get_absolute_url())) == alone + 1
