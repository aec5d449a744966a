"""Who spoke, in which post, under which credit."""

from datetime import date

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def test_a_report_without_a_speaker_is_told(told):
    report = factories.draft()
    factories.participation(report, roles=["delegate"], credited_as="")
    assert told(report) == ["Nobody chairs or speaks in this report."]


def test_a_post_that_had_ended_is_told(told):
    report = factories.draft()
    post = factories.membership(body=factories.organization("A"), end_date=date(2022, 11, 22))
    row = factories.participation(
        report, post.person, membership=post, organization=post.organization, credited_as="Head"
    )
    assert told(report) == [
        f"{row.person.name} is credited as “Head”. The directory says that this post was not held "
        "on 23 November 2022."
    ]


def test_a_post_of_unknown_beginning_may_have_been_held(told):
    report = factories.draft()
    post = factories.membership(start_date=None)
    factories.participation(report, post.person, membership=post, credited_as="Head")
    assert told(report) == []


def test_a_credit_at_a_body_where_the_directory_has_no_post_is_told(told):
    report = factories.draft()
    post = factories.membership()
    other = factories.organization()
    factories.participation(report, post.person, organization=other, credited_as="Head, Other")
    assert told(report) == [
        f"{post.person.name} is credited as “Head, Other”. The directory has no such post on "
        "23 November 2022."
    ]


def test_a_second_post_is_no_second_credit(told):
    report = factories.draft()
    holder = factories.person()
    for title in ("Head", "Chair"):
        post = factories.membership(holder, title=title)
        factories.participation(report, holder, membership=post, credited_as=title)
    factories.remark(report, person=holder, credited_as="Chair")
    assert told(report) == []


def test_a_remark_with_a_credit_of_its_own_is_told(told):
    report = factories.draft()
    post = factories.membership(factories.person("Li Na"))
    factories.participation(report, post.person, membership=post, credited_as="Head")
    factories.remark(report, person=post.person, credited_as="Head of it")
    assert told(report) == ["Li Na is credited in two ways: “Head” and “Head of it”."]
