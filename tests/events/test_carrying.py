"""The next report of a series, begun from the last one."""

from datetime import date

import pytest

from events.carrying import begin_next, last_of
from events.models import Event, Series
from lmec.history.models import latest
from tests import factories
from tests.counting import count_queries

pytestmark = pytest.mark.django_db
DAY = date(2023, 11, 20)


@pytest.fixture
def series():
    return Series.objects.create(name="Joint Committee")


@pytest.fixture
def last(series) -> Event:
    return factories.a_full_report(
        1, series=series, edition=46, kind="committee", language="th", timezone="Asia/Bangkok",
        theme="Water", standfirst="It met.", outcomes="<p>Agreed.</p>", start_time="09:00",
    )  # fmt: skip


def begun(last, day=DAY) -> Event:
    event = begin_next(last, day, factories.administrator())
    return Event.objects.with_parts().get(pk=event.pk)


def test_it_is_a_draft_of_the_next_edition(last):
    event = begun(last)
    carried = (event.kind, event.series, event.language, event.timezone)
    assert carried == ("committee", last.series, "th", "Asia/Bangkok")
    assert (event.edition, event.start_date, event.status) == (47, DAY, "draft")
    assert event.title == "Joint Committee, no. 47"
    assert (latest(event).action, latest(event).why) == ("added", f"Begun from “{last.title}”")


def test_no_words_and_times_of_the_last_one_are_carried(last):
    last.photos.create(alt="A")
    last.attachments.create(title="A", url="https://example.org/")
    event = begun(last)
    said = (event.theme, event.standfirst, event.summary, event.outcomes)
    assert said == ("", "", "", "")
    assert (event.start_time, event.end_date, event.published_at) == (None, None, None)
    for part in ("remarks", "photos", "attachments", "corrections"):
        assert getattr(event, part).count() == 0


def test_places_bodies_and_topics_are_carried_without_their_printed_names(last):
    last.eventorganizations.update(role="host", note="With colleagues")
    event = begun(last)
    assert [str(place) for place in event.places.all()] == ["Beijing, China"]
    (was,), (row,) = last.eventorganizations.all(), event.eventorganizations.all()
    assert (row.organization, row.role) == (was.organization, "host")
    assert (row.name_as_printed, row.parent_as_printed, row.note) == ("", "", "")
    assert row.key != was.key
    assert [row.topic for row in event.eventtopics.all()] == [last.eventtopics.get().topic]


def test_people_are_carried_in_the_post_they_still_hold(last):
    last.participations.update(roles=["chair"], on_behalf_of="The Minister", note="By video")
    was, row = last.participations.get(), begun(last).participations.all()[0]
    assert (row.person, row.roles, row.on_behalf_of) == (was.person, ["chair"], "The Minister")
    assert (row.membership, row.organization) == (was.membership, was.organization)
    assert (row.credited_as, row.name_as_printed, row.in_directory, row.note) == ("", "", "", "")


def test_somebody_in_a_new_post_is_carried_in_that(last):
    post = last.participations.get().membership
    post.end_date = date(2023, 1, 1)
    post.save()
    new = factories.membership(post.person, start_date=date(2023, 1, 2))
    row = begun(last).participations.all()[0]
    assert (row.membership, row.organization) == (new, new.organization)


@pytest.mark.parametrize("others", [0, 2])
def test_a_post_is_left_open_where_none_or_several_are_certain(last, others):
    post = last.participations.get().membership
    post.end_date = date(2023, 1, 1)
    post.save()
    for _ in range(others):
        factories.membership(post.person, start_date=date(2023, 1, 2))
    row = begun(last).participations.all()[0]
    assert (row.membership, row.organization) == (None, None)


def test_without_an_edition_the_draft_has_the_name_of_the_series(series):
    event = begun(factories.event(series=series))
    assert (event.title, event.edition) == ("Joint Committee", None)


def test_the_last_one_is_the_newest_and_no_working_copy(series, last):
    newer = factories.draft(series=series, start_date=date(2023, 1, 1))
    factories.draft(series=series, working_copy_of=last, start_date=date(2023, 2, 1))
    assert last_of(series) == newer
    assert last_of(Series.objects.create(name="Other")) is None


def test_a_large_report_costs_as_much_as_a_small_one(last):
    by = factories.administrator()
    large = factories.a_full_report(10, series=last.series)
    one = count_queries(lambda: begin_next(last, DAY, by))
    assert count_queries(lambda: begin_next(large, DAY, by)) == one
