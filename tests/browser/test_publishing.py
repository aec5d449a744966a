"""What visitors read is changed by an editor in Chromium, while a visitor looks."""

import pytest
from playwright.sync_api import expect

from events.models import Event
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def visitor(browser):
    context = browser.new_context()
    yield context.new_page()
    context.close()


def save(page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success").first).to_be_visible()


def test_a_published_report_is_edited_in_a_draft_published_and_set_back(
    page, visitor, live_server, editor, complaints
):
    event = factories.a_full_report(1)
    words, note = "The river is shared.", "The standfirst was missing."
    page.goto(f"{live_server.url}/admin/events/event/{event.pk}/change/")
    page.get_by_role("button", name="Edit in a draft").click()
    page.get_by_label("Standfirst").fill(words)
    save(page)
    visitor.goto(live_server.url + event.get_absolute_url())
    expect(visitor.get_by_text(words)).to_have_count(0)

    page.get_by_label("Published", exact=True).check()
    page.get_by_label("Note for visitors").fill(note)
    save(page)
    visitor.reload()
    expect(visitor.get_by_text(words).first).to_be_visible()
    expect(visitor.get_by_text(note)).to_be_visible()

    page.get_by_role("link", name="History").click()
    page.get_by_role("link", name="Restore").last.click()
    expect(page.locator("del", has_text=words).first).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Restore").click()
    visitor.reload()
    expect(visitor.get_by_text(words)).to_have_count(0)
    assert complaints == []


def test_a_scheduled_report_is_there_when_its_time_has_come(page, visitor, live_server, editor):
    event = factories.draft()
    address = live_server.url + event.get_absolute_url()
    page.goto(f"{live_server.url}/admin/events/event/{event.pk}/change/")
    page.get_by_label("Published", exact=True).check()
    page.get_by_label("Published at").fill("2199-05-06T09:00")
    save(page)
    assert visitor.goto(address).status == 404
    page.get_by_label("Published at").fill("2024-05-06T09:00")
    save(page)
    assert visitor.goto(address).status == 200


def test_several_reports_are_published_after_a_look_at_what_changes(page, live_server, editor):
    factories.draft("River forum")
    factories.draft("Work meeting")
    page.goto(f"{live_server.url}/admin/events/event/")
    for box in page.locator(".action-select").all():
        box.check()
    page.locator("select[name=action]").select_option("publish")
    page.locator("button[name=index]").click()
    expect(page.get_by_role("heading", name="2 reports change")).to_be_visible()
    page.locator("button[name=confirm]").click()
    expect(page.locator(".messagelist .success").first).to_be_visible()
    assert set(Event.objects.values_list("status", flat=True)) == {"published"}


def test_a_published_credit_follows_the_directory_when_an_editor_says_so(
    page, visitor, live_server, editor
):
    event = factories.a_full_report(1)
    post = event.participations.get().membership
    post.title = "Deputy Director"
    post.save()
    visitor.goto(live_server.url + event.get_absolute_url())
    expect(visitor.get_by_text("Deputy Director")).to_have_count(0)
    page.goto(f"{live_server.url}/admin/events/event/credits/")
    page.get_by_role("button", name="Print “Deputy Director").click()
    expect(page.locator(".messagelist .success").first).to_be_visible()
    visitor.reload()
    expect(visitor.get_by_text("Deputy Director").first).to_be_visible()
