"""The rows of forms, shown with the posts of a person and the parts of a report."""

import pytest
from django.contrib.auth.models import Permission

from lmec.formsets import PositionField
from people.models import Membership
from tests import factories
from tests.forms import add_row, fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """A client of somebody who may do with people and posts what is named, and no more."""

    def log_in(*actions: str):
        account = factories.user()
        account.user_permissions.set(Permission.objects.filter(codename__in=actions))
        client.force_login(account)
        return client

    return log_in


@pytest.fixture
def manager(client):
    client.force_login(factories.user("Directory managers"))
    return client


def address(person) -> str:
    return f"/admin/people/person/{person.pk}/change/"


def fields(client, person) -> dict:
    return fields_of(client.get(address(person)), "person_form")


def text_after(client, person, given) -> str:
    return client.post(address(person), given).content.decode()


def test_a_stored_row_that_nobody_changed_is_taken_for_what_it_is(manager):
    """Even where it would not be accepted today."""
    post = factories.membership()
    Membership.objects.update(title="")
    given = fields(manager, post.person) | {"name": ["Another Name"]}
    assert manager.post(address(post.person), given).status_code == 302
    post.person.refresh_from_db()
    assert post.person.name == "Another Name"


def test_a_changed_row_is_checked_as_a_whole(manager):
    post = factories.membership()
    Membership.objects.update(title="")
    given = fields(manager, post.person) | {"memberships-0-source": ["A report"]}
    assert "This field is required." in text_after(manager, post.person, given)


def test_a_changed_row_is_saved(manager):
    post = factories.membership()
    given = fields(manager, post.person) | {"memberships-0-title": ["Envoy"]}
    manager.post(address(post.person), given)
    post.refresh_from_db()
    assert post.title == "Envoy"


def test_a_row_of_somebody_else_is_not_changed(manager):
    mine, other = factories.membership(), factories.membership(title="Theirs")
    forged = {"memberships-0-id": [str(other.pk)], "memberships-0-title": ["Forged"]}
    manager.post(address(mine.person), fields(manager, mine.person) | forged)
    other.refresh_from_db()
    assert other.title == "Theirs"


def test_a_row_that_was_removed_in_the_meantime_is_kept_in_sight(manager):
    post = factories.membership()
    given = fields(manager, post.person) | {"memberships-0-title": ["Typed just now"]}
    post.delete()
    text = text_after(manager, post.person, given)
    assert "Somebody has removed this row in the meantime." in text
    assert "Typed just now" in text


def test_the_choices_of_a_row_are_told_apart_by_their_labels(manager):
    above = factories.organization("Ministry A")
    body = factories.organization("Department")
    body.parentages.create(parent=above)
    post = factories.membership(body=body)
    text = manager.get(address(post.person)).content.decode()
    assert f'<option value="{body.pk}" selected>Department, Ministry A</option>' in text


@pytest.mark.parametrize("key", ["nonsense", "-1", "9" * 40, "999999"])
def test_a_choice_that_does_not_exist_is_refused(manager, key):
    post = factories.membership()
    given = fields(manager, post.person) | {"memberships-0-organization": [key]}
    assert "Select a valid choice." in text_after(manager, post.person, given)


def test_who_may_not_delete_cannot_remove_a_stored_row(desk):
    post = factories.membership()
    client = desk("change_person", "view_membership", "add_membership", "change_membership")
    given = fields(client, post.person)
    assert "memberships-0-DELETE" not in client.get(address(post.person)).content.decode()
    client.post(address(post.person), given | {"memberships-0-DELETE": ["on"]})
    assert Membership.objects.filter(pk=post.pk).exists()


def test_who_may_not_delete_can_remove_a_row_added_just_now(desk):
    person = factories.person()
    client = desk("change_person", "view_membership", "add_membership")
    given = fields(client, person)
    add_row(given, "memberships", title="Envoy", DELETE="on")
    assert client.post(address(person), given).status_code == 302
    assert not person.memberships.exists()


def test_who_may_not_change_rows_cannot_change_them(desk):
    post = factories.membership(title="Director")
    client = desk("change_person", "view_membership")
    given = fields(client, post.person) | {"memberships-0-title": ["Forged"]}
    client.post(address(post.person), given)
    post.refresh_from_db()
    assert post.title == "Director"


@pytest.mark.parametrize(
    ("given", "place"), [("3", 3), ("", 0), ("first", 0), ("-1", 0), ("9" * 30, 0)]
)
def test_a_place_that_makes_no_sense_means_last(given, place):
    assert PositionField().clean(given) == place
