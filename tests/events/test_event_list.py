"""The list of events, the archive of a year, what a row says."""

import re
from datetime import date

import pytest

from events.publishing import publish
from tests import factories
from tests.counting import count_queries

pytestmark = pytest.mark.django_db


def titles(client, address="/events/") -> list[str]:
    return [event.title for event in client.get(address).context["page_obj"]]


def test_the_latest_event_comes_first(client):
    factories.event("Old", start_date=date(2019, 1, 1))
    factories.event("New", start_date=date(2021, 1, 1))
    assert titles(client) == ["New", "Old"]


def test_each_year_is_a_section_with_the_number_of_its_events(client):
    for day in (date(2019, 1, 1), date(2021, 1, 1), date(2021, 2, 1)):
        factories.event(start_date=day)
    years = client.get("/events/").context["years"]
    assert [(year, n, len(rows)) for year, n, rows in years] == [(2021, 2, 2), (2019, 1, 1)]


def test_a_year_that_goes_on_on_the_next_page_counts_whole(client):
    for _number in range(21):
        factories.event()
    second = client.get("/events/?page=2")
    assert [(year, n, len(rows)) for year, n, rows in second.context["years"]] == [(2022, 21, 1)]
    assert 'href="http://127.0.0.1:8000/events/?page=2"' in second.content.decode()


def test_the_archive_of_a_year_holds_that_year(client):
    factories.event("In 2022")
    factories.event("In 2021", start_date=date(2021, 1, 1))
    assert titles(client, "/events/2022/") == ["In 2022"]
    assert "<h1>Events in 2022</h1>" in client.get("/events/2022/").content.decode()


def test_a_year_without_events_has_no_archive_but_may_be_asked_for(client):
    factories.event()
    assert client.get("/events/1999/").status_code == 404
    assert client.get("/events/?year=1999").status_code == 200


def test_a_list_that_finds_nothing_says_what_was_asked_and_how_to_drop_it(client):
    factories.event(kind="forum")
    html = " ".join(client.get("/events/?year=1999&type=forum").content.decode().split())
    assert "<h2>No events match</h2>" in html
    assert "You asked for <b>1999</b>, <b>Forum or conference</b>. There is 1 event" in html
    assert '<a class="btn btn--q" href="/events/?type=forum">Remove “1999” (1)</a>' in html
    assert '<a class="btn btn--q" href="/events/?year=1999">' in html
    assert '<a class="btn btn--q" href="/events/">Clear all filters</a>' in html


def test_an_empty_site_says_so(client):
    assert "No report has been published yet." in client.get("/events/").content.decode()


def test_a_filter_from_another_page_is_shown_kept_and_dropped(client):
    body = factories.organization("Peking University", slug="pku")
    factories.event_organization(factories.event(), body)
    html = client.get("/events/?organization=pku").content.decode()
    assert '<input type="hidden" name="organization" value="pku">' in html
    assert '<a class="btn btn--q" href="/events/">Remove “Peking University”</a>' in html


def test_what_was_typed_stays_in_the_form(client):
    factories.event(kind="forum")
    html = client.get('/events/?q="a&b"&type=forum').content.decode()
    assert 'name="q" value="&quot;a"' in html
    assert '<option value="forum" selected>' in html


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start_date": date(2099, 1, 1)}, ["Upcoming"]),
        ({"start_date": date(2099, 1, 1), "progress": "cancelled"}, ["Cancelled"]),
        ({"progress": "postponed"}, ["Postponed"]),
        ({}, []),
    ],
)
def test_a_row_says_what_became_of_the_event(client, fields, words):
    factories.event(**fields)
    html = client.get("/events/").content.decode()
    tags = re.findall(r'<span class="tag">([^<]*)</span>', html)
    assert tags == ["Work meeting", *words]


def test_a_row_says_who_held_it_and_how_many_came(client):
    event = factories.draft()
    first, second = factories.organization("A"), factories.organization("B")
    factories.event_organization(event, first, joint_with=second, role="host")
    factories.event_organization(event, position=1)
    factories.participation(event)
    factories.participation(event, roles=["delegate"], position=1)
    publish(event, factories.PUBLICATION)
    html = " ".join(client.get("/events/").content.decode().split())
    assert "Hosted by <span>A / B</span>" in html
    assert "1 speaker, 1 organization attending" in html


@pytest.mark.parametrize(
    "address", ["/events/", "/events/2022/", "/events/?q=meeting&type=work-meeting&year=2022"]
)
def test_the_list_costs_the_same_for_one_event_and_for_three(client, address):
    factories.a_full_report(1)
    one = count_queries(lambda: client.get(address))
    factories.a_full_report(3)
    factories.a_full_report(3)
    assert count_queries(lambda: client.get(address)) == one <= 18
