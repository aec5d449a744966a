"""Who makes, sees and takes back links for reviewers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import ReviewLink
from events.publishing import publish
from tests import factories

pytestmark = pytest.mark.django_db


def make(desk, event, **fields):
    given = {"reader": "A Reviewer", "days": 7}
    return desk.client.post(desk.address(event, "review-links"), given | fields)


def revoke(desk, link):
    return desk.client.post(desk.address(link.event, f"review-links/{link.pk}/revoke"))


def linked(event, **fields) -> ReviewLink:
    given = {"reader": "A Reviewer", "expires_at": timezone.now() + timedelta(days=7)}
    return event.review_links.create(**given | fields)


def test_a_link_works_for_as_many_days_as_asked(writer, client):
    event = factories.draft()
    before = timezone.now()
    assert make(writer, event, days=3).status_code == 302
    link = event.review_links.get()
    assert (link.reader, link.created_by) == ("A Reviewer", writer.account)
    assert before + timedelta(days=3) <= link.expires_at <= timezone.now() + timedelta(days=3)
    html = writer.get(event, "review-links").content.decode()
    assert f'value="http://127.0.0.1:8000{link.get_absolute_url()}"' in html
    client.logout()
    assert client.get(link.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("wrong", [{"days": 0}, {"days": 61}, {"days": "x"}, {"reader": " "}])
def test_a_link_needs_a_reader_and_ends(writer, wrong):
    event = factories.draft()
    response = make(writer, event, **wrong)
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == wrong.keys()
    assert not event.review_links.exists()


def test_seven_days_are_proposed(writer):
    form = writer.get(factories.draft(), "review-links").context["form"]
    assert form["days"].value() == 7


def test_who_may_make_and_list_links(staff):
    event = factories.draft()
    for groups, listed, made in [
        (["Writers"], 200, 302),
        (["Editors"], 200, 302),
        (["Directory managers"], 200, 403),
        ([], 403, 403),
    ]:
        desk = staff(*groups)
        assert desk.get(event, "review-links").status_code == listed
        assert make(desk, event).status_code == made
    assert event.review_links.count() == 2


def test_a_writer_makes_no_link_to_what_only_others_may_change(writer):
    event = factories.draft()
    publish(event, timezone.now() + timedelta(days=1))
    assert make(writer, event).status_code == 403
    assert writer.get(event, "review-links").context["form"] is None


def test_a_link_is_taken_back_by_whoever_made_it_or_publishes(staff):
    event = factories.draft()
    maker, other, publisher = staff("Writers"), staff("Writers"), staff("Editors")
    own, another = (linked(event, created_by=maker.account) for _number in range(2))
    for desk, link, status in [
        (staff("Directory managers"), own, 403),
        (staff(), own, 403),
        (other, own, 403),
        (maker, own, 302),
        (publisher, another, 302),
    ]:
        desk.client.force_login(desk.account)
        assert revoke(desk, link).status_code == status
    assert not event.review_links.open(timezone.now()).exists()


def test_a_link_is_taken_back_only_by_post_and_only_beside_its_own_report(editor):
    link = linked(factories.draft())
    assert editor.get(link.event, f"review-links/{link.pk}/revoke").status_code == 405
    link.event = factories.draft()
    assert revoke(editor, link).status_code == 404
    link.refresh_from_db()
    assert link.is_open(timezone.now())


def test_the_address_of_a_link_that_ended_is_not_shown(editor):
    event, now = factories.draft(), timezone.now()
    ended = [linked(event, revoked_at=now), linked(event, expires_at=now)]
    html = editor.get(event, "review-links").content.decode()
    assert "Taken back on" in html
    assert "Ended on" in html
    assert not any(link.token in html for link in ended)


def test_what_visitors_read_needs_no_link(editor):
    event = factories.event()
    assert make(editor, event).url == editor.address(event)
    assert not event.review_links.exists()
    assert "review-links" not in editor.get(event).content.decode()


def test_the_form_of_a_draft_leads_to_its_links(editor):
    event = factories.draft()
    assert f'href="{editor.address(event, "review-links")}"' in editor.get(event).content.decode()
