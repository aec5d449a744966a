"""The table of events, read back as a spreadsheet reads it."""

import csv
import io
from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from events.models import Event, Series
from events.publishing import publish, withdraw
from tests import factories, public_site
from tests.counting import count_queries

pytestmark = pytest.mark.django_db
TABLE = "/events/events.csv"


def read(client, address: str = TABLE) -> list[dict]:
    content = client.get(address).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline=""), strict=True))


def test_a_row_says_all_that_its_columns_name(client):
    report = factories.draft(
        "=On Rivers", slug="rivers", language="th", kind="forum", edition=46, theme="水",
        series=Series.objects.create(name="Joint Committee"), end_date=date(2022, 11, 24),
        start_time=time(9), end_time=time(17, 30), timezone="Asia/Bangkok", mode="hybrid",
        progress="postponed", standfirst="Shared by six.",
    )  # fmt: skip
    report.places.create(venue="Hall", city="กรุงเทพฯ", country="TH")
    report.places.create(venue="Hall", city="Vientiane", country="LA", position=1)
    for position, (name, role) in enumerate(
        [("环境部", "host"), ("B", "co-host"), ("C", "guidance")]
    ):
        body = factories.organization(name)
        factories.event_organization(report, body, role=role, position=position)
    for position, (name, roles) in enumerate(
        [("李娜", ["chair", "opening"]), ("สมชาย", ["speaker"]), ("Delegate", ["delegate"])]
    ):
        holder = factories.person(name)
        factories.participation(report, holder, roles=roles, position=position)
    report.eventtopics.create(topic=factories.topic("Green"))
    publish(report, factories.PUBLICATION)
    assert read(client) == [
        {
            "title": "'=On Rivers",
            "language": "th",
            "kind": "forum",
            "series": "Joint Committee",
            "edition": "46",
            "theme": "水",
            "first_day": "2022-11-23",
            "last_day": "2022-11-24",
            "begins_at": "09:00",
            "ends_at": "17:30",
            "time_zone": "Asia/Bangkok",
            "mode": "hybrid",
            "progress": "postponed",
            "venues": "Hall",
            "cities": "กรุงเทพฯ; Vientiane",
            "countries": "TH; LA",
            "hosts": "环境部; B",
            "other_organizations": "C",
            "chairs": "李娜",
            "speakers": "李娜; สมชาย",
            "topics": "Green",
            "standfirst": "Shared by six.",
            "published_on": "2022-11-25",
            "page": "http://127.0.0.1:8000/events/2022/rivers/",
        }
    ]


def test_what_nobody_knows_is_empty(client):
    factories.event()
    (row,) = read(client)
    unknown = ["last_day", "begins_at", "time_zone", "mode", "edition", "series", "cities", "hosts"]
    assert [row[name] for name in unknown] == [""] * len(unknown)


def test_the_table_has_what_visitors_can_read_and_no_more(client):
    public_site.furnish()
    factories.draft("Draft")
    later = factories.event("To come")
    Event.objects.filter(pk=later.pk).update(published_at=timezone.now() + timedelta(hours=1))
    withdraw(factories.event("Withdrawn"), timezone.now(), "By mistake.")
    assert {row["title"] for row in read(client)} == {
        "Coming Forum",
        "Many Speakers",
        "工作会议在北京召开",
        "Full Report of the Lancang-Mekong Meeting",
    }


def test_the_table_takes_the_filters_of_the_list(client):
    public_site.furnish()
    assert [row["title"] for row in read(client, f"{TABLE}?year=2099")] == ["Coming Forum"]
    found = read(client, f"{TABLE}?q=meeting&place=Vientiane&person=li-na")
    assert [row["title"] for row in found] == ["Full Report of the Lancang-Mekong Meeting"]
    assert read(client, f"{TABLE}?year=never") == []


def test_the_table_is_a_download_and_read_only(client):
    answer = client.get(TABLE)
    assert answer["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert answer["Content-Disposition"] == 'attachment; filename="lmec-events.csv"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
    assert client.post(TABLE).status_code == 405


def test_the_table_costs_the_same_for_one_event_and_for_three(client):
    factories.a_full_report(1)
    one = count_queries(lambda: client.get(TABLE).getvalue())
    for _number in range(2):
        factories.a_full_report(3)
    assert count_queries(lambda: client.get(TABLE).getvalue()) == one <= 6
