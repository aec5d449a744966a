"""What the list of events finds for what visitors ask."""

import pytest

from events.filters import EventFilter, Removal
from events.models import Event, Series
from events.publishing import publish
from tests import factories

pytestmark = pytest.mark.django_db
AT = factories.PUBLICATION


def found(**given) -> set[str]:
    return {event.title for event in EventFilter(AT, given).events()}


def test_nothing_asked_finds_every_public_event():
    factories.event("Public")
    factories.draft("Draft")
    assert found() == {"Public"}


def test_a_year_finds_the_events_that_began_in_it():
    factories.event("In 2022")
    factories.event("In 2021", start_date="2021-12-31", end_date="2022-01-02")
    assert found(year="2022") == {"In 2022"}


@pytest.mark.parametrize("year", ["0", "10000", "-2022", "2022.0", "next", "9" * 30])
def test_a_year_that_is_none_finds_nothing(year):
    factories.event()
    assert found(year=year) == set()


def test_a_type_and_a_place_find_together():
    forum = factories.event("Forum in Kunming", kind="forum")
    forum.places.create(city="Kunming", country="CN")
    factories.event("Forum elsewhere", kind="forum").places.create(city="Vientiane")
    factories.event("Training", kind="training").places.create(city="Kunming")
    assert found(type="forum", place="Kunming") == {"Forum in Kunming"}


@pytest.mark.parametrize(
    "word", ["RIVERS", "theme", "standfirst", "summary", "plan", "said", "Na", "Institute"]
)
def test_a_word_is_found_wherever_a_report_says_it(word):
    report = factories.draft(
        "Rivers",
        theme="The theme",
        standfirst="The standfirst.",
        summary="<p>The summary.</p>",
        outcomes="<p>A plan.</p>",
    )
    factories.remark(report, attribution="Delegates", text="<p>They said yes.</p>")
    factories.participation(report, name_as_printed="Li Na", credited_as="Director")
    factories.event_organization(report, name_as_printed="River Institute")
    publish(report, AT)
    factories.event("Another", summary="<p>Nothing.</p>")
    assert found(q=word) == {"Rivers"}


def test_all_words_must_be_there_in_any_order():
    factories.event("Green rivers")
    factories.event("Rivers")
    assert found(q="rivers  green") == {"Green rivers"}


def test_an_organization_finds_where_it_was_named_and_where_it_spoke():
    body = factories.organization("Institute", slug="institute")
    named, spoke = factories.event("Named"), factories.event("Spoke")
    factories.event_organization(named, factories.organization(), joint_with=body)
    factories.remark(spoke, organization=body)
    factories.event("Without")
    assert found(organization="institute") == {"Named", "Spoke"}
    assert found(organization="nobody") == set()


def test_a_role_is_that_of_the_organization_asked_for():
    body = factories.organization("Institute", slug="institute")
    for title, role in [("Host", "host"), ("Joint host", "host"), ("Guest", "participant")]:
        event, partner = factories.event(title), factories.organization()
        bodies = (partner, body) if title == "Joint host" else (body, None)
        factories.event_organization(event, bodies[0], joint_with=bodies[1], role=role)
        factories.event_organization(event, role="host" if role != "host" else "observer")
    assert found(organization="institute", role="host") == {"Host", "Joint host"}
    assert found(organization="institute", role="speaker") == set()
    assert found(role="host") == set()
    asked = EventFilter(AT, {"organization": "institute", "role": "host"})
    assert asked.removals() == [
        Removal("Institute", "/events/", 3),
        Removal("Host", "/events/?organization=institute", 3),
    ]


def test_a_person_and_a_series_find_their_events():
    holder = factories.person(slug="li-na")
    factories.participation(factories.event("With her"), holder)
    factories.event("In series", series=Series.objects.create(name="Committee", slug="committee"))
    assert (found(person="li-na"), found(series="committee")) == ({"With her"}, {"In series"})


def test_a_person_of_drafts_alone_is_not_named():
    holder = factories.person("Secret Person", slug="li-na")
    factories.participation(factories.draft(), holder)
    factories.draft(series=Series.objects.create(name="Secret Series", slug="committee"))
    asked = EventFilter(AT, {"person": "li-na", "series": "committee"})
    assert asked.labels == {"person": "li-na", "series": "committee"}


def test_what_was_asked_is_said_in_words():
    factories.event_organization(factories.event(), factories.organization("Institute", slug="i"))
    given = {"type": "work-meeting", "organization": "i", "year": "2022", "q": " river\0s "}
    assert EventFilter(AT, given).labels == {
        "q": "rivers",
        "year": "2022",
        "type": "Work meeting",
        "organization": "Institute",
    }


def test_each_option_is_counted_under_the_other_filters():
    for city, kind, year in [("A", "forum", 2021), ("A", "forum", 2022), ("B", "visit", 2022)]:
        event = factories.event(kind=kind, start_date=f"{year}-05-04")
        event.places.create(city=city)
    choices = EventFilter(AT, {"year": "2022", "place": "B"}).choices
    assert choices["year"].options == [("2022", "2022", 1)]
    assert choices["type"].options == [("visit", "Visit or study tour", 1)]
    assert choices["place"].options == [("A", "A", 1), ("B", "B", 1)]
    assert [choices[name].total for name in ("year", "type", "place")] == [1, 1, 2]


def test_a_choice_without_events_stays_chosen():
    factories.event()
    choices = EventFilter(AT, {"type": "forum", "year": "1999"}).choices
    assert ("forum", "Forum or conference", 0) in choices["type"].options
    assert ("1999", "1999", 0) in choices["year"].options


def test_each_filter_can_be_dropped_by_itself():
    factories.event(kind=Event.Kind.FORUM)
    asked = EventFilter(AT, {"type": "forum", "year": "1999"})
    assert asked.removals() == [
        Removal("1999", "/events/?type=forum", 1),
        Removal("Forum or conference", "/events/?year=1999", 0),
    ]
    assert EventFilter(AT, {"q": "a b"}).removals() == [Removal("a b", "/events/", 1)]
