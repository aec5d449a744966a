"""Pages lead to the feeds, calendars, tables and contact cards of what they show."""

import re

import pytest

from tests import factories, public_site

pytestmark = pytest.mark.django_db
LIST = re.compile(r'<ul class="tools" aria-label="Follow or download">(.*?)</ul>', re.DOTALL)
CENTER = f"/organizations/{public_site.SITE_ORGANIZATION}/"
ALL_EVENTS = ["/events/feed.atom", "/events/calendar.ics", "/events/events.csv"]
# What each page offers, in order.
OFFERED = {
    "/events/": ALL_EVENTS,
    "/events/?page=1": ALL_EVENTS,
    "/events/2022/": ["/events/events.csv?year=2022"],
    "/events/?type=work-meeting&place=Beijing": [
        "/events/events.csv?type=work-meeting&amp;place=Beijing"
    ],
    "/events/?year=1999": [],
    public_site.REPORT: [f"{CENTER}contact.vcf"],
    "/events/2099/coming-forum/": ["/events/2099/coming-forum/event.ics", f"{CENTER}contact.vcf"],
    "/topics/green-initiative/": ["/topics/green-initiative/feed.atom"],
    "/people/li-na/": ["/people/li-na/feed.atom"],
    "/organizations/": ["/organizations/directory.csv"],
    "/organizations/by-country/": ["/organizations/directory.csv"],
    CENTER: [f"{CENTER}feed.atom", f"{CENTER}contact.vcf"],
    "/organizations/division-ii/": ["/organizations/division-ii/feed.atom"],
    "/about/": [f"{CENTER}contact.vcf"],
    "/search/?q=meeting": [],
}


def offered(client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    lists = LIST.findall(answer.content.decode())
    return [link for found in lists for link in re.findall('href="([^"]+)"', found)]


def test_each_page_offers_what_it_can_be_followed_or_taken_away_by(client):
    public_site.furnish()
    assert {address: offered(client, address) for address in OFFERED} == OFFERED
    for link in {link for links in OFFERED.values() for link in links}:
        assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_a_body_that_no_report_names_has_no_feed_to_follow(client):
    body = factories.organization("New Body")
    assert offered(client, body.get_absolute_url()) == []


def test_a_person_who_can_be_reached_has_no_card(client):
    person = factories.participation(factories.event()).person
    person.contacts.create(kind="email", value="office@example.org", is_public=True)
    assert offered(client, person.get_absolute_url()) == [f"{person.get_absolute_url()}feed.atom"]
