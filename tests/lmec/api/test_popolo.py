"""The export in the classes of Popolo, read back by others' means."""

import json
from datetime import date

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker

from events.models import Event
from events.publishing import publish
from lmec.api import popolo
from tests import factories, public_site
from tests.counting import count_queries
from tests.lmec.api.popolo_schema import SCHEMA

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


def the_export() -> dict:
    return json.loads("".join(popolo.document(timezone.now())))


def by_id(things: list[dict]) -> dict[str, dict]:
    return {thing["id"]: thing for thing in things}


def test_the_export_is_as_popolo_has_it(client):
    public_site.furnish()
    answer = client.get("/api/v1/popolo.json")
    document = json.loads(answer.getvalue())
    checker = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
    assert list(checker.iter_errors(document)) == []
    assert [name for name, things in document.items() if not things] == []


def test_an_empty_record_is_an_export_too():
    assert the_export() == dict.fromkeys(SCHEMA["required"], [])


def test_every_id_is_there_once_and_every_reference_finds_one():
    public_site.furnish()
    document = the_export()
    ids = {name: [thing["id"] for thing in things] for name, things in document.items()}
    for name, found in ids.items():
        assert len(found) == len(set(found)), name
    classes = {
        "person_id": "persons",
        "creator_id": "persons",
        "organization_id": "organizations",
        "parent_id": "organizations",
        "post_id": "posts",
        "area_id": "areas",
        "event_id": "events",
    }
    lost = [
        (thing["id"], term)
        for things in document.values()
        for thing in things
        for term, name in classes.items()
        if thing.get(term) is not None and thing[term] not in ids[name]
    ]
    assert lost == []
    for event in document["events"]:
        assert {person["id"] for person in event["attendees"]} <= set(ids["persons"])


def test_chinese_and_thai_come_through(client):
    public_site.furnish()
    document = the_export()
    assert by_id(document["organizations"])["thai-body"]["name"] == "กรมควบคุมมลพิษ"
    assert by_id(document["persons"])["li-na"]["other_names"][0] == {
        "name": "李娜",
        "language": "zh-Hans",
        "note": "native",
        "start_date": None,
        "end_date": None,
    }
    said = [speech for speech in document["speeches"] if speech["language"] == "zh-Hans"]
    assert said[0]["text"] == "会议总结了进展。"
    assert "กรมควบคุมมลพิษ".encode() in client.get("/api/v1/popolo.json").getvalue()


def test_a_speech_has_its_paragraphs_under_their_permanent_addresses():
    public_site.furnish()
    speech = by_id(the_export()["speeches"])["full-report/li-na"]
    assert speech["creator_id"] == "li-na"
    assert speech["attribution_text"] == "Li Na, Director of the Center"
    assert (speech["event_id"], speech["position"]) == ("full-report", 1)
    assert [row["number"] for row in speech["paragraphs"]] == ["4", "5", "6"]
    assert speech["paragraphs"][1] == {
        "number": "5",
        "text": "Then",
        "url": f"{SITE}/events/2022/full-report/#p5",
    }
    assert speech["text"].endswith("\n\nThen\n\nMore.")


def test_what_a_body_said_has_no_creator_but_its_words():
    report = factories.draft(slug="meeting")
    factories.remark(report, organization=factories.organization("Division", slug="division"))
    publish(report, factories.PUBLICATION)
    (speech,) = the_export()["speeches"]
    assert (speech["creator_id"], speech["attribution_text"]) == (None, "Division")
    assert speech["organization_ids"] == ["division"]


def test_a_post_is_there_once_whoever_held_it():
    body = factories.organization(slug="institute")
    for start in (None, date(2020, 1, 1)):
        holder = factories.membership(body=body, title="院长", start_date=start).person
        factories.participation(holder=holder)
    document = the_export()
    assert document["posts"] == [
        {
            "id": "institute:院长",
            "label": "院长",
            "role": "院长",
            "organization_id": "institute",
        }
    ]
    assert [held["start_date"] for held in document["memberships"]] == [None, "2020-01-01"]


def test_the_export_costs_the_same_for_few_and_for_many():
    def export():
        for _piece in popolo.document(timezone.now()):
            pass

    factories.a_full_report(1)
    before = count_queries(export)
    for _number in range(3):
        factories.a_full_report(3)
    assert count_queries(export) == before


def test_no_more_is_read_at_once_than_a_chunk(monkeypatch):
    monkeypatch.setattr(popolo, "AT_ONCE", 2)
    for _number in range(5):
        factories.event()
    chunks = list(popolo.in_chunks(Event.objects.published(timezone.now())))
    assert [len(chunk) for chunk in chunks] == [2, 2, 1]
    assert len({event.pk for chunk in chunks for event in chunk}) == 5


def test_nothing_is_read_before_it_is_asked_for(django_assert_num_queries):
    factories.a_full_report(1)
    with django_assert_num_queries(0):
        popolo.document(timezone.now())
