"""Reports on their way to visitors in Chromium, while a colleague or a visitor looks."""

import pytest
from playwright.sync_api import expect

from events.models import Event, Series
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def visitor(elsewhere):
    return elsewhere()


def save(page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success").first).to_be_visible()


def test_a_report_is_sent_back_corrected_where_the_checks_lead_and_published(
    page, visitor, elsewhere, live_server, editor, complaints
):
    event = factories.draft(summary='<p>The <a href="/nowhere/">programme</a> was adopted.</p>')
    address, comment = f"{live_server.url}/admin/events/event/{event.pk}/change/", "Mend the link."
    writer = elsewhere(factories.user("Writers"))
    writer.goto(address)
    writer.get_by_label("In review").check()
    save(writer)

    page.goto(address)
    page.get_by_label("Published", exact=True).check()
    save(page)
    trouble = "The link to /nowhere/ leads nowhere."
    expect(page.locator(".messagelist .error")).to_contain_text(trouble)
    assert visitor.goto(live_server.url + event.get_absolute_url()).status == 404
    page.get_by_label("Draft", exact=True).check()
    page.get_by_label("Comment for the writer").fill(comment)
    save(page)

    writer.reload()
    expect(writer.get_by_text(comment)).to_be_visible()
    checks = writer.get_by_role("region", name="Before publishing")
    expect(checks).to_contain_text(f"Must be corrected: {trouble}")
    checks.get_by_role("link", name=trouble).press("Enter")
    expect(writer.get_by_role("heading", name="Summary")).to_be_in_viewport()
    writer.locator(".field-summary .cke_wysiwyg_div").click()
    writer.keyboard.press("Control+A")
    writer.keyboard.type("The programme was adopted.")
    writer.get_by_label("In review").check()
    save(writer)
    expect(checks).not_to_contain_text("Must be corrected")

    page.reload()
    page.get_by_label("Published", exact=True).check()
    save(page)
    assert visitor.reload().status == 200
    expect(visitor.get_by_text("The programme was adopted.").first).to_be_visible()
    assert complaints == []


def test_the_next_report_of_a_series_is_begun_from_the_last(page, live_server, editor, complaints):
    series = Series.objects.create(name="Joint Committee")
    last = factories.a_full_report(1, series=series, edition=46)
    speaker, post = last.participations.get().person, last.participations.get().membership
    page.goto(f"{live_server.url}/admin/events/event/{last.pk}/change/")
    page.get_by_role("link", name="New report from the last one of its series").press("Enter")
    page.get_by_label("First day").press("Enter")
    expect(page.get_by_role("button", name="Begin the draft")).to_be_visible()
    page.get_by_label("First day").fill("2023-11-20")
    page.get_by_role("button", name="Begin the draft").click()

    expect(page.locator(".messagelist")).to_contain_text(f"begun from “{last.title}”")
    expect(page.get_by_label("Edition")).to_have_value("47")
    expect(page.get_by_label("City")).to_have_value("Beijing")
    person = page.get_by_role("group", name="Person 1")
    expect(person.get_by_label("Post held that day")).to_have_value(str(post.pk))
    expect(page.locator("#remarks-group .row:visible")).to_have_count(0)
    page.get_by_label("Title", exact=True).fill("47th Meeting")
    save(page)
    begun = Event.objects.exclude(pk=last.pk).get()
    assert (begun.title, begun.series, begun.status) == ("47th Meeting", series, "draft")
    assert [taken.person for taken in begun.participations.all()] == [speaker]
    assert complaints == []


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
