"""What the API answers at each of its addresses."""

from datetime import date

import pytest

from events.models import Event, Topic
from events.publishing import publish, withdraw
from organizations.models import Organization
from people.models import Person
from tests import factories, public_site
from tests.counting import count_queries

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
LISTS = ["events/", "remarks/", "people/", "organizations/", "topics/"]
ONES = [
    "events/full-report/",
    "remarks/full-report/li-na/",
    "people/li-na/",
    "organizations/division-ii/",
    "topics/green-initiative/",
]


def ids(answer: dict) -> list[str]:
    return [item["id"] for item in answer["items"]]


def a_report(slug: str, *texts: str, **fields) -> Event:
    """A published report with a remark for each text."""
    report = factories.draft(slug, slug=slug, summary="", **fields)
    for position, text in enumerate(texts):
        speaker = factories.person(slug=f"{slug}-{position}")
        factories.remark(report, text=f"<p>{text}</p>", position=position, person=speaker)
    publish(report, factories.PUBLICATION)
    return report


def test_each_list_has_its_entries(api):
    public_site.furnish()
    answers = {address: ids(api(address)) for address in LISTS}
    assert answers["events/"][0] == "coming-forum"
    assert "full-report" in answers["events/"]
    assert "full-report/li-na" in answers["remarks/"]
    assert "li-na" in answers["people/"]
    assert "thai-body" in answers["organizations/"]
    assert answers["topics/"] == ["green-initiative"]


def test_what_a_list_names_can_be_asked_for_by_its_id(api):
    public_site.furnish()
    for address in LISTS:
        for item in api(address, limit=100)["items"]:
            one = api(f"{address}{item['id']}/")
            assert {name: one[name] for name in item} == item


def test_a_report_is_given_whole(api):
    public_site.furnish()
    event = api("events/full-report/")
    assert event["url"] == f"{SITE}/events/2022/full-report/"
    assert (event["start_time"], event["end_time"]) == ("09:00", "17:30")
    assert (event["series"]["id"], event["edition"]) == ("joint-committee", 46)
    assert [host["name"] for host in event["hosts"]] == [
        "Lancang-Mekong Environmental Cooperation Center / Foreign Center"
    ]
    assert [row["role"] for row in event["organizations"]] == [
        "host",
        "guidance",
        "participant",
        "participant",
    ]
    assert [row["person"]["id"] for row in event["people"]][:2] == ["li-na", "somchai-example"]
    assert [remark["kind"] for remark in event["remarks"]][:3] == [
        "opening",
        "closing",
        "presentation",
    ]
    assert [remark["language"] for remark in event["remarks"]].count("zh-Hans") == 1
    assert [row["title"] for row in event["attachments"]] == ["Agenda", "录像"]
    assert event["attachments"][1]["url"] == "https://example.org/video"
    assert event["photos"][0]["caption"] == "At the table."
    assert event["photos"][0]["url"].startswith(f"{SITE}/media/pictures/")


def test_a_person_has_the_posts_held(api):
    public_site.furnish()
    person = api("people/li-na/")
    assert person["other_names"][0]["name"] == "李娜"
    assert [held["start_date"] for held in person["memberships"]] == ["2020-01-01", "2020-01-01"]


def test_a_body_has_its_place_in_the_structure(api):
    public_site.furnish()
    body = api("organizations/ministry-of-ecology-and-environment/")
    assert [row["organization"]["id"] for row in body["children"]] == ["foreign-center"]
    assert body["predecessors"] == [
        {
            "kind": "renamed",
            "organization": {
                "id": "ministry-of-environmental-protection",
                "name": "Ministry of Environmental Protection",
                "url": f"{SITE}/organizations/ministry-of-environmental-protection/",
            },
            "date": "2018-03-17",
        }
    ]


def test_words_find_what_the_search_page_finds(api):
    a_report("meeting", "The rivers rose.", "The rivers fell and rose.")
    a_report("thai", "แม่น้ำโขงมีความสำคัญ")
    assert ids(api("remarks/", q="river fell")) == []
    assert ids(api("remarks/", q="rivers fell")) == ["meeting/meeting-1"]
    assert ids(api("remarks/", q="แม่น้ำโขง")) == ["thai/thai-0"]
    assert ids(api("remarks/", q="rivers -fell")) == ["meeting/meeting-0"]


@pytest.mark.parametrize("words", ["???", '""', "- -"])
def test_words_without_a_letter_find_nothing(api, words):
    a_report("meeting", "The rivers rose.")
    assert ids(api("remarks/", q=words)) == []


def test_filters_narrow_a_list(api):
    report = factories.draft("a", slug="a", start_date=date(2020, 1, 1), kind="forum", summary="")
    speaker = factories.person("Li Na", slug="li-na")
    factories.remark(report, kind="keynote", person=speaker)
    report.eventtopics.create(topic=factories.topic("Water"))
    factories.event_organization(report, factories.organization(country="TH"))
    publish(report, factories.PUBLICATION)
    a_report("b", "The rivers rose.")
    for given in (
        {"speaker": "li-na"},
        {"speaker": "Li"},
        {"topic": "water"},
        {"event": "forum"},
        {"to": "2021"},
        {"country": "th"},
    ):
        assert ids(api("events/", **given)) == ["a"], given
    assert ids(api("events/", **{"from": "2021"})) == ["b"]
    assert ids(api("events/", **{"from": "2021"}, to="2021")) == []
    assert ids(api("remarks/", remark="keynote")) == ["a/li-na"]


