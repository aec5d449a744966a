"""A report and its files at their addresses: public, to come, withdrawn, never there."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from events.models import Event
from events.publishing import publish, withdraw
from tests import factories, public_site

pytestmark = pytest.mark.django_db


def test_a_report_has_the_address_that_the_world_knows(client):
    event = factories.event(slug="fifth-anniversary")
    assert event.get_absolute_url() == "/events/2022/fifth-anniversary/"
    assert client.get("/events/2022/fifth-anniversary/").status_code == 200


def test_a_wrong_year_leads_to_the_right_one(client):
    event = factories.event(slug="meeting")
    answer = client.get("/events/2019/meeting/")
    assert (answer.status_code, answer["Location"]) == (301, event.get_absolute_url())


def test_visitor_cannot_open_a_draft_or_tell_it_from_nothing(client):
    factories.draft(slug="draft")
    assert client.get("/events/2022/draft/").status_code == 404
    assert client.get("/events/2019/draft/").status_code == 404


def test_visitor_cannot_open_a_report_before_its_time(client):
    event = factories.draft()
    publish(event, timezone.now() + timedelta(hours=1))
    assert client.get(event.get_absolute_url()).status_code == 404


def test_an_editor_sees_no_more_on_the_site_than_a_visitor(client):
    client.force_login(factories.administrator())
    assert client.get(factories.draft().get_absolute_url()).status_code == 404


def test_a_withdrawn_report_leaves_a_notice(client):
    event = factories.event("Secret title")
    withdraw(event, datetime(2023, 5, 3, 12, tzinfo=ZoneInfo("Asia/Shanghai")), "A wrong name.")
    answer = client.get(event.get_absolute_url())
    html = answer.content.decode()
    assert answer.status_code == 410
    assert "was withdrawn on 3 May 2023" in html
    assert "A wrong name." in html
    assert "Secret title" not in html


def test_a_report_withdrawn_before_its_time_was_never_there(client):
    event = factories.draft()
    publish(event, timezone.now() + timedelta(hours=1))
    withdraw(event, timezone.now(), "A mistake.")
    assert client.get(event.get_absolute_url()).status_code == 404


@pytest.fixture
def event() -> Event:
    return factories.event("Secret title")


@pytest.fixture
def files(event) -> list[str]:
    """The addresses of everything that a report is taken away as."""
    document = event.attachments.create(file=public_site.document(), title="Agenda")
    event.photos.create(image=public_site.picture(), alt="Secret view")
    names = ["photographs/", "event.ics", "citation.txt", "citation.bib"]
    return [document.get_absolute_url(), *(f"{event.get_absolute_url()}{name}" for name in names)]


def statuses(client, addresses: list[str]) -> set[int]:
    answers = [client.get(address) for address in addresses]
    for answer in answers:
        answer.getvalue()  # so that a file is closed
    return {answer.status_code for answer in answers}


def test_every_file_of_a_withdrawn_report_answers_with_its_notice(client, event, files):
    assert statuses(client, files) == {200}
    withdraw(event, timezone.now(), "A wrong name.")
    notice = client.get(event.get_absolute_url()).content
    for address in files:
        answer = client.get(address)
        assert (answer.status_code, answer.content) == (410, notice)


def test_a_report_to_be_withdrawn_is_there_until_that_moment(client, event, files):
    now = timezone.now()
    Event.objects.update(withdrawn_at=now + timedelta(hours=1))
    assert statuses(client, files) == {200}
    Event.objects.update(withdrawn_at=now)
    assert statuses(client, files) == {410}


def test_no_file_tells_a_report_that_nobody_could_read_from_nothing(client, event, files):
    Event.objects.update(published_at=timezone.now() + timedelta(hours=1))
    assert statuses(client, files) == {404}
    withdraw(event, timezone.now(), "A mistake.")
    Event.objects.update(published_at=timezone.now() + timedelta(hours=1))
    assert statuses(client, files) == {404}


def test_the_files_of_a_renamed_report_are_found_below_its_former_address(client, event, files):
    former = files[1:]
    event.slug = "renamed"
    event.save()
    for address in former:
        assert client.get(address)["Location"] == address.replace("secret-title", "renamed")
