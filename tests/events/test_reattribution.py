"""Published credits after the directory was corrected."""

from datetime import date

import pytest

from events.models import Participation
from events.publishing import publish, settle
from events.reattribution import (
    accept,
    count_disagreeing,
    disagreeing,
    find,
    keep,
    with_details,
)
from lmec.history.models import Revision, latest
from tests import factories
from tests.counting import count_queries

pytestmark = pytest.mark.django_db
AT = factories.PUBLICATION


@pytest.fixture
def post():
    return factories.membership(factories.person("Li Na"), factories.organization("House"))


@pytest.fixture
def row(post) -> Participation:
    """A published credit that the directory bears out."""
    return published(post)


def published(post, credit: str = "Head of the House", **fields) -> Participation:
    report = factories.draft(**fields)
    row = factories.participation(report, post.person, membership=post, credited_as=credit)
    publish(report, AT)
    row.refresh_from_db()
    return row


def correct(post, **fields):
    for name, value in fields.items():
        setattr(post, name, value)
    post.save()


def the_credit():
    (credit,) = with_details(disagreeing())
    return credit


@pytest.mark.parametrize(
    "correction",
    [{"title": "Deputy"}, {"start_date": date(2022, 11, 24)}, {"end_date": date(2022, 11, 22)}],
)
def test_a_corrected_post_leaves_a_credit_that_disagrees(row, post, correction):
    assert list(disagreeing()) == []
    correct(post, **correction)
    assert list(disagreeing()) == [row]
    assert count_disagreeing() == 1


def test_it_says_what_the_directory_said_and_says(row, post):
    correct(post, title="Deputy", end_date=date(2022, 11, 22))
    credit = the_credit()
    assert (credit.before, credit.was.value) == ("Director, House", "certain")
    assert (credit.now, credit.held.value) == ("Deputy, House", "no")


@pytest.mark.parametrize(
    "correction", [{"source": "A letter"}, {"start_date": None}, {"end_date": date(2023, 1, 1)}]
)
def test_what_leaves_the_post_as_it_was_that_day_is_no_disagreement(row, post, correction):
    correct(post, **correction)
    assert list(disagreeing()) == []


def test_a_directory_that_comes_to_say_what_is_printed_is_no_disagreement(post):
    published(post, credit="Deputy, House")
    correct(post, title="Deputy")
    assert list(disagreeing()) == []


@pytest.mark.parametrize("half", ["organization", "joint_with"])
def test_a_new_name_of_a_body_is_no_disagreement(half):
    post = factories.membership(body=factories.organization(), joint_with=factories.organization())
    published(post)
    body = getattr(post, half)
    body.names.create(name=body.name, kind="former")
    body.name = "House of today"
    body.save()
    assert list(disagreeing()) == []
    correct(post, title="Deputy")
    assert count_disagreeing() == 1


def test_drafts_working_copies_and_what_was_never_looked_at_are_left_out(row, post):
    factories.participation(factories.draft(), post.person, membership=post)
    copy = factories.draft(working_copy_of=row.event)
    factories.participation(copy, post.person, membership=post, in_directory=row.in_directory)
    other = published(post)
    Participation.objects.filter(pk=other.pk).update(in_directory="")
    correct(post, title="Deputy")
    assert list(disagreeing()) == [row]


def test_a_person_has_only_credits_of_the_own(row, post):
    correct(post, title="Deputy")
    assert list(disagreeing(post.person)) == [row]
    assert list(disagreeing(factories.person())) == []


def test_an_accepted_credit_is_the_directorys_and_visitors_are_told(row, post):
    by = factories.administrator()
    correct(post, title="Deputy")
    accept(the_credit(), AT, by, why="Letter of 1 May")
    row.refresh_from_db()
    assert row.credited_as == "Deputy, House"
    assert row.event.corrections.get().note == (
        "Li Na is credited as “Deputy, House” in the place of “Head of the House”."
    )
    revision = latest(row.event)
    assert (revision.action, revision.by, revision.why) == ("corrected", by, "Letter of 1 May")
    assert revision.data["parts"]["participations"][0]["credited_as"] == "Deputy, House"
    assert list(disagreeing()) == []


def test_a_credit_goes_over_to_the_post_that_was_held_that_day(row, post):
    correct(post, end_date=date(2022, 1, 1))
    body = factories.organization("Hut")
    held = factories.membership(post.person, body, title="Chair", start_date=date(2022, 1, 2))
    accept(the_credit(), AT, factories.administrator())
    row.refresh_from_db()
    assert (row.membership, row.organization, row.credited_as) == (held, body, "Chair, Hut")
    assert list(disagreeing()) == []


def test_without_a_post_held_that_day_there_is_nothing_to_accept(row, post):
    correct(post, end_date=date(2022, 1, 1))
    factories.membership(post.person, start_date=None)
    assert the_credit().proposal is None


def test_remarks_with_a_credit_of_their_own_change_where_ticked(row, post):
    kept, changed = (
        factories.remark(row.event, person=post.person, credited_as="Head") for _ in range(2)
    )
    correct(post, title="Deputy")
    credit = the_credit()
    assert credit.remarks == [kept, changed]
    accept(credit, AT, factories.administrator(), remarks=[changed.pk])
    assert [remark.credited_as for remark in row.event.remarks.all()] == ["Head", ""]


def test_a_kept_credit_stays_and_is_not_asked_for_again(row, post):
    by = factories.administrator()
    correct(post, title="Deputy")
    changed_at = row.event.updated_at
    keep(the_credit(), by, "So printed in the minutes")
    row.refresh_from_db()
    row.event.refresh_from_db()
    assert (row.credited_as, row.event.updated_at) == ("Head of the House", changed_at)
    assert list(row.event.corrections.all()) == list(disagreeing()) == []
    revision = latest(row.event)
    assert (revision.action, revision.by, revision.why) == (
        "kept", by, "So printed in the minutes",
    )  # fmt: skip
    settle(row.event)
    assert list(disagreeing()) == []


def test_a_kept_credit_is_asked_for_again_when_the_directory_changes_again(row, post):
    correct(post, title="Deputy")
    keep(the_credit(), factories.administrator(), "So printed")
    correct(post, title="Deputy Head")
    assert list(disagreeing()) == [row]


def test_a_decision_rests_on_what_was_seen(row, post):
    correct(post, title="Deputy")
    seen = the_credit().seen
    assert find(row.pk, seen).row == row
    correct(post, title="Deputy Head")
    assert find(row.pk, seen) is None


def test_a_decision_leaves_one_revision(row, post):
    before = Revision.objects.count()
    correct(post, title="Deputy")
    accept(the_credit(), AT, factories.administrator())
    assert Revision.objects.count() == before + 1


def test_the_list_costs_the_same_for_one_credit_and_for_many(row, post):
    correct(post, title="Deputy")
    one = count_queries(lambda: with_details(disagreeing()))
    for _ in range(5):
        other = factories.membership()
        report = published(other).event
        factories.remark(report, person=other.person, credited_as="Own")
        correct(other, title="Deputy")
    assert len(with_details(disagreeing())) == 6
    assert count_queries(lambda: with_details(disagreeing())) == one <= 3
