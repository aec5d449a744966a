"""What the page of a report is made of."""

from datetime import time

import pytest

from events.models import Event
from events.publishing import publish
from events.report import Report
from tests import factories

pytestmark = pytest.mark.django_db


def report(event: Event) -> Report:
    return Report(Event.objects.in_full().get(pk=event.pk))


def labels(groups) -> list[tuple[str, list[str]]]:
    return [(str(group.label), [row.printed_name for row in group.rows]) for group in groups]


def test_before_publication_every_turn_has_an_anchor_of_its_own():
    event = factories.draft()
    factories.remark(event)
    factories.remark(event)
    anchors = {turn.anchor for turn in report(event).turns}
    assert len(anchors) == 2
    assert all(anchor.startswith("remark-") for anchor in anchors)


def test_the_first_paragraph_that_is_no_heading_opens_a_turn():
    event = factories.draft()
    factories.remark(event, text="<h2>Title</h2><p>First.</p><p>Second.</p>")
    (turn,) = report(event).turns
    assert turn.opening.html == "<p>First.</p>"


def test_a_clock_is_read_where_the_event_is_held():
    event = factories.event(start_time=time(9), timezone="Asia/Yangon")
    west = factories.event(start_time=time(9), timezone="America/New_York")
    assert (report(event).offset, report(west).offset) == ("UTC+6:30", "UTC-5")
    assert report(factories.event()).offset == ""


def test_the_contents_name_each_speaker_and_groups_by_what_they_did():
    event = factories.draft(language="zh-Hans")
    twice = factories.person("Li Na", slug="li-na")
    factories.remark(event, person=twice, kind="opening")
    factories.remark(event, attribution="Delegates", kind="discussion", position=1)
    factories.remark(event, person=factories.person("Khin"), position=2)
    factories.remark(event, person=twice, kind="closing", position=3)
    publish(event, factories.PUBLICATION)
    entries = [(entry.label, entry.language) for entry in report(event).contents]
    assert entries == [
        ("Li Na: Opening remarks", ""),
        ("Discussion", ""),
        ("Khin", "zh-Hans"),
        ("Li Na: Closing remarks", ""),
    ]


@pytest.mark.parametrize(("speakers", "entries"), [(12, 12), (13, 0)])
def test_the_contents_name_at_most_twelve(speakers, entries):
    event = factories.draft()
    for _number in range(speakers):
        factories.remark(event)
    assert len(report(event).contents) == entries


def test_each_role_is_a_fact_that_leads_to_what_was_said():
    event = factories.draft()
    li, khin = factories.person("Li Na", slug="li-na"), factories.person("Khin")
    factories.participation(event, li, roles=["opening", "chair"])
    factories.participation(event, khin, roles=["speaker"], position=1)
    factories.participation(event, factories.person(), roles=["delegate"], position=2)
    factories.remark(event, person=li)
    publish(event, factories.PUBLICATION)
    facts = [
        (str(fact.label), [(row.printed_name, anchor) for row, anchor in fact.people])
        for fact in report(event).people_facts
    ]
    assert facts == [
        ("Chair", [("Li Na", "li-na")]),
        ("Opening remarks", [("Li Na", "li-na")]),
        ("Speaker", [("Khin", "")]),
    ]


@pytest.mark.parametrize(("speakers", "facts"), [(6, ["Chair", "Speaker"]), (7, ["Chair"])])
def test_where_many_speak_only_the_chair_is_named(speakers, facts):
    event = factories.draft()
    for position in range(speakers):
        roles = ["speaker"] if position else ["chair"]
        factories.participation(event, roles=roles, position=position)
    assert [str(fact.label) for fact in report(event).people_facts] == facts
    assert report(event).has_many_speakers == (speakers > 6)


def test_who_said_nothing_on_record_and_second_posts_are_listed_apart():
    event = factories.draft()
    speaker, listener = factories.person(), factories.person()
    factories.participation(event, speaker, credited_as="First post")
    factories.participation(event, speaker, credited_as="Second post", position=1)
    factories.participation(event, listener, credited_as="Listener", position=2)
    factories.remark(event, person=speaker)
    assert [row.credited_as for row in report(event).others] == ["Second post", "Listener"]


def test_bodies_of_one_country_stand_by_what_they_did_and_what_they_are():
    event = factories.draft()
    for position, (name, role, kind) in enumerate(
        [
            ("Academy", "participant", "research"),
            ("Watcher", "observer", "ngo"),
            ("Ministry", "participant", "ministry"),
            ("Host", "host", "center"),
            ("College", "participant", "university"),
        ]
    ):
        body = factories.organization(name, classification=kind, country="CN")
        factories.event_organization(event, body, role=role, position=position)
    assert labels(report(event).groups) == [
        ("Hosts", ["Host"]),
        ("Observers", ["Watcher"]),
        ("Ministries and commissions", ["Ministry"]),
        ("Research institutes and universities", ["Academy", "College"]),
    ]


def test_bodies_of_several_countries_stand_by_country():
    event = factories.draft()
    for position, (name, country) in enumerate(
        [("In Viet Nam", "VN"), ("Nowhere", ""), ("In China", "CN"), ("Also", "VN")]
    ):
        body = factories.organization(name, country=country)
        factories.event_organization(event, body, position=position)
    assert labels(report(event).groups) == [
        ("China", ["In China"]),
        ("Viet Nam", ["In Viet Nam", "Also"]),
        ("Others", ["Nowhere"]),
    ]


def test_a_joint_name_plate_is_one_of_a_group():
    event = factories.draft()
    first, second = factories.organization("First"), factories.organization("Second")
    factories.event_organization(event, first, joint_with=second)
    assert labels(report(event).groups) == [("Other bodies", ["First / Second"])]


def test_the_chair_and_the_voices_are_told_apart():
    event = factories.draft()
    factories.participation(event, factories.person("Chair"), roles=["closing", "chair"])
    factories.participation(event, factories.person("Voice"), position=1)
    factories.participation(event, factories.person("Ear"), roles=["delegate"], position=2)
    assert (report(event).chairs, report(event).voices) == (["Chair"], ["Voice"])


def test_nothing_asks_the_database_once_the_event_is_loaded(django_assert_num_queries):
    event = Event.objects.in_full().get(pk=factories.a_full_report(2).pk)
    with django_assert_num_queries(0):
        shown = Report(event)
        for name in ("contents", "people_facts", "others", "groups", "chairs", "voices"):
            getattr(shown, name)
