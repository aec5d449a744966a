"""Drafts are submitted, sent back, published by another; published reports are corrected."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Event
from lmec.history.models import Revision, latest
from tests import factories

pytestmark = pytest.mark.django_db


def move(desk, event, status, **fields):
    """Save the form with another status; the response, and the report as it is then."""
    given = {name: [value] for name, value in fields.items()}
    response = desk.post(desk.fields(event) | {"status": [status]} | given, event)
    event.refresh_from_db()
    return response


def minutes(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_a_writer_submits_a_draft(writer):
    event = factories.draft()
    move(writer, event, "review")
    assert (event.status, event.submitted_by) == ("review", writer.account)
    assert latest(event).action == Revision.Action.SUBMITTED


def test_a_writer_takes_a_submitted_report_back(writer):
    event = factories.draft()
    move(writer, event, "review")
    move(writer, event, "draft")
    assert event.status == "draft"


def test_an_editor_sends_a_report_back_with_a_comment(writer, client):
    event = factories.draft()
    move(writer, event, "review")
    client.force_login(factories.user("Editors"))
    move(writer, event, "draft", review_comment="Add the minister’s name.")
    assert (event.status, event.review_comment) == ("draft", "Add the minister’s name.")
    client.force_login(writer.account)
    assert "Add the minister’s name." in writer.get(event).content.decode()


def test_a_report_is_not_sent_back_without_a_word(writer, client):
    event = factories.draft()
    move(writer, event, "review")
    client.force_login(factories.user("Editors"))
    response = move(writer, event, "draft", review_comment=" ")
    assert "Say what is to be changed." in response.content.decode()
    assert event.status == "review"


def test_who_submitted_does_not_publish_where_two_people_are_demanded(editor, client, settings):
    settings.PUBLISHER_DIFFERS = True
    event = factories.draft()
    response = move(editor, event, "published")
    assert "Submit it first" in response.content.decode()
    move(editor, event, "review")
    response = move(editor, event, "published")
    assert "somebody else has to publish it" in response.content.decode()
    client.force_login(factories.user("Editors"))
    move(editor, event, "published")
    assert event.is_published(timezone.now())


def test_somebody_else_shows_a_withdrawn_report_again_where_two_are_demanded(editor, settings):
    event = factories.event(submitted_by=factories.user("Writers"))
    move(editor, event, "withdrawn", withdrawal_reason="It was a trial.")
    settings.PUBLISHER_DIFFERS = True
    move(editor, event, "published")
    assert event.is_published(timezone.now())


def test_a_published_report_changes_only_through_a_draft_where_two_are_demanded(editor, settings):
    settings.PUBLISHER_DIFFERS = True
    event = factories.event()
    response = move(editor, event, "published", title="Another title")
    assert "Edit a published report in a draft" in response.content.decode()


def test_rows_of_it_change_only_through_a_draft_too(editor, settings):
    settings.PUBLISHER_DIFFERS = True
    event = factories.event()
    factories.remark(event)
    changed = {"remarks-0-text": ["<p>Changed by one alone.</p>"]}
    response = editor.post(editor.fields(event) | changed, event)
    assert "Edit a published report in a draft" in response.content.decode()
    assert "Changed" not in event.remarks.get().text


def test_a_correction_leaves_a_note_for_visitors(editor, client):
    event = factories.event()
    move(editor, event, "published", theme="Water", note="The theme was missing.")
    assert event.corrections.get().note == "The theme was missing."
    assert latest(event).action == Revision.Action.CORRECTED


def test_a_small_change_leaves_no_note(editor):
    event = factories.event()
    move(editor, event, "published", theme="Water")
    assert not event.corrections.exists()


def test_a_withdrawal_may_be_to_come(editor):
    event = factories.event()
    later = timezone.now() + timedelta(hours=2)
    move(
        editor, event, "published", withdrawn_at=minutes(later), withdrawal_reason="It was a trial."
    )
    assert event.is_published(timezone.now())
    assert event.was_withdrawn(later)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"withdrawn_at": "2020-01-01T00:00", "withdrawal_reason": "Why"}, "This time has passed."),
        ({"withdrawn_at": "2190-01-01T00:00"}, "Say why"),
    ],
)
def test_a_withdrawal_to_come_needs_a_time_to_come_and_a_reason(editor, fields, sentence):
    event = factories.event()
    response = move(editor, event, "published", **fields)
    assert sentence in response.content.decode()


def test_a_report_whose_time_ran_out_is_published_again(editor):
    event = factories.event()
    Event.objects.filter(pk=event.pk).update(withdrawn_at=timezone.now() - timedelta(days=1))
    assert editor.fields(event)["status"] == ["withdrawn"]
    move(editor, event, "published")
    assert event.is_published(timezone.now())


def test_the_reason_of_a_change_is_kept(editor):
    event = factories.draft()
    move(editor, event, "draft", theme="Water", _why="Asked for by the chair.")
    assert (latest(event).why, latest(event).by) == ("Asked for by the chair.", editor.account)


def test_what_must_be_corrected_keeps_a_report_from_being_published(editor):
    event = factories.draft(summary='<p>As <a href="/people/nobody/">somebody</a> said.</p>')
    response = move(editor, event, "published", theme="Water")
    assert "Saved, and not published." in editor.client.get(response.url).content.decode()
    assert (event.status, event.theme) == ("draft", "Water")
