"""What the form of a report is told of a person's posts."""

from datetime import date

import pytest

from tests import factories

pytestmark = pytest.mark.django_db
DAY = "2022-11-23"


def ask(desk, *people, day=DAY) -> dict:
    query = {"day": day, "person": [person.pk for person in people]}
    return desk.client.get("/admin/events/event/posts/", query).json()


def held(desk, post, **when) -> str:
    [answer] = ask(desk, post.person, **when)[str(post.person_id)]
    return answer["held"]


def test_a_post_is_told_as_the_form_fills_it_in(writer):
    body = factories.organization("Center A")
    other = factories.organization("Center B")
    post = factories.membership(body=body, title="Director-General", joint_with=other)
    assert ask(writer, post.person)[str(post.person_id)] == [
        {
            "id": post.pk,
            "label": "Director-General, Center A / Center B, since 2020",
            "held": "certain",
            "organization": {"id": body.pk, "label": "Center A"},
            "joint_with": {"id": other.pk, "label": "Center B"},
            "credit": "Director-General, Center A / Center B",
            "offer": "Director-General, Center A / Center B, since 2020: use this",
            "doubt": "",
        }
    ]


def test_a_post_with_an_unknown_start_is_possible_and_says_so(writer):
    body = factories.organization("Center A")
    post = factories.membership(body=body, title="Director", start_date=None)
    [answer] = ask(writer, post.person)[str(post.person_id)]
    assert answer["held"] == "possible"
    assert answer["offer"] == "Director, Center A — start unknown: use this"


def test_a_post_that_had_ended_is_doubted(writer):
    post = factories.membership(end_date=date(2021, 1, 1))
    [answer] = ask(writer, post.person)[str(post.person_id)]
    assert answer["held"] == "no"
    assert answer["doubt"] == "The directory says that this post was not held on that day."


@pytest.mark.parametrize("day", ["", "yesterday", "2022-13-45"])
def test_without_a_day_no_post_is_certain(writer, day):
    assert held(writer, factories.membership(), day=day) == "possible"


def test_nonsense_is_answered_with_nothing(writer):
    query = {"person": ["x", "-1", "9" * 40], "day": DAY}
    assert writer.client.get("/admin/events/event/posts/", query).json() == {}


def test_many_people_cost_as_many_queries_as_one(writer, django_assert_num_queries):
    people = [factories.membership().person for _ in range(3)]
    with django_assert_num_queries(6):
        ask(writer, people[0])
    with django_assert_num_queries(6):
        ask(writer, *people)
