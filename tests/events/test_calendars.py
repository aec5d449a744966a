"""Calendars, read back by a library that did not write them."""

from datetime import UTC, date, datetime, time, timedelta
from io import StringIO

import pytest
import vobject
from dateutil.tz import tzical
from django.utils import timezone

from events.models import Event
from events.publishing import publish, withdraw
from tests import factories, public_site
from tests.counting import count_queries

pytestmark = pytest.mark.django_db
CALENDAR = "/events/calendar.ics"
MAY = date(2030, 5, 4)


def read(client, address: str):
    return vobject.readOne(client.get(address).content.decode())


def read_event(client, report):
    """The one entry in the calendar of a report."""
    (entry,) = read(client, f"{report.get_absolute_url()}event.ics").vevent_list
    return entry


def instant(moment: datetime) -> datetime:
    """A moment read from a calendar, by its own rules of time zones, in UTC."""
    return moment.astimezone(UTC)


def test_an_event_of_days_has_days_and_ends_before_the_next(client):
    entry = read_event(client, factories.event(start_date=MAY, end_date=date(2030, 5, 6)))
    assert (entry.dtstart.value, entry.dtend.value) == (MAY, date(2030, 5, 7))
    assert entry.dtstart.params == {"VALUE": ["DATE"]}


def test_an_event_whose_end_nobody_knows_takes_one_day(client):
    entry = read_event(client, factories.event(start_date=MAY))
    assert (entry.dtstart.value, entry.dtend.value) == (MAY, date(2030, 5, 5))


def test_an_event_of_hours_is_at_that_moment_everywhere(client):
    report = factories.event(
        start_date=MAY, start_time=time(9), end_time=time(17, 30), timezone="Asia/Yangon"
    )
    entry = read_event(client, report)
    assert entry.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Asia/Yangon"]
    assert instant(entry.dtstart.value) == datetime(2030, 5, 4, 2, 30, tzinfo=UTC)
    assert instant(entry.dtend.value) == datetime(2030, 5, 4, 11, tzinfo=UTC)


def test_summer_time_is_in_the_file_itself(client):
    report = factories.event(start_date=MAY, start_time=time(9), timezone="Europe/Paris")
    text = client.get(f"{report.get_absolute_url()}event.ics").content.decode()
    # vobject reads the first of several dates alone.
    zone = tzical(StringIO(text)).get("Europe/Paris")
    offsets = [datetime(2030, month, 10, 9, tzinfo=zone).utcoffset() for month in (1, 7)]
    assert offsets == [timedelta(hours=1), timedelta(hours=2)]


def test_each_time_zone_is_described_once_and_in_one_order(client):
    for zone in ("Asia/Yangon", "Asia/Bangkok", "Asia/Yangon", "UTC"):
        factories.event(start_time=time(9), timezone=zone)
    factories.event(timezone="Asia/Tokyo")
    zones = [zone.tzid.value for zone in read(client, CALENDAR).vtimezone_list]
    assert zones == ["Asia/Bangkok", "Asia/Yangon"]


def test_from_a_time_on_the_first_day_to_one_on_the_last(client):
    report = factories.event(
        start_date=MAY, end_date=date(2030, 5, 6), start_time=time(9), end_time=time(12)
    )
    entry = read_event(client, report)
    assert instant(entry.dtend.value) == datetime(2030, 5, 6, 4, tzinfo=UTC)


def test_a_first_time_alone_invents_no_last(client):
    one_day = read_event(client, factories.event(start_date=MAY, start_time=time(9)))
    assert "dtend" not in one_day.contents
    several = factories.event(start_date=MAY, end_date=date(2030, 5, 6), start_time=time(9))
    entry = read_event(client, several)
    assert (entry.dtstart.value, entry.dtend.value) == (MAY, date(2030, 5, 7))


def test_an_entry_says_what_where_and_by_whom(client):
    report = factories.draft("Rivers, lakes; seas", slug="rivers", standfirst="Shared\\by six.")
    report.places.create(venue="Hall; of Rivers", city="Beijing", country="CN")
    report.places.create(city="เวียงจันทน์", country="LA", position=1)
    host = factories.organization("กรมควบคุมมลพิษ", language="th")
    factories.event_organization(report, host, role="host")
    factories.event_organization(report, factories.organization("Guest"), position=1)
    publish(report, factories.PUBLICATION)
    Event.objects.update(updated_at=datetime(2026, 1, 31, 12, tzinfo=UTC))
    entry = read_event(client, report)
    address = "http://127.0.0.1:8000/events/2022/rivers/"
    assert {name: entry.getChildValue(name) for name in ("summary", "location", "description")} == {
        "summary": "Rivers, lakes; seas",
        "location": "Hall; of Rivers, Beijing, China; เวียงจันทน์, Lao PDR",
        "description": f"Shared\\by six.\nHost: กรมควบคุมมลพิษ\n{address}",
    }
    assert (entry.url.value, entry.uid.value) == (address, str(report.key))
    assert entry.created.value == factories.PUBLICATION
    changed = datetime(2026, 1, 31, 12, tzinfo=UTC)
    assert entry.last_modified.value == entry.dtstamp.value == changed
    assert (entry.status.value, entry.transp.value) == ("CONFIRMED", "TRANSPARENT")


