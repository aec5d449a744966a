"""Histories of reports: drafts of published ones, restored remarks, what visitors saw."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Event
from events.publishing import Action, withdraw
from events.working_copies import discard, open_copy
from lmec.history.models import Revision, latest, record
from lmec.history.snapshots import take
from lmec.search.models import SearchEntry
from tests import factories
from tests.lmec.history.conftest import Historian, told, words
from tests.public_site import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def historian(client):
    return lambda *groups: Historian(client, factories.user(*groups))


@pytest.fixture
def editor(historian):
    return historian("Editors")


def saved(report) -> Revision:
    return record(Event.objects.get(pk=report.pk), Action.SAVED)


def said(report, *texts) -> list:
    """A published report in which each text is a remark."""
    for position, text in enumerate(texts):
        factories.remark(report, text=f"<p>{text}</p>", position=position)
    factories.publish(report, factories.PUBLICATION)
    return list(report.remarks.all())


def test_a_remark_is_compared_under_the_name_of_who_speaks(editor):
    report = factories.draft()
    remark = factories.remark(report, attribution="Delegates", text="<p>They saw a risk.</p>")
    first = saved(report)
    remark.text = "<p>They saw a chance.</p>"
    remark.save()
    second = saved(report)
    text = editor.read(report, f"compare/?from={first.pk}&to={second.pk}")
    assert "Remarks Statement: Delegates" in text
    assert "They saw a ~risk~+chance+." in text


def test_moved_remarks_are_said_to_be_moved_and_numbers_are_no_change(editor):
    report = factories.draft()
    remarks = said(report, "One.", "Two.", "Three.")
    first = saved(report)
    report.remarks.filter(pk=remarks[2].pk).update(position=0, numbers=["9"])
    report.remarks.filter(pk=remarks[0].pk).update(position=1)
    report.remarks.filter(pk=remarks[1].pk).update(position=2)
    second = saved(report)
    text = editor.read(report, f"compare/?from={first.pk}&to={second.pk}")
    assert text.count("Moved") == 1
    assert "Moved from place 3 to place 1" in text
    assert "~" not in text.partition("put in")[2]


def test_roles_countries_and_states_are_compared_by_their_labels(editor):
    report = factories.draft()
    factories.participation(report, roles=["chair"])
    report.places.create(city="Vientiane", country="LA")
    first = saved(report)
    report.participations.update(roles=["chair", "closing"])
    report.places.update(country="TH")
    Event.objects.update(status="review")
    second = saved(report)
    text = editor.read(report, f"compare/?from={first.pk}&to={second.pk}")
    assert "~Chair~+Chair, Closing remarks+" in text
    assert "~Lao PDR~+Thailand+" in text
    assert "~Draft~+In review+" in text


def test_what_was_saved_in_a_draft_of_changes_is_marked_so(editor):
    live = factories.event()
    open_copy(live, None)
    assert editor.read(live).count("in a draft of changes") == 1


def test_the_first_state_of_a_draft_is_compared_with_what_it_was_made_of(editor):
    live = factories.event(title="As published")
    left = open_copy(live, None)
    left.title = "Left"
    left.save()
    discard(left)
    open_copy(live, None)
    begun = Revision.objects.filter(action=Action.ADDED).first()
    assert "The two say the same." in editor.read(live, f"compare/?to={begun.pk}")


def test_a_writer_restores_within_a_draft_of_changes(historian):
    live = factories.event(title="As published")
    base = latest(live)
    copy = open_copy(live, None)
    Event.objects.filter(pk=copy.pk).update(title="As drafted", status="review")
    writer = historian("Writers")
    writer.restore(copy, base, "?field=title")
    copy.refresh_from_db()
    assert (copy.title, copy.status) == ("As published", "review")


def test_one_remark_of_a_published_report_is_restored_and_found_again(client, editor):
    report = factories.draft()
    remark, other = said(report, "A rare estuary.", "Something.")
    first = saved(report)
    remark.text, other.text = "<p>A river.</p>", "<p>Something else.</p>"
    remark.save()
    other.save()
    editor.restore(report, first, f"?part=remarks&key={remark.key}", "Taken back")
    assert [row.text for row in report.remarks.all()] == [
        "<p>A rare estuary.</p>",
        "<p>Something else.</p>",
    ]
    assert "A rare estuary" in client.get(report.get_absolute_url()).content.decode()
    assert b"estuary" in client.get("/search/?q=estuary").content
    assert (latest(report).action, latest(report).why) == ("restored", "Taken back")


def test_a_restored_text_has_the_numbers_that_it_was_printed_with(editor):
    report = factories.draft()
    remark = said(report, "First.</p><p>Second.")[0]
    before = remark.numbers
    first = saved(report)
    remark.text = "<p>First.</p>"
    remark.save()
    editor.restore(report, first, f"?part=remarks&key={remark.key}&field=text")
    assert report.remarks.get().numbers == before


def test_a_restored_remark_takes_no_number_that_another_paragraph_has_now(editor):
    report = factories.draft(summary="")
    remark, other = said(report, "One.", "Two.")
    first = saved(report)
    Event.objects.get(pk=report.pk).remarks.get(pk=remark.pk).delete()
    report.remarks.filter(pk=other.pk).update(numbers=remark.numbers)
    editor.restore(report, first, f"?part=remarks&key={remark.key}")
    numbers = [row.numbers for row in report.remarks.all()]
    assert len(numbers) == 2
    assert sorted(numbers) != [remark.numbers, remark.numbers]
    assert remark.numbers in numbers


def test_a_restored_remark_brings_its_speaker_back(editor):
    report = factories.draft()
    remark = factories.remark(report)
    first = saved(report)
    remark.delete()
    report.participations.all().delete()
    editor.restore(report, first, f"?part=remarks&key={remark.key}")
    assert report.participations.get().person == remark.person


def test_restoring_everything_changes_neither_the_state_nor_its_times(editor):
    report = factories.draft(title="As a draft")
    first = saved(report)
    factories.publish(report, factories.PUBLICATION)
    Event.objects.update(title="As published")
    editor.restore(report, first)
    report.refresh_from_db()
    assert (report.title, report.status) == ("As a draft", "published")
    assert report.published_at == factories.PUBLICATION


def test_its_state_is_read_and_no_way_leads_back_to_it(editor):
    report = factories.event()
    html = editor.client.get(editor.address(report, f"{latest(report).pk}/")).content.decode()
    assert "Status" in html
    assert "field=title" in html
    assert "field=status" not in html
    place = f"{latest(report).pk}/restore/?field=status"
    assert editor.client.get(editor.address(report, place)).status_code == 404


def test_a_published_report_is_restored_by_those_who_publish_alone(historian):
    report = factories.event(title="Before")
    first = saved(report)
    Event.objects.update(title="After")
    writer = historian("Writers")
    assert writer.restore(report, first).status_code == 403
    draft = factories.draft(title="Draft before")
    revision = saved(draft)
    Event.objects.filter(pk=draft.pk).update(title="Draft after")
    writer.restore(draft, revision)
    assert set(Event.objects.values_list("title", flat=True)) == {"After", "Draft before"}


def test_where_two_people_must_see_it_nobody_restores_a_published_report(editor, settings):
    settings.PUBLISHER_DIFFERS = True
    report = factories.event()
    revision = saved(report)
    assert editor.restore(report, revision).status_code == 403


def test_a_deleted_draft_comes_back_with_its_parts(historian):
    writer = historian("Writers")
    report = factories.draft(title="Lost and found")
    remark = factories.remark(report)
    key, before = report.pk, take(Event.objects.get(pk=report.pk))
    writer.client.post(f"/admin/events/event/{key}/delete/", {"post": "yes"})
    assert not Event.objects.exists()
    page = writer.client.get("/admin/events/event/deleted/")
    assert "Lost and found" in words(page)
    writer.client.post(f"/admin/events/event/deleted/{page.context['page_obj'][0].pk}/")
    report = Event.objects.get()
    assert (report.pk, take(report)) == (key, before)
    assert report.remarks.get().key == remark.key


def test_a_draft_of_changes_that_was_thrown_away_is_read_and_opened_again(historian):
    live = factories.event(title="As published")
    copy = open_copy(live, None)
    copy.title = "As drafted"
    copy.save()
    discard(copy)
    live.theme = "Corrected since"
    live.save()
    saved(live)
    writer = historian("Writers")
    left = Revision.objects.filter(action=Action.DELETED).get()
    assert "As drafted" in writer.read(live, f"{left.pk}/")
    writer.client.post(writer.address(live, f"{left.pk}/open-again/"))
    copy = live.working_copies.get()
    assert (copy.title, copy.status) == ("As drafted", "draft")
    assert copy.copied_from.data["fields"]["theme"] == ""
    text = told(writer.client.post(writer.address(live, f"{left.pk}/open-again/")))
    assert "There is another draft already" in text


def at(report, days: int, **fields) -> None:
    """Record a state of a report so many days after its publication."""
    if fields:
        Event.objects.filter(pk=report.pk).update(**fields)
    revision = saved(report)
    Revision.objects.filter(pk=revision.pk).update(at=factories.PUBLICATION + timedelta(days=days))


@pytest.fixture
def recorded(db):
    """A report published on the 25th of November 2022 and changed three days later."""
    report = factories.draft(title="Example Meeting")
    report.photos.create(image=picture(), alt="A river")
    report.attachments.create(title="Agenda", url="https://example.org/agenda")
    said(report, "The first wording.")
    report.photos.get().delete()
    report = Event.objects.get(pk=report.pk)
    Revision.objects.update(at=factories.PUBLICATION)
    report.remarks.update(text="<p>The second wording.</p>")
    at(report, 3)
    return report


def seen(desk, report, day) -> str:
    response = desk.client.get(desk.address(report, f"seen/?on={day}"))
    assert response.status_code == 200
    return response.content.decode()


def test_what_visitors_saw_is_the_last_state_of_the_day(editor, recorded):
    before = take(recorded)
    html = seen(editor, recorded, "2022-11-27")
    assert "This is what visitors saw at the end of 27 November 2022" in html
    assert "The first wording." in html
    assert 'alt="A river"' in html
    assert "https://example.org/agenda" in html
    later = seen(editor, recorded, "2022-11-28")
    assert "The second wording." in later
    assert 'alt="A river"' not in later
    assert take(Event.objects.get()) == before
    assert SearchEntry.objects.filter(event_id=recorded.pk).exists()


def test_what_was_only_drafted_was_not_seen(editor, recorded):
    copy = open_copy(recorded, None)
    copy.remarks.update(text="<p>The drafted wording.</p>")
    record(Event.objects.get(pk=copy.pk), Action.SAVED)
    assert "The second wording." in seen(editor, recorded, timezone.localdate())


def test_before_it_was_public_visitors_saw_nothing(editor, recorded):
    Revision.objects.filter(pk=Revision.objects.last().pk).update(
        at=factories.PUBLICATION - timedelta(days=2)
    )
    assert "not public yet" in seen(editor, recorded, "2022-11-24")


def test_before_histories_began_nothing_is_known(editor, recorded):
    assert "histories began later" in seen(editor, recorded, "2020-01-01")


def test_after_its_withdrawal_visitors_read_the_reason(editor, recorded):
    withdraw(recorded, factories.PUBLICATION + timedelta(days=9), "It named the wrong day.")
    Revision.objects.filter(action=Action.WITHDRAWN).update(
        at=factories.PUBLICATION + timedelta(days=9)
    )
    assert "The second wording." in seen(editor, recorded, "2022-12-03")
    assert "It named the wrong day." in seen(editor, recorded, "2022-12-04")


@pytest.mark.parametrize("day", ["", "2199-01-01", "2022-13-45", "1500-01-01", "x"])
def test_a_day_that_makes_no_sense_is_asked_for_again(editor, recorded, day):
    assert "Choose a day" in seen(editor, recorded, day)
