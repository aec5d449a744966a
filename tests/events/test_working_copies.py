"""A draft of a published report: made, brought up to date, swapped in, thrown away."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.models import Event
from events.publishing import settle
from events.working_copies import ConflictError, catch_up, discard, open_copy, publish_copy
from lmec.history.models import Revision, record
from lmec.history.snapshots import take
from lmec.search.models import Kind, SearchEntry
from tests import factories

pytestmark = pytest.mark.django_db
LATER = factories.PUBLICATION + timedelta(days=3)


@pytest.fixture
def live():
    return factories.a_full_report(3)


@pytest.fixture
def copy(live):
    return open_copy(live, factories.user())


def row_keys(event) -> list:
    return [list(getattr(event, name).values_list("pk", "key")) for name in Event.recorded_parts]


def test_a_draft_has_all_the_parts_of_the_report(live, copy):
    assert take(copy)["parts"] == take(live)["parts"]


def test_a_report_has_one_draft_at_a_time(live, copy):
    assert open_copy(live, None) == copy


def test_visitors_see_nothing_of_a_draft(client, live, copy):
    before = client.get(live.get_absolute_url()).content
    copy.remarks.update(text="<p>Not yet said.</p>")
    copy.title = "Another title"
    copy.save()
    assert client.get(live.get_absolute_url()).content == before
    assert b"Not yet said" not in client.get("/search/?q=yet").content


def test_publishing_an_untouched_draft_changes_nothing(live, copy):
    before, keys = take(live), row_keys(live)
    publish_copy(copy, LATER)
    live.refresh_from_db()
    assert take(live) == before
    assert row_keys(live) == keys


def test_publishing_a_draft_updates_adds_and_removes_rows_by_key(live, copy):
    kept, changed, removed = live.remarks.all()
    edited = copy.remarks.get(key=changed.key)
    edited.text = "<p>Something else was said.</p>"
    edited.save()
    copy.remarks.get(key=removed.key).delete()
    factories.remark(copy, attribution="Delegates", text="<p>They agreed.</p>", position=9)
    publish_copy(copy, LATER)
    assert [(row.pk, row.text) for row in live.remarks.all()][:2] == [
        (kept.pk, kept.text),
        (changed.pk, "<p>Something else was said.</p>"),
    ]
    assert live.remarks.last().anchor == "statement"
    assert live.remarks.last().numbers != [""]
    assert not Event.objects.filter(pk=copy.pk).exists()


def test_a_paragraph_added_in_a_draft_gets_the_number_after_its_neighbour(live, copy):
    remark = copy.remarks.first()
    number = remark.numbers[0]
    remark.text += "<p>A second paragraph.</p>"
    remark.save()
    publish_copy(copy, LATER)
    assert live.remarks.first().numbers == [number, f"{number}a"]


def test_a_new_address_in_a_draft_leaves_a_way_from_the_old_one(client, live, copy):
    old = live.get_absolute_url()
    copy.slug = "another-address"
    copy.save()
    publish_copy(copy, LATER)
    assert client.get(old).headers["Location"].endswith("/another-address/")


def test_search_forgets_a_person_whom_only_the_removed_row_named(live, copy):
    row = live.participations.first()
    copy.remarks.filter(person=row.person).delete()
    copy.participations.filter(person=row.person).delete()
    publish_copy(copy, LATER)
    assert not SearchEntry.objects.filter(kind=Kind.PERSON, object_id=row.person_id).exists()


def test_a_correction_of_the_report_and_a_change_in_the_draft_are_both_kept(live, copy):
    live.title = "Corrected title"
    live.save()
    record(live, Revision.Action.CORRECTED)
    copy.theme = "Water"
    copy.save()
    publish_copy(copy, LATER)
    live.refresh_from_db()
    assert (live.title, live.theme) == ("Corrected title", "Water")


def test_the_same_text_changed_in_both_is_not_published_over(live, copy):
    Event.objects.filter(pk=live.pk).update(title="Corrected title")
    Event.objects.filter(pk=copy.pk).update(title="Drafted title")
    with pytest.raises(ConflictError) as caught:
        publish_copy(Event.objects.get(pk=copy.pk), LATER)
    assert [(c.field, c.mine, c.theirs) for c in caught.value.conflicts] == [
        ("title", "Drafted title", "Corrected title")
    ]
    assert Event.objects.filter(pk=copy.pk).exists()


def test_a_draft_catches_up_with_corrections(live, copy):
    live.theme = "Rivers"
    live.save()
    record(live, Revision.Action.CORRECTED)
    assert catch_up(copy) == []
    assert Event.objects.get(pk=copy.pk).theme == "Rivers"


def test_discarding_a_draft_touches_nothing_published(live, copy):
    before = take(live)
    discard(copy)
    live.refresh_from_db()
    assert take(live) == before
    assert not live.working_copies.exists()


def test_a_note_for_visitors_is_kept_with_the_report(live, copy):
    publish_copy(copy, LATER, note="The name of a speaker was misspelt.")
    assert [row.note for row in live.corrections.all()] == ["The name of a speaker was misspelt."]


WORDS = st.sampled_from(
    ["<p>Water.</p>", "<p>Air.</p><p>Soil.</p>", "", "<h2>Plans</h2><p>Few.</p>"]
)
REMARK = st.fixed_dictionaries(
    {"text": WORDS, "position": st.integers(0, 3), "attribution": st.sampled_from(["A", "B", "中"])}
)


@given(st.lists(REMARK, max_size=4), WORDS, st.lists(st.sampled_from(["Beijing", "Vientiane"])))
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_publishing_a_draft_of_any_report_changes_nothing(remarks, summary, cities):
    live = factories.draft(summary=summary)
    for given_fields in remarks:
        factories.remark(live, **given_fields)
    for city in cities:
        live.places.create(city=city)
    factories.participation(live)
    factories.event_organization(live)
    from_draft = factories.publish(live, factories.PUBLICATION)
    assert from_draft is None
    before, keys = take(live), row_keys(live)
    publish_copy(open_copy(live, None), LATER)
    live = Event.objects.get(pk=live.pk)
    settle(live)
    assert (take(live), row_keys(live)) == (before, keys)


@pytest.mark.parametrize("bring", [catch_up, lambda copy: publish_copy(copy, LATER)])
def test_a_topic_added_to_both_stands_in_the_report_once(live, copy, bring):
    topic = factories.topic()
    for event in (live, copy):
        event.eventtopics.create(topic=topic, position=9)
    row = live.eventtopics.get(topic=topic)
    record(live, Revision.Action.SAVED)
    bring(copy)
    assert live.eventtopics.get(topic=topic) == row
    assert not topic.eventtopics.exclude(key=row.key).exists()


def test_a_paragraph_inserted_in_both_keeps_the_number_that_visitors_know(live, copy):
    for event in (live, copy):
        remark = event.remarks.first()
        remark.text = f"{remark.text}<p>Both added this.</p>"
        remark.save()
    record(settle(live), Revision.Action.SAVED)
    numbers = live.remarks.first().numbers
    publish_copy(copy, LATER)
    assert live.remarks.first().numbers == numbers


def test_corrections_come_into_the_draft_as_it_is_saved_by_now(live, copy):
    seen_before = Event.objects.get(pk=copy.pk)
    copy.theme = "Saved by a colleague meanwhile"
    copy.save()
    live.outcomes = "<p>Corrected.</p>"
    live.save()
    record(live, Revision.Action.SAVED)
    catch_up(seen_before)
    copy.refresh_from_db()
    assert (copy.theme, copy.outcomes) == ("Saved by a colleague meanwhile", "<p>Corrected.</p>")
