"""The record as plain dicts: what is in them, and what never is."""

from datetime import UTC, date, datetime

import pytest

from events.models import Event
from lmec import record_json
from organizations.models import Organization
from people.models import Person, PersonContact
from tests import factories

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


def the_person(**fields) -> Person:
    holder = factories.person("Li Na", slug="li-na", **fields)
    holder.public_contacts = list(PersonContact.objects.filter(person=holder).public())
    return holder


def the_event(**fields) -> Event:
    return Event.objects.in_full().get(pk=factories.event(slug="meeting", **fields).pk)


def test_an_address_elsewhere_stays_as_it_is():
    assert record_json.absolute("/people/") == f"{SITE}/people/"
    assert record_json.absolute("https://example.org/") == "https://example.org/"


def test_rich_text_becomes_paragraphs_of_plain_text():
    assert record_json.text("<h2>Work</h2><p>She <em>teaches</em>.</p>") == "Work\n\nShe teaches."


def test_a_person_has_names_in_other_scripts():
    person = the_person()
    person.names.create(name="李娜", language="zh-Hans")
    assert record_json.person(person) == {
        "id": "li-na",
        "name": "Li Na",
        "url": f"{SITE}/people/li-na/",
        "language": "en",
        "sort_name": "Li Na",
        "honorific_prefix": "",
        "other_names": [
            {
                "name": "李娜",
                "language": "zh-Hans",
                "note": "native",
                "start_date": None,
                "end_date": None,
            }
        ],
        "image": None,
        "biography": "",
        "contact_details": [],
    }


def test_the_note_of_a_contact_detail_stays_with_colleagues():
    body = factories.organization("Institute")
    body.contacts.create(kind="voice", value="+86 10", note="Ask for Mei", is_public=True)
    body.contacts.create(kind="email", value="private@example.org")
    body = Organization.objects.with_public_contacts().get(pk=body.pk)
    assert record_json.organization(body)["contact_details"] == [
        {"type": "voice", "label": "", "value": "+86 10"}
    ]


def test_the_unknown_start_of_a_post_is_null_and_its_source_is_left_out():
    person = the_person()
    body = factories.organization("Institute", slug="institute")
    post = factories.membership(person, body, start_date=None, source="Told by telephone")
    assert record_json.memberships(person) == [
        {
            "id": f"{post.pk}-institute",
            "label": "Director, Institute",
            "role": "Director",
            "person_id": "li-na",
            "organization_id": "institute",
            "post_id": "institute:Director",
            "start_date": None,
            "end_date": None,
        }
    ]


def test_a_post_at_a_joint_name_plate_is_a_membership_in_each_body():
    person = the_person()
    bodies = [factories.organization(slug=slug) for slug in ("first", "second")]
    factories.membership(person, bodies[0], joint_with=bodies[1])
    held = record_json.memberships(person)
    assert [row["organization_id"] for row in held] == ["first", "second"]
    assert len({row["id"] for row in held}) == 2


def test_a_body_tells_what_stood_above_it_and_when():
    above, body = factories.organization("Ministry", slug="ministry"), factories.organization()
    body.parentages.create(parent=above, start_date=date(2018, 3, 17))
    assert record_json.structure(body)["parents"] == [
        {
            "organization": {
                "id": "ministry",
                "name": "Ministry",
                "url": f"{SITE}/organizations/ministry/",
            },
            "start_date": "2018-03-17",
            "end_date": None,
        }
    ]


def test_a_paragraph_has_its_number_its_text_and_its_address():
    event = the_event(summary='<p>See the <a href="/about/">center</a>.</p>')
    assert record_json.event(event)["summary"] == [
        {
            "number": "1",
            "text": "See the center.",
            "html": f'<p>See the <a href="{SITE}/about/">center</a>.</p>',
            "url": f"{SITE}/events/2022/meeting/#p1",
        }
    ]


def test_a_remark_of_a_body_names_the_body():
    report = factories.draft(slug="meeting")
    factories.remark(report, organization=factories.organization("Division", slug="division"))
    factories.publish(report, factories.PUBLICATION)
    (remark,) = record_json.event(Event.objects.in_full().get(pk=report.pk))["remarks"]
    assert remark["id"] == "meeting/division"
    assert remark["speaker"]["person"] is None
    assert [body["id"] for body in remark["speaker"]["organizations"]] == ["division"]


def test_corrections_are_told_with_their_moments_the_latest_first():
    event = factories.event()
    for day in (26, 27):
        event.corrections.create(at=datetime(2022, 11, day, tzinfo=UTC), note=f"On day {day}.")
    told = record_json.event(Event.objects.in_full().get(pk=event.pk))["corrections"]
    assert told == [
        {"at": "2022-11-27T08:00:00+08:00", "note": "On day 27."},
        {"at": "2022-11-26T08:00:00+08:00", "note": "On day 26."},
    ]


def test_writing_a_whole_report_asks_the_database_nothing(django_assert_num_queries):
    event = Event.objects.in_full().get(pk=factories.a_full_report(3).pk)
    with django_assert_num_queries(0):
        assert len(record_json.event(event)["remarks"]) == 3
