from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Series
from events.publishing import withdraw
from lmec.addresses import FormerAddress
from tests import factories

pytestmark = pytest.mark.django_db


def rename(thing, *slugs: str):
    for slug in slugs:
        thing.slug = slug
        thing.save()
    return thing


def test_a_former_address_leads_to_the_present_one(client):
    rename(factories.event(slug="first"), "second")
    response = client.get("/events/2022/first/")
    assert (response.status_code, response["Location"]) == (301, "/events/2022/second/")


def test_chains_of_changes_collapse_to_one_step(client):
    rename(factories.event(slug="first"), "second", "third")
    for old in ("first", "second"):
        assert client.get(f"/events/2022/{old}/")["Location"] == "/events/2022/third/"


def test_an_address_taken_over_leads_to_the_new_owner(client):
    rename(factories.event(slug="first"), "second")
    owner = factories.event("The new owner", slug="first")
    response = client.get("/events/2022/first/")
    assert response.status_code == 200
    assert owner.title in response.content.decode()


def test_going_back_to_a_former_address_leaves_no_circle(client):
    rename(factories.event(slug="first"), "second", "first")
    assert client.get("/events/2022/first/").status_code == 200
    assert client.get("/events/2022/second/")["Location"] == "/events/2022/first/"


def test_the_right_address_in_a_wrong_year_leads_to_the_right_year(client):
    factories.event(slug="meeting")
    assert client.get("/events/1999/meeting/")["Location"] == "/events/2022/meeting/"


def test_what_was_asked_for_besides_is_kept(client):
    rename(factories.organization(slug="old"), "new")
    assert client.get("/organizations/old/?x=1")["Location"] == "/organizations/new/?x=1"


def test_a_person_a_topic_and_a_series_move_too(client):
    series = Series.objects.create(name="Committee", slug="old")
    report = factories.event(series=series)
    rename(series, "new")
    row = factories.participation(report, factories.person(slug="old"))
    rename(row.person, "new")
    topic = factories.topic(slug="old")
    report.eventtopics.create(topic=topic)
    rename(topic, "new")
    assert client.get("/people/old/")["Location"] == "/people/new/"
    assert client.get("/topics/old/")["Location"] == "/topics/new/"
    assert client.get("/series/old/")["Location"] == "/series/new/"


def test_a_report_withdrawn_since_still_answers_410(client):
    report = rename(factories.event(slug="first"), "second")
    withdraw(report, timezone.now(), "Published too early.")
    response = client.get("/events/2022/first/", follow=True)
    assert response.status_code == 410
    assert "Published too early." in response.content.decode()


def test_the_new_address_of_what_is_hidden_is_not_given_away(client):
    series = Series.objects.create(name="Committee", slug="old")
    report = factories.event(slug="first", series=series)
    row = factories.participation(report, factories.person(slug="old"))
    rename(row.person, "new")
    rename(report, "second")
    rename(series, "new")
    type(report).objects.update(published_at=timezone.now() + timedelta(days=1))
    assert client.get("/events/2022/first/").status_code == 404
    assert client.get("/people/old/").status_code == 404
    assert client.get("/series/old/").status_code == 404


def test_a_draft_leaves_no_former_address():
    rename(factories.draft(slug="first"), "second")
    assert not FormerAddress.objects.exists()


def test_a_new_thing_does_not_take_a_former_address_by_itself():
    rename(factories.event("Work Meeting"), "anniversary")
    assert factories.event("Work Meeting").slug == "work-meeting-2"


def test_a_draft_does_not_take_an_address_from_what_visitors_read(client):
    report = rename(factories.event(slug="first"), "second")
    factories.draft(slug="first")
    assert client.get("/events/2022/first/")["Location"] == report.get_absolute_url()


def test_somebody_off_the_record_does_not_take_the_address_of_somebody_on_it(client):
    row = factories.participation(factories.event(), factories.person(slug="old"))
    rename(row.person, "new")
    factories.person(slug="old")
    assert client.get("/people/old/")["Location"] == "/people/new/"


def test_a_report_that_moved_to_another_year_is_found_from_the_year_before(client):
    report = factories.event(slug="meeting")
    report.start_date = report.start_date.replace(year=2023)
    report.save()
    assert client.get("/events/2022/meeting/")["Location"] == "/events/2023/meeting/"
