"""What is not public is in no answer of the API, no count, no cursor and not in the export."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Event
from events.publishing import publish, withdraw
from lmec.api import cursor, popolo
from lmec.richtext import plain
from people.models import Person
from tests import factories, public_site

pytestmark = pytest.mark.django_db
NOW = timezone.now
LISTS = ["events", "remarks", "people", "organizations", "topics"]
QUESTIONS = ["", "?q=secret", "?q=Sokha", "?limit=1", "?limit=100"]
EVENT_QUESTIONS = ["?speaker=sokha", "?speaker=Sokha", "?topic=secret-plan", "?event=forum"]


def a_secret_report() -> Event:
    """A draft with a person, a topic and words that no public report has."""
    report = factories.draft(
        "Secret Meeting", slug="secret-meeting", kind="forum", summary="<p>A secret summary.</p>"
    )
    sokha = factories.person("Sokha Secret", slug="sokha", biography="<p>A secret life.</p>")
    sokha.names.create(name="សុខា", language="km")
    post = factories.membership(sokha, factories.organization("Public Body"), title="Secret Post")
    factories.participation(report, sokha, membership=post)
    factories.remark(report, person=sokha, text="<p>A secret remark.</p>")
    report.eventtopics.create(topic=factories.topic("Secret Plan", slug="secret-plan"))
    return report


def everything(client) -> dict[str, str]:
    """The answers at every address that a program could think of."""
    addresses = [f"/api/v1/{name}/{question}" for name in LISTS for question in QUESTIONS]
    addresses += [
        f"/api/v1/{name}/{question}" for name in LISTS[:2] for question in EVENT_QUESTIONS
    ]
    addresses += [
        "/api/v1/events/secret-meeting/",
        "/api/v1/remarks/secret-meeting/sokha/",
        "/api/v1/people/sokha/",
        "/api/v1/topics/secret-plan/",
        "/api/v1/openapi.json",
    ]
    found = {address: client.get(address).content.decode() for address in addresses}
    return found | {"popolo": "".join(popolo.document(NOW()))}


def hide(report: Event, how: str) -> None:
    match how:
        case "draft":
            pass
        case "withdrawn":
            publish(report, factories.PUBLICATION)
            withdraw(report, NOW(), "A mistake.")
        case "scheduled":
            publish(report, NOW() + timedelta(hours=1))
        case "ended":
            publish(report, factories.PUBLICATION)
            report.withdrawn_at = NOW() - timedelta(hours=1)
            report.save()
        case "working copy":
            live = factories.event("Live")
            Event.objects.filter(pk=report.pk).update(working_copy_of=live)
        case "behind the back of the index":
            publish(report, factories.PUBLICATION)
            Event.objects.filter(pk=report.pk).update(status="draft")


@pytest.mark.parametrize(
    "how",
    [
        "draft",
        "withdrawn",
        "scheduled",
        "ended",
        "working copy",
        "behind the back of the index",
    ],
)
def test_a_report_that_is_not_public_leaves_no_trace(client, how):
    report = a_secret_report()
    hide(report, how)
    factories.event("Public Meeting", slug="public-meeting")
    for address, answer in everything(client).items():
        for secret in ("ecret M", "ecret s", "ecret l", "ecret r", "ecret P", "okha", "សុខា"):
            # The question itself stands in the address of a next page.
            assert secret not in answer.replace("q=Sokha", ""), address
        assert "secret-plan" not in answer, address


def test_the_same_report_is_found_everywhere_once_it_is_public(client):
    publish(a_secret_report(), factories.PUBLICATION)
    answers = everything(client)
    for question in EVENT_QUESTIONS:
        assert "secret-meeting" in answers[f"/api/v1/events/{question}"]
        assert "A secret remark." in answers[f"/api/v1/remarks/{question}"]
    for address in ("people/?q=Sokha", "people/sokha/", "events/secret-meeting/", "topics/"):
        assert "Secret" in answers[f"/api/v1/{address}"]
    for secret in ("Secret Meeting", "Secret Post", "A secret remark.", "សុខា"):
        assert secret in answers["popolo"]


def test_pages_and_cursors_tell_of_no_draft(client):
    for number in range(2):
        factories.event(slug=f"public-{number}")
    before = client.get("/api/v1/events/?limit=1").json()
    publish(a_secret_report(), NOW() + timedelta(hours=1))
    assert client.get("/api/v1/events/?limit=1").json() == before
    event = Event.objects.get(slug="public-1")
    key = cursor.decode(before["next"].rpartition("cursor=")[2])
    assert key >> 13 & (1 << 26) - 1 == event.pk


@pytest.mark.parametrize("name", LISTS[:3])
def test_a_report_that_has_left_by_itself_takes_no_place_in_a_page(client, name):
    def answer():
        return client.get(f"/api/v1/{name}/?limit=1").json()

    older = factories.draft(start_date=factories.DAY - timedelta(days=1))
    factories.remark(older)
    publish(older, factories.PUBLICATION)
    before = answer()
    assert len(before["items"]) == 1
    assert before["next"] is None
    report = a_secret_report()
    publish(report, factories.PUBLICATION)
    assert answer()["next"] is not None
    report.withdrawn_at = NOW()
    report.save(update_fields=["withdrawn_at"])
    assert answer() == before


def test_private_contacts_are_nowhere(client):
    public_site.furnish()
    li = Person.objects.get(slug="li-na")
    li.contacts.create(kind="voice", value="+86-10-PRIVATE", note="PRIVATE note")
    body = li.memberships.first().organization
    body.contacts.create(kind="email", value="PRIVATE@example.org")
    body.contacts.create(kind="fax", value="+86-10-1", note="PRIVATE note", is_public=True)
    li.memberships.update(source="PRIVATE source")
    addresses = [f"/api/v1/{name}/?limit=100" for name in LISTS]
    addresses += ["/api/v1/people/li-na/", f"/api/v1/organizations/{body.slug}/"]
    answers = [client.get(address).content.decode() for address in addresses]
    answers += popolo.document(NOW())
    assert [answer for answer in answers if "PRIVATE" in answer] == []
    assert [answer for answer in answers if "+86-10-1" in answer] != []


def test_with_every_report_in_draft_only_the_directory_is_left(client):
    public_site.furnish()
    said = [plain(row.text) for event in Event.objects.all() for row in event.remarks.all()]
    Event.objects.update(status=Event.Status.DRAFT, published_at=None, withdrawn_at=None)
    for name in ("events", "remarks", "people", "topics"):
        assert client.get(f"/api/v1/{name}/").json() == {"items": [], "next": None}
    text = "".join(popolo.document(NOW()))
    document = json.loads(text)
    left = {name for name, things in document.items() if things}
    assert left == {"organizations", "areas"}
    assert [words for words in said if words and words in text] == []
