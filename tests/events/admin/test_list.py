"""The list of reports."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/admin/events/event/"


def titles(editor, **query) -> list[str]:
    return [event.title for event in editor.client.get(LIST, query).context["cl"].result_list]


def test_the_newest_event_stands_first(editor):
    factories.event("Older", start_date="2020-01-01")
    factories.draft("Newer", start_date="2021-01-01")
    assert titles(editor) == ["Newer", "Older"]


def test_it_names_the_hosts_as_printed(editor):
    event = factories.event()
    host = factories.event_organization(event, role="host", name_as_printed="The Host of the Day")
    factories.event_organization(event, name_as_printed="Somebody else")
    text = editor.client.get(LIST).content.decode()
    assert host.name_as_printed in text
    assert "Somebody else" not in text


def test_it_tells_what_visitors_read_from_what_they_will_read(editor):
    soon = datetime(2199, 5, 6, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    published = factories.event(start_date="2021-01-05")
    factories.event(start_date="2021-01-04", withdrawn_at=soon)
    factories.event(start_date="2021-01-03", published_at=soon)
    then = {"published_at": factories.PUBLICATION, "withdrawn_at": factories.PUBLICATION}
    factories.draft(start_date="2021-01-02", status="withdrawn", **then)
    factories.draft(start_date="2021-01-01", status="review")
    factories.draft(start_date="2020-12-31", working_copy_of=published)
    text = editor.client.get(LIST).content.decode()
    assert re.findall(r'field-state">([^<]*)<', text) == [
        "Published",
        "Published until 6 May 2199, 09:00 (UTC+8)",
        "Scheduled: 6 May 2199, 09:00 (UTC+8)",
        "Withdrawn",
        "In review",
        "Draft of changes: Draft",
    ]


def test_reports_are_found_by_their_words_and_by_who_took_part(editor):
    factories.draft("River Forum")
    meeting = factories.draft("Work Meeting")
    factories.participation(meeting, factories.person("Geng Cong"))
    factories.participation(meeting, factories.person("Geng Two"))
    assert titles(editor, q="river") == ["River Forum"]
    assert titles(editor, q="geng") == ["Work Meeting"]


def test_reports_are_filtered_by_status_and_kind(editor):
    factories.draft("Draft forum", kind="forum")
    factories.event("Published forum", kind="forum")
    factories.event("Published summit", kind="summit")
    query = {"status__exact": "published", "kind__exact": "forum"}
    assert titles(editor, **query) == ["Published forum"]


@pytest.mark.parametrize("model", ["series", "topic"])
def test_series_and_topics_get_an_address_of_their_own_accord(editor, model):
    data = {"name": "Green Initiative", "language": "en", "slug": "", "description": ""}
    assert editor.client.post(f"/admin/events/{model}/add/", data).status_code == 302
    response = editor.client.get(f"/admin/events/{model}/")
    assert "green-initiative" in response.content.decode()


def test_a_topic_that_reports_speak_of_is_not_deleted(editor):
    event = factories.a_full_report(1)
    topic = event.eventtopics.get().topic
    editor.client.post(f"/admin/events/topic/{topic.pk}/delete/", {"post": "yes"})
    assert event.eventtopics.get().topic == topic


def test_an_impossible_year_in_the_address_is_refused_in_words(editor):
    factories.draft("River Forum")
    response = editor.client.get(LIST, {"start_date__year": "99999999999999"}, follow=True)
    assert response.status_code == 200
