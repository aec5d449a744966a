"""What pages tell machines, read back from the pages."""

import json
from datetime import date, time

import pytest

from events.models import Event, Series
from events.publishing import publish
from tests import factories, public_site
from tests.markup import Markup

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


def things(client, address: str) -> dict[str, dict]:
    """What a page describes, by type."""
    (script,) = Markup(client.get(address).content.decode()).scripts
    return {thing["@type"]: thing for thing in json.loads(script)["@graph"]}


def names_and_addresses(breadcrumbs: dict) -> list[tuple[str, str]]:
    return [(step["name"], step["item"]) for step in breadcrumbs["itemListElement"]]


def test_the_home_page_tells_of_the_site_its_search_and_its_center(client):
    public_site.furnish()
    found = things(client, "/")
    assert (
        found["WebSite"]["potentialAction"]["target"] == f"{SITE}/search/?q={{search_term_string}}"
    )
    center = found["Organization"]
    assert center["telephone"] == ["+86-10-82268242/8221"]
    assert center["address"] == "No. 5 Houyingfang Hutong, Beijing"
    assert center["logo"].startswith(f"{SITE}/media/pictures/")


def test_a_list_names_its_events_in_order(client):
    factories.event("Old", slug="old", start_date=date(2021, 1, 1))
    factories.event("New", slug="new")
    items = things(client, "/events/")["CollectionPage"]["mainEntity"]["itemListElement"]
    assert [(item["position"], item["name"], item["url"]) for item in items] == [
        (1, "New", f"{SITE}/events/2022/new/"),
        (2, "Old", f"{SITE}/events/2021/old/"),
    ]


def test_a_report_describes_the_event_and_itself(client):
    event = factories.draft("Meeting", slug="meeting", standfirst="It was held.")
    first, second = factories.organization("A"), factories.organization("B")
    factories.event_organization(event, first, joint_with=second, role="host")
    factories.event_organization(event, factories.organization("C", classification="university"))
    factories.participation(event, factories.person("Li Na"), roles=["chair", "closing"])
    factories.participation(event, factories.person("Ear"), roles=["delegate"], position=1)
    event.places.create(city="Beijing", country="CN")
    publish(event, factories.PUBLICATION)
    found = things(client, event.get_absolute_url())
    meeting = found["Event"]
    assert meeting["startDate"] == "2022-11-23"
    assert "endDate" not in meeting
    assert "eventAttendanceMode" not in meeting
    assert meeting["eventStatus"] == "https://schema.org/EventScheduled"
    assert meeting["location"][0]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Beijing",
        "addressCountry": "CN",
    }
    assert [body["name"] for body in meeting["organizer"]] == ["A", "B"]
    assert [(body["@type"], body["name"]) for body in meeting["attendee"]] == [
        ("CollegeOrUniversity", "C")
    ]
    assert [(role["roleName"], role["performer"]["name"]) for role in meeting["performer"]] == [
        ("Chair; Closing remarks; Director, Example Institute", "Li Na")
    ]
    report = found["Report"]
    assert report["about"] == {"@id": meeting["@id"]}
    assert report["datePublished"] == "2022-11-25T09:00:00+08:00"
    assert names_and_addresses(found["BreadcrumbList"]) == [
        ("Home", f"{SITE}/"),
        ("Events", f"{SITE}/events/"),
        ("2022", f"{SITE}/events/2022/"),
        ("Meeting", f"{SITE}/events/2022/meeting/"),
    ]


def test_an_event_with_all_its_particulars_states_them(client):
    event = factories.event(
        start_time=time(9),
        end_date=date(2022, 11, 24),
        timezone="Asia/Yangon",
        mode="online",
        progress="cancelled",
        series=Series.objects.create(name="Committee"),
    )
    meeting = things(client, event.get_absolute_url())["Event"]
    assert meeting["startDate"] == "2022-11-23T09:00:00+06:30"
    assert meeting["endDate"] == "2022-11-24"
    assert meeting["eventStatus"] == "https://schema.org/EventCancelled"
    assert meeting["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert meeting["superEvent"] == {
        "@type": "EventSeries",
        "@id": f"{SITE}/series/committee/#series",
        "name": "Committee",
        "url": f"{SITE}/series/committee/",
    }


def test_a_report_tells_how_it_was_corrected(client):
    event = factories.event()
    event.corrections.create(at=factories.PUBLICATION, note="The hall had the wrong name.")
    assert things(client, event.get_absolute_url())["Report"]["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "The hall had the wrong name.",
            "datePublished": "2022-11-25T09:00:00+08:00",
        }
    ]


def test_a_body_is_described_with_its_names_and_its_place(client):
    ministry = factories.organization("Ministry", classification="ministry")
    body = factories.organization("Institute", classification="research", slug="institute")
    body.parentages.create(parent=ministry)
    factories.organization("Branch").parentages.create(parent=body)
    body.names.create(name="研究院", language="zh-Hans")
    body.contacts.create(kind="email", value="private@example.org")
    found = things(client, "/organizations/institute/")["ResearchOrganization"]
    assert found["alternateName"] == ["研究院"]
    assert found["parentOrganization"]["@type"] == "GovernmentOrganization"
    assert [child["name"] for child in found["subOrganization"]] == ["Branch"]
    assert "email" not in found


def test_a_person_holds_the_latest_post_on_record(client):
    li = factories.person("Li Na", slug="li-na", honorific_prefix="Dr.")
    factories.participation(holder=li, credited_as="Director of the Institute")
    person = things(client, "/people/li-na/")["ProfilePage"]["mainEntity"]
    assert (person["name"], person["honorificPrefix"]) == ("Li Na", "Dr.")
    assert person["hasOccupation"] == {
        "@type": "Role",
        "roleName": "Director of the Institute",
        "startDate": "2022-11-23",
    }


def test_nothing_typed_can_leave_the_script_element(client):
    event = factories.event("</script><script>alert(1)</script>")
    found = things(client, event.get_absolute_url())
    assert found["Event"]["name"] == event.title
    assert Event.objects.count() == 1
