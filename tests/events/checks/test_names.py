"""Names of the directory that stand in a text, and names that are nearly those."""

from datetime import date

import pytest

from events.checks import findings
from organizations.models import Organization
from people.models import Person
from tests import factories
from tests.counting import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    event = factories.draft()
    post = factories.membership(factories.person("Zhang Wei"))
    factories.participation(event, post.person, membership=post, organization=post.organization)
    return event


def say(report, text: str):
    report.summary = f"<p>{text}</p>"
    report.save()
    return report


def named(name: str) -> str:
    return f"The text names “{name}”, which is in the directory and not linked in this report."


def test_a_body_is_found_by_every_name_it_has(report, told):
    for language, name in [("en", "WXY"), ("zh-Hans", "示例研究所"), ("vi", "Viện Ví Dụ")]:
        factories.organization().names.create(name=name, language=language, kind="acronym")
    say(report, "The WXY met, 与示例研究所合作, and Viện Ví Dụ.")
    assert told(report) == [named("WXY"), named("示例研究所"), named("Viện Ví Dụ")]


def test_a_name_inside_a_longer_name_or_word_is_not_found(report, told):
    for name in ("Water Center", "Green", "WX"):
        factories.organization(name)
    row = factories.event_organization(report, factories.organization("Green Water Center"))
    say(report, f"{row.organization} of WXtra is evergreen. Green-Blue.")
    assert told(report) == []


def test_the_bodies_above_a_linked_one_are_linked_on_the_day(report, told):
    below, above, former = (factories.organization(name) for name in ("Unit", "House", "Home"))
    below.parentages.create(parent=above, start_date=date(2020, 1, 1))
    below.parentages.create(parent=former, end_date=date(2019, 12, 31))
    factories.event_organization(report, below)
    say(report, "The House and the Home of the Unit.")
    assert told(report) == [named("Home")]


def test_a_name_of_two_is_linked_by_one_of_them(report, told):
    for _ in range(2):
        body = factories.organization()
        body.names.create(name="MONRE", kind="acronym")
    factories.event_organization(report, body)
    assert told(say(report, "MONRE met.")) == []


def test_a_person_is_found_by_the_full_name(report, told):
    factories.person("Somchai")
    someone = factories.person("Li Na")
    someone.names.create(name="李娜娜", language="zh-Hans")
    say(report, "Somchai met Li Na, or 李娜娜, and Zhang Wei.")
    assert told(report) == [
        "The text names Li Na, who is in the directory and not among the people taking part."
    ]


def test_a_topic_that_is_named_like_a_body_is_no_body(report, told):
    factories.organization("Green Initiative")
    factories.topic("Green Initiative")
    assert told(say(report, "The Green Initiative goes on.")) == []


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("the Ministry of Environment and Water", True),
        ("the Ministry for Water and Enviroment of Somewhere", True),
        ("the Ministry of Enviroment and Water", True),
        ("the Ministry of the Water and Environment", False),
        ("the Ministry of Water and Energy", False),
        ("the Ministry of Environment", False),
    ],
)
def test_a_body_in_nearly_its_words_is_told(report, told, text, is_told):
    body = factories.organization("Ministry of Water and Environment")
    factories.event_organization(report, body)
    assert ["directory writes" in sentence for sentence in told(say(report, text))] == (
        [True] if is_told else []
    )


def test_a_body_of_that_very_name_is_not_misspelt(report, told):
    for name in ("Institute of Water Economics", "Institute of Economics Water"):
        factories.event_organization(report, factories.organization(name))
    assert told(say(report, "Institute of Economics Water")) == []


def test_numbers_and_short_words_make_another_body(report, told):
    factories.event_organization(report, factories.organization("Division II of Water"))
    assert told(say(report, "Division III of Water")) == []


def test_the_questions_are_as_many_for_a_long_report_and_a_large_directory(report):
    factories.organization("House of Water")
    say(report, "The House of Water and the Hose of Water.")
    factories.remark(report, person=report.participations.get().person)
    one = count_queries(lambda: findings(report))

    Organization.objects.bulk_create(
        Organization(name=f"House of Water {n}", slug=f"house-{n}") for n in range(500)
    )
    Person.objects.bulk_create(
        Person(name=f"Li Na {n}", sort_name=f"Li Na {n}", slug=f"li-na-{n}") for n in range(500)
    )
    for n in range(20):
        post = factories.membership()
        factories.participation(report, post.person, membership=post, credited_as="", position=n)
        factories.remark(report, person=post.person, text=f"<p>House of Water {n}, Li Na {n}</p>")
    assert len(findings(report)) > 20
    assert count_queries(lambda: findings(report)) == one <= 12