@pytest.mark.parametrize(
    ("progress", "status", "words"),
    [("postponed", "TENTATIVE", "Postponed"), ("cancelled", "CANCELLED", "Cancelled")],
)
def test_an_event_that_is_not_held_says_so(client, progress, status, words):
    entry = read_event(client, factories.event(progress=progress))
    assert entry.status.value == status
    assert entry.description.value.startswith(words)


def test_a_later_version_has_a_higher_number(client):
    report = factories.event()
    before = int(read_event(client, report).sequence.value)
    Event.objects.update(updated_at=timezone.now() + timedelta(minutes=2))
    assert int(read_event(client, report).sequence.value) > before


def test_long_lines_break_between_characters(client):
    title = "澜沧江湄公河环境合作工作会议" * 20
    standfirst = "การประชุมความร่วมมือ" * 14
    report = factories.event(title, slug="long", standfirst=standfirst, language="zh-Hans")
    lines = client.get(f"{report.get_absolute_url()}event.ics").content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines[:-1])
    entry = read_event(client, report)
    assert entry.summary.value == title
    assert entry.summary.params == {"LANGUAGE": ["zh-Hans"]}
    assert entry.description.value.startswith(standfirst)


def test_pasted_control_characters_are_left_out(client):
    report = factories.event("Pas\x1bted\x7f title", standfirst="A\r\nB\rC\u2028D")
    entry = read_event(client, report)
    assert entry.summary.value == "Pasted title"
    assert entry.description.value.split("\n")[:4] == ["A", "B", "C", "D"]


def test_the_calendar_holds_what_visitors_can_read_and_no_more(client):
    public_site.furnish()
    factories.draft("Draft")
    later = factories.event("To come")
    Event.objects.filter(pk=later.pk).update(published_at=timezone.now() + timedelta(hours=1))
    withdraw(factories.event("Withdrawn"), timezone.now(), "By mistake.")
    found = [entry.summary.value for entry in read(client, CALENDAR).vevent_list]
    assert set(found) == {
        "Coming Forum",
        "Many Speakers",
        "工作会议在北京召开",
        "Full Report of the Lancang-Mekong Meeting",
    }


def test_a_hidden_event_has_no_calendar(client):
    address = f"{factories.draft().get_absolute_url()}event.ics"
    assert client.get(address).status_code == 404


def test_the_calendar_has_a_name_and_a_lasting_key(client):
    factories.event()
    calendar = read(client, CALENDAR)
    assert calendar.getChildValue("x_wr_calname") == "LMEC: events"
    assert calendar.uid.value == "82b407bd-f59b-5f4c-916c-a90db2210c45"
    assert calendar.contents["refresh-interval"][0].value == "P1D"


def test_an_unchanged_calendar_is_not_sent_twice(client):
    factories.event(start_time=time(9))
    etag = client.get(CALENDAR)["ETag"]
    assert client.get(CALENDAR, HTTP_IF_NONE_MATCH=etag).status_code == 304


def test_the_calendar_of_all_holds_the_latest_of_many(client, monkeypatch):
    monkeypatch.setattr("events.downloads.LATEST", 2)
    for year in (2019, 2021, 2020):
        factories.event(str(year), start_date=date(year, 1, 1))
    found = [entry.summary.value for entry in read(client, CALENDAR).vevent_list]
    assert found == ["2021", "2020"]


def test_one_event_is_a_download_and_all_are_to_be_subscribed_to(client):
    report = factories.event(slug="rivers")
    one, all_events = client.get(f"{report.get_absolute_url()}event.ics"), client.get(CALENDAR)
    assert one["Content-Type"] == all_events["Content-Type"] == "text/calendar; charset=utf-8"
    assert one["Content-Disposition"] == 'attachment; filename="rivers.ics"'
    assert all_events["Content-Disposition"] == 'inline; filename="lmec-events.ics"'
    assert not all_events.cookies


def test_a_former_address_leads_to_the_calendar_of_the_present_one(client):
    report = factories.event(slug="first")
    report.slug = "second"
    report.save()
    answer = client.get("/events/2022/first/event.ics")
    assert (answer.status_code, answer["Location"]) == (301, "/events/2022/second/event.ics")


def test_a_calendar_costs_the_same_for_one_event_and_for_three(client):
    factories.a_full_report(1)
    one = count_queries(lambda: client.get(CALENDAR))
    for _number in range(2):
        factories.a_full_report(3)
    assert count_queries(lambda: client.get(CALENDAR)) == one <= 5
