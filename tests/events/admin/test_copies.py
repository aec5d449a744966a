"""Drafts of published reports, from the form of the one to the form of the other."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile

from events.models import Event
from events.working_copies import catch_up
from lmec.history.models import Revision, record
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def live():
    return factories.a_full_report(2)


def begin(desk, live) -> Event:
    """Press “Edit in a draft”; the draft."""
    response = desk.client.post(desk.address(live, "draft"))
    copy = live.working_copies.get()
    assert response.url == desk.address(copy)
    return copy


def test_a_writer_edits_a_published_report_in_a_draft(writer, live):
    assert "Edit in a draft" in writer.get(live).content.decode()
    copy = begin(writer, live)
    writer.save(writer.fields(copy) | {"theme": ["Water"], "status": ["review"]}, copy)
    copy.refresh_from_db()
    live.refresh_from_db()
    assert (copy.theme, copy.status, live.theme) == ("Water", "review", "")


def test_the_published_report_leads_to_its_draft(editor, live):
    copy = begin(editor, live)
    assert editor.address(copy) in editor.get(live).content.decode()


def test_publishing_the_draft_leads_back_to_the_report(editor, live):
    copy = begin(editor, live)
    changed = {"theme": ["Water"], "status": ["published"], "note": ["The theme was missing."]}
    response = editor.save(editor.fields(copy) | changed | {"_continue": ["1"]}, copy)
    live.refresh_from_db()
    assert response.url == editor.address(live)
    assert live.theme == "Water"
    assert live.corrections.get().note == "The theme was missing."
    assert not live.working_copies.exists()


def test_a_remark_that_the_draft_changes_is_published_and_named_in_the_log(editor, live):
    copy, remark = begin(editor, live), live.remarks.first()
    changed = {"remarks-0-text": ["<p>Said in other words.</p>"], "status": ["published"]}
    editor.save(editor.fields(copy) | changed, copy)
    remark.refresh_from_db()
    assert remark.text == "<p>Said in other words.</p>"
    assert str(remark) in LogEntry.objects.get(object_id=live.pk).get_change_message()


def test_a_writer_cannot_publish_a_draft_of_changes(writer, live):
    copy = begin(writer, live)
    response = writer.post(writer.fields(copy) | {"status": ["published"]}, copy)
    assert "Select a valid choice" in response.content.decode()
    assert live.working_copies.exists()


def test_a_draft_in_conflict_with_a_correction_is_saved_and_not_published(editor, live):
    copy = begin(editor, live)
    live.title = "Corrected title"
    live.save()
    record(live, Revision.Action.CORRECTED)
    changed = {"title": ["Drafted title"], "status": ["published"]}
    response = editor.save(editor.fields(copy) | changed, copy)
    assert "the report was corrected" in editor.client.get(response.url).content.decode()
    live.refresh_from_db()
    copy.refresh_from_db()
    assert (live.title, copy.title) == ("Corrected title", "Drafted title")
    assert "In these places both were changed" in editor.get(copy).content.decode()
    editor.client.post(editor.address(copy, "catch-up"))
    editor.save(editor.fields(copy) | {"status": ["published"]}, copy)
    live.refresh_from_db()
    assert live.title == "Drafted title"


def test_corrections_are_brought_into_the_draft(editor, live):
    copy = begin(editor, live)
    live.theme = "Rivers"
    live.save()
    record(live, Revision.Action.CORRECTED)
    assert "Bring the corrections into this draft" in editor.get(copy).content.decode()
    editor.client.post(editor.address(copy, "catch-up"))
    copy.refresh_from_db()
    assert copy.theme == "Rivers"


def test_a_draft_that_is_gone_at_this_moment_is_not_brought_up_to_date(editor, live, monkeypatch):
    copy = begin(editor, live)

    def catch_up_late(copy, by):
        Event.objects.filter(pk=copy.pk).delete()
        return catch_up(copy, by)

    monkeypatch.setattr("events.admin.copies.catch_up", catch_up_late)
    assert editor.client.post(editor.address(copy, "catch-up")).status_code == 404


def test_throwing_the_draft_away_leads_back_to_the_report(editor, live):
    copy = begin(editor, live)
    response = editor.client.post(editor.address(copy, "delete"), {"post": "yes"})
    assert response.url == editor.address(live)
    assert Event.objects.filter(pk=live.pk).exists()
    assert not live.working_copies.exists()


def test_only_those_who_change_reports_begin_a_draft(staff, live):
    reader = staff("Directory managers")
    assert reader.client.post(reader.address(live, "draft")).status_code == 403
    assert "Edit in a draft" not in reader.get(live).content.decode()


@pytest.mark.parametrize(("group", "is_told"), [("Writers", True), ("Directory managers", False)])
def test_writers_are_told_whose_a_published_report_is(staff, live, group, is_told):
    page = staff(group).get(live).content.decode()
    assert ("Only those who publish reports may change this one." in page) == is_told


def test_a_draft_report_has_no_draft(editor):
    assert editor.client.post(editor.address(factories.draft(), "draft")).status_code == 403


def test_a_document_that_report_and_draft_share_is_opened(editor, live):
    file = ContentFile(b"%PDF-1.4\n%%EOF\n", name="a.pdf")
    row = live.attachments.create(title="Agenda", file=file)
    begin(editor, live)
    response = editor.client.get(row.file.url)
    assert response.status_code == 200
    response.close()


def test_a_draft_shows_both_versions_where_the_report_was_corrected_too(editor, live):
    factories.remark(live, text="<p>The river rose.</p>")
    copy = begin(editor, live)
    for report, words in ((live, "The river fell <b>fast</b>."), (copy, "The lake rose.")):
        fields = editor.fields(report)
        name = next(name for name, given in fields.items() if given == ["<p>The river rose.</p>"])
        editor.save(fields | {name: [f"<p>{words}</p>"]}, report)
    page = editor.get(copy).content.decode()
    assert "The <mark>lake</mark> <mark>rose</mark>." in page
    assert "The <mark>river</mark> <mark>fell fast</mark>." in page


def test_an_address_that_was_given_to_another_report_meanwhile_is_refused(editor, live):
    copy = begin(editor, live)
    editor.save(editor.fields(copy) | {"slug": ["second-dialogue"]}, copy)
    factories.event(slug="second-dialogue")
    response = editor.post(editor.fields(copy) | {"status": ["published"]}, copy)
    assert "Another report has this address already." in response.content.decode()
