"""A report as a reviewer without an account sees it, and what a link gives away."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from events.models import ReviewLink
from events.publishing import publish, withdraw
from events.working_copies import discard, open_copy, publish_copy
from tests import factories, public_site
from tests.markup import Markup

pytestmark = pytest.mark.django_db


def linked(event=None, **fields) -> ReviewLink:
    given = {"reader": "A Reviewer", "expires_at": timezone.now() + timedelta(days=7)}
    event = event or factories.draft("A secret meeting")
    return event.review_links.create(**given | fields)


def address(link: ReviewLink) -> str:
    return link.get_absolute_url()


def text(response) -> str:
    return " ".join(response.content.decode().split())


# --- What the reviewer sees ---


def test_a_reviewer_reads_the_draft_under_a_notice(client):
    link = linked(factories.draft("The meeting", summary="<p>It was held.</p>"))
    html = text(client.get(address(link)))
    assert "Not published: for review only" in html
    assert "meant for A Reviewer and can be read until" in html
    assert "The meeting" in html
    assert "It was held." in html


def test_a_link_to_a_draft_of_a_published_report_shows_the_draft(client):
    live = factories.event("As published")
    copy = open_copy(live, None)
    type(copy).objects.filter(pk=copy.pk).update(title="As it would be")
    html = text(client.get(address(linked(copy))))
    assert "As it would be" in html
    assert "As published" not in html


def test_the_page_is_for_nobody_else(client):
    for link in (linked(), linked(expires_at=timezone.now())):
        response = client.get(address(link))
        assert response["Cache-Control"] == "private, no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert '<meta name="robots" content="noindex">' in text(response)
        assert not response.cookies


def test_the_page_says_nothing_of_itself_to_machines(client):
    public_site.furnish()
    page = Markup(client.get(address(linked())).content.decode())
    assert page.scripts == []
    assert [link for link in page.all("link") if link["rel"] == "canonical"] == []
    assert [tag for tag in page.all("meta") if tag["property"]] == []
    assert not any("secret-meeting" in str(element.attributes) for element in page.all())


def full_draft():
    """A draft with everything, of people and topics that no public report names."""
    event = public_site.furnish()
    type(event).objects.filter(pk=event.pk).update(status="draft", published_at=None)
    return event


def test_every_link_leads_somewhere(client):
    event = full_draft()
    remark = event.remarks.first()
    remark.text = f'<p>As in <a href="{event.get_absolute_url()}">this</a>.</p>'
    remark.save()
    page = Markup(client.get(address(linked(event))).content.decode())
    leads = {link["href"].partition("#")[0] for link in page.all("a")}
    leads = {lead for lead in leads if lead.startswith("/")}
    assert any("/attachments/" in lead for lead in leads)
    assert any("/organizations/" in lead for lead in leads)
    for lead in leads:
        response = client.get(lead)
        assert response.status_code == 200, lead
        if response.streaming:
            response.getvalue()  # closes its file


def test_links_to_what_is_public_stay(client):
    event = factories.draft()
    factories.remark(event, person=factories.person("Known", slug="known"))
    factories.remark(event, person=factories.person("Unknown", slug="unknown"))
    factories.participation(holder=event.remarks.first().person)
    html = text(client.get(address(linked(event))))
    assert '<a class="name" href="/people/known/">Known</a>' in html
    assert "/people/unknown/" not in html
    assert "Unknown" in html


def test_all_photographs_are_on_the_page(client):
    event = full_draft()
    html = client.get(address(linked(event))).content.decode()
    assert len(re.findall("<figure>", html)) == event.photos.count() == 4


def test_a_document_is_downloaded_through_the_link_alone(client):
    event = full_draft()
    (row,) = event.attachments.exclude(file="")
    link = linked(event)
    response = client.get(f"{address(link)}attachments/{row.key}/")
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert b"%PDF" in response.getvalue()
    assert client.get(row.get_absolute_url()).status_code == 404


def test_a_document_of_another_report_is_not_in_reach(client):
    other = full_draft().attachments.exclude(file="").get()
    link = linked()
    for key in (other.key, uuid4()):
        response = client.get(f"{address(link)}attachments/{key}/")
        assert response.status_code == 404
        assert "This link does not work" in text(response)


def test_the_page_is_the_same_with_and_without_an_account(client):
    link = linked()
    before = client.get(address(link)).content
    client.force_login(factories.administrator())
    assert client.get(address(link)).content == before


def test_nobody_can_send_anything_to_it(client):
    assert client.post(address(linked())).status_code == 405


# --- When it ends ---


def test_a_link_that_ended_or_never_was_shows_one_page(client):
    now, link = timezone.now(), linked()
    deleted = linked(factories.draft())
    gone = address(deleted)
    deleted.event.delete()
    another, _dot, signature = linked().token.partition(".")
    answers = {
        name: client.get(where)
        for name, where in {
            "expired": address(linked(expires_at=now)),
            "revoked": address(linked(revoked_at=now)),
            "deleted": gone,
            "tampered": f"/review/{link.token[:-1]}_/",
            "another's signature": f"/review/{link.key.hex}.{signature}/",
            "unsigned": f"/review/{link.key.hex}/",
            "unknown": "/review/secret-meeting/",
        }.items()
    }
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "expired": 410,
        "revoked": 410,
        "deleted": 410,
        "tampered": 404,
        "another's signature": 404,
        "unsigned": 404,
        "unknown": 404,
    }
    assert len({answer.content for answer in answers.values()}) == 1
    assert "A secret meeting" not in text(answers["revoked"])


def test_a_guesser_learns_nothing_from_the_headers(client):
    guesses = [f"/review/{linked().key.hex}.x/", f"/review/{uuid4().hex}.x/"]
    first, second = (dict(client.get(guess).headers) for guess in guesses)
    assert first == second


def test_a_link_leads_to_the_page_of_what_is_published(client):
    link = linked()
    publish(link.event, timezone.now())
    response = client.get(address(link))
    assert (response.status_code, response["Location"]) == (302, "/events/2022/a-secret-meeting/")
    assert response["Cache-Control"] == "private, no-store"


def test_a_link_does_not_open_what_was_withdrawn(client):
    link = linked()
    row = link.event.attachments.create(file=public_site.document(), title="Agenda")
    publish(link.event, timezone.now())
    withdraw(link.event, timezone.now(), "A mistake")
    for where in (address(link), f"{address(link)}attachments/{row.key}/"):
        assert client.get(where, follow=True).status_code == 410


def test_a_scheduled_report_can_be_reviewed(client):
    link = linked()
    publish(link.event, timezone.now() + timedelta(days=1))
    assert client.get(address(link)).status_code == 200


@pytest.mark.parametrize("end", [discard, lambda copy: publish_copy(copy, timezone.now())])
def test_the_links_of_a_draft_of_changes_end_with_it(client, end):
    link = linked(open_copy(factories.event(), None))
    where = address(link)
    end(link.event)
    assert client.get(where).status_code == 410