def test_an_organization_is_taken_with_the_bodies_below_it_on_the_day(api):
    ministry, unit = factories.organization("Ministry"), factories.organization("Unit")
    unit.parentages.create(parent=ministry, end_date=date(2020, 12, 31))
    for slug, day in (("then", date(2020, 5, 1)), ("now", date(2022, 5, 1))):
        report = factories.draft(slug, slug=slug, start_date=day)
        factories.remark(report, organization=unit)
        publish(report, factories.PUBLICATION)
    assert ids(api("remarks/", organization="ministry")) == ["then/unit"]
    assert ids(api("events/", organization="unit")) == ["now", "then"]


def test_directory_entries_are_found_by_any_of_their_names(api):
    public_site.furnish()
    assert ids(api("people/", q="李娜")) == ["li-na"]
    assert ids(api("organizations/", q="湄公河")) == [public_site.SITE_ORGANIZATION]
    assert ids(api("organizations/", country="TH")) == ["thai-body"]


def test_following_next_gives_every_entry_once(api, client):
    for number in range(4):
        a_report(f"meeting-{number}", "The rivers rose.", "The rivers fell.")
    found, address = [], "/api/v1/remarks/?q=rivers&limit=3"
    while address:
        answer = client.get(address).json()
        assert len(answer["items"]) <= 3
        found += ids(answer)
        address = answer["next"] and answer["next"].removeprefix(SITE)
    assert len(found) == len(set(found)) == 8


def test_a_page_stays_the_same_when_newer_entries_come_before_it(api, client):
    for number in range(4):
        a_report(f"meeting-{number}", start_date=date(2020, 1, 1 + number))
    following = api("events/", limit=2)["next"].removeprefix(SITE)
    before = client.get(following).json()
    a_report("newer", start_date=date(2021, 1, 1))
    assert client.get(following).json() == before


@pytest.mark.parametrize("given", ["abc", "AAAAAAAAAAB", "%00", "٣" * 11, "x" * 9999])
def test_a_cursor_of_another_make_is_refused_with_a_sentence(api, given):
    assert api("events/", 400, cursor=given) == {
        "detail": "This cursor is not one that the API gave. Leave it out to begin again."
    }


@pytest.mark.parametrize(
    ("given", "detail"),
    [
        ({"limit": "101"}, "limit: Input should be less than or equal to 100."),
        ({"limit": "0"}, "limit: Input should be greater than or equal to 1."),
        ({"from": "99999"}, "from: Input should be less than or equal to 9998."),
        ({"speaker": "  "}, "speaker: String should have at least 1 character."),
        (
            {"speker": "li-na"},
            "There is no parameter “speker” here. These are known: country, cursor, event, from, "
            "limit, organization, q, speaker, to, topic.",
        ),
    ],
)
def test_a_parameter_that_means_nothing_is_refused_with_a_sentence(api, given, detail):
    assert api("events/", 400, **given) == {"detail": detail}


GARBAGE = ["\x00", "'", '"', "-", "(", "%", "x" * 10_000, "<script>", "-1", "1e9", "٢٠٢٢", "\ud83d"]


@pytest.mark.parametrize("address", LISTS)
def test_nothing_typed_breaks_a_list(client, address):
    a_report("meeting", "A river.")
    names = ["q", "speaker", "organization", "country", "topic", "event", "remark", "from", "to"]
    for name in (*names, "limit", "cursor", "x"):
        for word in GARBAGE:
            encoded = word.encode("utf-8", "surrogatepass")
            answer = client.get(f"/api/v1/{address}", {name: encoded})
            assert answer.status_code in {200, 400}, (name, word)
            assert answer["Content-Type"].startswith("application/json")


@pytest.mark.parametrize(
    "address",
    [
        "events/no-such/",
        "events/%00/",
        "remarks/meeting/nobody/",
        "people/é/",
        "people/" + "x" * 999 + "/",
    ],
)
def test_an_id_that_means_nothing_is_missing(api, address):
    a_report("meeting", "A river.")
    assert api(address, 404)["detail"].startswith("Nothing")


def test_a_withdrawn_report_is_gone_with_the_reason(api):
    withdraw(a_report("meeting", "A river."), factories.PUBLICATION, "It named a person.")
    gone = {"detail": "This report was withdrawn on 2022-11-25. It named a person."}
    assert api("events/meeting/", 410) == gone
    assert api("remarks/meeting/meeting-0/", 410) == gone


def test_a_former_id_leads_to_the_present_one(client):
    public_site.furnish()
    for model, slug in (
        (Event, "full-report"),
        (Person, "li-na"),
        (Organization, "division-ii"),
        (Topic, "green-initiative"),
    ):
        thing = model.objects.get(slug=slug)
        thing.slug = f"renamed-{slug}"
        thing.save()
    for address in ONES:
        root, slug, rest = address.split("/", 2)
        answer = client.get(f"/api/v1/{address}")
        assert answer.status_code == 301
        assert answer["Location"] == f"/api/v1/{root}/renamed-{slug}/{rest}"


@pytest.mark.parametrize("address", [*LISTS, "events/{slug}/", "people/{person}/"])
def test_an_answer_costs_the_same_for_few_and_for_many(client, address):
    def cost(size: int) -> int:
        slugs = []
        for number in range(size):
            report = factories.a_full_report(size, start_date=date(2020 + size, 1, 1 + number))
            slugs.append(report.slug)
        person = report.participations.first().person
        path = address.format(slug=slugs[-1], person=person.slug)
        return count_queries(lambda: client.get(f"/api/v1/{path}"))

    assert cost(1) == cost(3)
