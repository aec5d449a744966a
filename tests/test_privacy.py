"""What visitors cannot read changes nothing that they can: no list, no count, no feed, no file."""

import re
from collections import deque
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from events.models import Event, Series
from events.publishing import publish, withdraw
from organizations.models import Organization
from people.models import Person
from tests import factories, public_site

pytestmark = pytest.mark.django_db
LINK = re.compile(rb'(?:href="|<loc>http://127\.0\.0\.1:8000)(/[^"#<]*)')
WITH_LINKS = ("text/html", "application/xml")
ELSEWHERE = ("/static/", "/media/", "/admin/")
DATA = [
    "/sitemap.xml",
    "/robots.txt",
    "/events/events.csv?year=2022",
    "/organizations/peking-university/contact.vcf",
    f"/organizations/{public_site.SITE_ORGANIZATION}/contact.vcf",
    f"{public_site.REPORT}event.ics",
    f"{public_site.REPORT}citation.txt?paragraph=1",
    "/people/li-na/feed.atom",
    "/search/?q=secret",
    "/search/?q=秘密",
    "/api/v1/popolo.json",
    *(
        f"/api/v1/{kind}/{question}"
        for kind in ("events", "remarks", "people", "organizations", "topics")
        for question in ("", "?q=secret", "?limit=1")
    ),
]


def crawl(client) -> dict[str, tuple[int, bytes]]:
    """The answer at every address that pages and sitemaps lead to, one step from each question."""
    found = {}
    waiting = deque([*public_site.ADDRESSES, *DATA])
    while waiting:
        address = waiting.popleft()
        if address in found or address.startswith(ELSEWHERE):
            continue
        answer = client.get(address)
        found[address] = answer.status_code, answer.getvalue()
        if "?" not in address and answer["Content-Type"].startswith(WITH_LINKS):
            waiting += links(answer.getvalue())
    return found


def links(content: bytes) -> list[str]:
    return [unescape(link.decode()) for link in LINK.findall(content)]


def hide(title: str) -> Event:
    """A draft at which known bodies and people meet unknown ones, full of what nobody may read."""
    report = factories.draft(
        f"Secret {title} 秘密", language="zh-Hans", kind="summit", standfirst="Secret words",
        summary="<p>秘密</p>", series=Series.objects.create(name=f"Secret series {title}"),
    )  # fmt: skip
    report.places.create(city="Secret City", country="KH")
    stranger = factories.person(f"Secret Person {title}")
    for position, person in enumerate([stranger, Person.objects.get(slug="li-na")]):
        body = Organization.objects.get(slug="peking-university")
        factories.participation(
            report, person, organization=body, credited_as="Secret post", position=position
        )
        factories.event_organization(
            report, body, name_as_printed="Secret name", position=position,
            joint_with=Organization.objects.get(slug="thai-body"),
        )  # fmt: skip
        factories.remark(report, person=person, text="<p>Secret remark 秘密</p>", position=position)
    for topic in (factories.topic(f"Secret topic {title}"), report_topic()):
        report.eventtopics.create(topic=topic, position=topic.pk)
    report.photos.create(image=public_site.picture(), alt="Secret", caption="Secret")
    report.attachments.create(url="https://example.org/secret", title="Secret")
    return report


def report_topic():
    return Event.objects.get(slug="full-report").eventtopics.get().topic


def test_what_is_hidden_changes_no_answer_to_a_visitor(client):
    public_site.furnish()
    before = crawl(client)
    assert len(before) > 100
    now = timezone.now()
    hide("draft")
    publish(hide("to come"), now + timedelta(hours=1))
    taken_back = hide("taken back")
    publish(taken_back, now)
    withdraw(taken_back, now, "Secret reason")
    copy = hide("copy")
    Event.objects.filter(pk=copy.pk).update(working_copy_of=Event.objects.get(slug="full-report"))
    for holder in (Person.objects.get(slug="li-na"), Organization.objects.get(slug="thai-body")):
        holder.contacts.create(kind="voice", value="+86 10 99999999", note="Secret")
    after = crawl(client)
    assert before.keys() == after.keys()
    assert [address for address in before if before[address] != after[address]] == []
