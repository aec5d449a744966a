from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events.models import Event
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_address_is_made_of_the_title_and_cut_between_words():
    report = factories.draft("Fifth Anniversary of the Lancang-Mekong Environmental Cooperation "
                             "Center Work Meeting Held in Beijing")  # fmt: skip
    assert report.slug == (
        "fifth-anniversary-of-the-lancang-mekong-environmental-cooperation-center-work"
    )


def test_a_title_in_chinese_gets_an_address_in_ascii():
    assert factories.draft("澜湄环境合作").slug.isascii()


def test_a_title_without_words_falls_back_to_the_key():
    report = factories.draft("!!!")
    assert report.slug == f"event-{report.key.hex[:12]}"


def test_a_second_report_of_one_title_gets_another_address():
    assert [factories.draft("Work Meeting").slug for _ in range(3)] == [
        "work-meeting",
        "work-meeting-2",
        "work-meeting-3",
    ]


def test_the_address_is_unique_in_the_whole_site_and_not_in_the_year():
    factories.draft(slug="work-meeting")
    twin = Event(title="Other", slug="work-meeting", start_date=date(2019, 1, 1))
    with pytest.raises(ValidationError, match="Another report has this address already."):
        twin.full_clean()


def test_a_working_copy_may_have_the_address_of_its_report():
    report = factories.event()
    copy = factories.draft(slug=report.slug, working_copy_of=report)
    copy.full_clean()


def test_the_address_spelled_out():
    report = factories.event(slug="fifth-anniversary-work-meeting")
    assert report.get_absolute_url() == "/events/2022/fifth-anniversary-work-meeting/"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"end_date": date(2022, 11, 22)}, "The last day must not be before the first day."),
        ({"end_time": time(12)}, "Say when it begins, or leave out when it ends."),
        ({"status": "published"}, "A published report needs the time of publication."),
        ({"status": "withdrawn"}, "A withdrawn report needs the time of withdrawal."),
    ],
)
def test_the_database_keeps_the_rule_and_the_form_says_it(fields, sentence):
    report = factories.draft()
    for name, value in fields.items():
        setattr(report, name, value)
    with pytest.raises(ValidationError, match=sentence):
        report.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        report.save()


def test_a_time_is_in_the_events_own_zone():
    report = factories.draft(start_time=time(9, 30), timezone="Asia/Yangon")
    assert report.starts_at == datetime(2022, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Yangon"))
    assert factories.draft().starts_at is None


def test_an_event_is_upcoming_until_its_first_day_begins_where_it_is_held():
    report = factories.draft(start_date=date(2030, 1, 2), timezone="Asia/Shanghai")
    utc = ZoneInfo("UTC")
    assert report.is_upcoming(datetime(2030, 1, 1, 15, 59, tzinfo=utc))
    assert not report.is_upcoming(datetime(2030, 1, 1, 16, 0, tzinfo=utc))


def test_a_person_with_two_posts_is_one_speaker():
    report, holder = factories.event(), factories.person()
    factories.participation(report, holder, position=0)
    factories.participation(report, holder, position=1)
    factories.participation(report, roles=["delegate"])
    assert [row.person for row in report.speakers] == [holder]


@pytest.mark.parametrize("field", ["summary", "outcomes"])
def test_html_that_could_do_harm_is_never_stored(field):
    report = factories.draft(**{field: "<p onclick='x'>A<script>alert(1)</script></p>"})
    report.refresh_from_db()
    assert getattr(report, field) == "<p>A</p>"
