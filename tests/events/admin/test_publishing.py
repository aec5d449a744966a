"""Publishing and withdrawing in the form of a report."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Event
from lmec.search.models import Kind, SearchEntry
from tests import factories
from tests.forms import add_row

pytestmark = pytest.mark.django_db
TOMORROW = timezone.localtime() + timedelta(days=1)


def publish(editor, event, **fields):
    given = {name: [value] for name, value in fields.items()}
    response = editor.save(editor.fields(event) | {"status": ["published"]} | given, event)
    event.refresh_from_db()
    return response


def withdraw(editor, event, reason="It named the wrong year."):
    chosen = {"status": ["withdrawn"], "withdrawal_reason": [reason]}
    response = editor.post(editor.fields(event) | chosen, event)
    event.refresh_from_db()
    return response


def messages(editor, response) -> str:
    return " ".join(str(m) for m in editor.client.get(response.url).context["messages"])


def test_a_draft_is_published_at_once(editor):
    event = factories.draft()
    response = publish(editor, event)
    assert event.is_published(timezone.now())
    assert event.get_absolute_url() in messages(editor, response)


def test_a_new_report_is_published_while_it_is_added(editor):
    person = factories.membership(title="Envoy").person
    fields = editor.fields() | {"title": ["At once"], "start_date": ["2024-05-06"]}
    add_row(fields, "participations", person=person.pk)
    add_row(fields, "remarks", kind="keynote", person=person.pk, text="<p>Water.</p>")
    editor.save(fields | {"status": ["published"]})
    event = Event.objects.get()
    remark = event.remarks.get()
    assert event.is_published(timezone.now())
    assert event.participations.get().credited_as.startswith("Envoy, ")
    assert (remark.anchor, remark.numbers) == (person.slug, ["1"])


def test_publication_may_be_to_come(editor):
    event = factories.draft()
    response = publish(editor, event, published_at=TOMORROW.strftime("%Y-%m-%dT%H:%M"))
    assert event.status == "published"
    assert not event.is_published(timezone.now())
    assert "Visitors can read it from" in messages(editor, response)


def test_a_report_that_nobody_has_read_yet_becomes_a_draft_again(editor):
    event = factories.draft()
    publish(editor, event, published_at=TOMORROW.strftime("%Y-%m-%dT%H:%M"))
    editor.save(editor.fields(event) | {"status": ["draft"]}, event)
    event.refresh_from_db()
    assert event.status == "draft"


def test_a_report_that_was_read_does_not_become_a_draft_again(editor):
    event = factories.event()
    response = editor.post(editor.fields(event) | {"status": ["draft"]}, event)
    assert response.status_code == 200
    assert response.context["errors"]


def test_a_published_report_keeps_its_time_of_publication(editor):
    event = factories.event()
    response = editor.post(editor.fields(event) | {"published_at": [""]}, event)
    assert "A published report has a time of publication." in response.content.decode()
    publish(editor, event)
    assert event.published_at == factories.PUBLICATION


def test_what_is_added_to_a_published_report_is_settled(editor):
    event = factories.a_full_report(1)
    fields = editor.fields(event)
    add_row(fields, "remarks", kind="closing", attribution="All", text="<p>Thanks.</p>")
    editor.save(fields, event)
    assert event.remarks.last().numbers != []


def test_a_report_is_withdrawn_with_a_reason(editor):
    event = factories.event()
    response = withdraw(editor, event)
    assert (event.status, event.withdrawal_reason) == ("withdrawn", "It named the wrong year.")
    assert "It is withdrawn." in messages(editor, response)


def test_a_report_is_not_withdrawn_without_a_reason(editor):
    event = factories.event()
    response = withdraw(editor, event, reason=" ")
    assert event.status == "published"
    assert "Say why" in response.content.decode()


def test_a_withdrawn_report_is_published_again(editor):
    event = factories.event()
    withdraw(editor, event)
    publish(editor, event)
    assert event.is_published(timezone.now())
    assert event.published_at == factories.PUBLICATION


def test_an_error_elsewhere_publishes_nothing(editor):
    event = factories.draft()
    fields = editor.fields(event) | {"status": ["published"]}
    add_row(fields, "remarks", kind="closing", text="<p>Who said that?</p>")
    editor.post(fields, event)
    event.refresh_from_db()
    assert event.status == "draft"


def test_the_address_of_a_published_report_may_change_and_the_old_one_leads_to_it(editor):
    event = factories.event()
    before = event.get_absolute_url()
    editor.save(editor.fields(event) | {"slug": ["another"]}, event)
    event.refresh_from_db()
    assert event.slug == "another"
    assert editor.client.get(before).url == event.get_absolute_url()


@pytest.mark.parametrize("change", [publish, withdraw])
def test_a_published_report_is_never_deleted(editor, change):
    event = factories.draft()
    publish(editor, event)
    change(editor, event)
    response = editor.client.post(editor.address(event, "delete"), {"post": "yes"})
    assert "never deleted" in messages(editor, response)
    assert Event.objects.filter(pk=event.pk).exists()


@pytest.mark.parametrize("status", ["published", "withdrawn"])
def test_the_publication_of_a_report_that_was_read_is_not_put_off(editor, status):
    event = factories.event()
    if status == "withdrawn":
        withdraw(editor, event)
    later = {"status": ["published"], "published_at": [TOMORROW.strftime("%Y-%m-%dT%H:%M")]}
    response = editor.post(editor.fields(event) | later, event)
    assert "the time of its publication has passed" in response.content.decode()
    event.refresh_from_db()
    assert (event.status, event.published_at) == (status, factories.PUBLICATION)


def test_a_withdrawn_report_keeps_its_time_of_publication(editor):
    event = factories.event()
    withdraw(editor, event)
    response = editor.post(editor.fields(event) | {"published_at": [""]}, event)
    assert "A published report has a time of publication." in response.content.decode()


def test_a_time_of_publication_long_before_the_site_is_refused(editor):
    fields = editor.fields() | {"title": ["New"], "start_date": ["2024-05-06"]}
    response = editor.post(fields | {"published_at": ["0001-01-01T00:00"]})
    assert "Check the year." in response.content.decode()


@pytest.mark.parametrize("day", ["0202-11-23", "1899-12-31", "2200-01-01"])
def test_a_day_of_a_mistyped_year_is_refused(editor, day):
    fields = editor.fields() | {"title": ["New"], "start_date": [day], "status": ["published"]}
    assert "between 1900 and 2199" in editor.post(fields).content.decode()
    assert not Event.objects.exists()


def test_search_forgets_whom_and_what_a_report_no_longer_names(editor):
    event = factories.a_full_report(2)
    gone = event.participations.first()
    event.remarks.filter(person=gone.person).delete()
    topic = event.eventtopics.first().topic
    fields = editor.fields(event) | {
        "participations-0-DELETE": ["on"],
        "eventtopics-0-topic": [str(factories.topic().pk)],
    }
    editor.save(fields, event)
    entries = SearchEntry.objects.all()
    assert not entries.filter(kind=Kind.PERSON, object_id=gone.person_id).exists()
    assert not entries.filter(kind=Kind.TOPIC, object_id=topic.pk).exists()
    assert entries.filter(kind=Kind.PERSON).count() == 1


def test_search_finds_people_from_the_moment_a_report_is_brought_forward_to(editor):
    event = factories.draft()
    factories.participation(event)
    publish(editor, event, published_at=TOMORROW.strftime("%Y-%m-%dT%H:%M"))
    publish(editor, event, published_at="2022-11-25T09:00")
    assert SearchEntry.objects.get(kind=Kind.PERSON).visible_from == factories.PUBLICATION
