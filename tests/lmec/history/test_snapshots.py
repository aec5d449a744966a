"""Snapshots: taken, compared, and made so again."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.models import Event
from lmec.history.compare import differences
from lmec.history.snapshots import apply, take
from people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = st.sampled_from(["", "<p>Water.</p>", "<p>Air.</p><p>Soil.</p>"])
REMARKS = st.lists(
    st.fixed_dictionaries(
        {"text": TEXT, "position": st.integers(0, 3), "attribution": st.sampled_from("AB中")}
    ),
    max_size=3,
)
STATE = st.fixed_dictionaries({"theme": st.sampled_from(["", "Water"]), "summary": TEXT})


def fill(report: Event, fields: dict, remarks: list[dict], topics: int) -> None:
    """Change a report as a form would: some of its rows, and none of what it does not name."""
    for name, value in fields.items():
        setattr(report, name, value)
    report.save()
    rows = list(report.remarks.all())
    for row, values in zip(rows, remarks, strict=False):
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    for row in rows[len(remarks) :]:
        row.delete()
    for values in remarks[len(rows) :]:
        report.remarks.create(**values)
    report.eventtopics.all().delete()
    for _ in range(topics):
        report.eventtopics.create(topic=factories.topic())


@given(STATE, REMARKS, st.integers(0, 2), STATE, REMARKS, st.integers(0, 2))
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_report_becomes_again_what_it_was(first, said, topics, second, said_then, others):
    report = factories.draft()
    fill(report, first, said, topics)
    before = take(Event.objects.get(pk=report.pk))
    keys = dict(report.remarks.values_list("key", "pk"))
    fill(report, second, said_then, others)
    after = take(Event.objects.get(pk=report.pk))
    assert (differences(before, after) == []) == (before == after)
    apply(before, Event.objects.get(pk=report.pk))
    assert take(Event.objects.get(pk=report.pk)) == before
    kept = Event.objects.get(pk=report.pk).remarks.values_list("key", "pk")
    alive = {key: pk for key, pk in kept if pk in keys.values()}
    assert alive.items() <= keys.items()


def test_rows_without_a_key_come_back_in_their_own():
    person = factories.person()
    key = factories.membership(person).pk
    before = take(person)
    person.memberships.all().delete()
    apply(before, Person.objects.get(pk=person.pk))
    assert person.memberships.get().pk == key


def test_what_was_just_made_has_the_snapshot_of_what_is_read():
    for thing in (factories.person(), factories.organization(country="CN"), factories.draft()):
        assert take(thing) == take(type(thing).objects.get(pk=thing.pk))
