"""What was deleted: found, read and brought back with all its parts."""

import pytest

from organizations.models import Organization
from people.models import Person
from tests import factories
from tests.lmec.history.conftest import told, words

pytestmark = pytest.mark.django_db
DELETED = "/admin/people/person/deleted/"


@pytest.fixture
def delete(manager):
    """Delete a thing as a directory manager does; the address where it can be recovered."""

    def deleted(thing, **data):
        kind = f"/admin/{thing._meta.app_label}/{thing._meta.model_name}/"
        response = manager.client.post(f"{kind}{thing.pk}/delete/", {"post": "yes", **data})
        assert response.status_code == 302
        page = manager.client.get(f"{kind}deleted/").context["page_obj"]
        return f"{kind}deleted/{page[0].pk}/"

    return deleted


def test_a_deleted_person_comes_back_with_posts_names_contacts_and_key(manager, delete):
    person = factories.person("Li Example")
    key, slug = person.pk, person.slug
    post = factories.membership(person).pk
    person.names.create(name="李")
    person.contacts.create(kind="email", value="li@example.org")
    address = delete(person)
    assert not Person.objects.exists()
    assert "Li Example" in words(manager.client.get(DELETED))
    assert "李" in words(manager.client.get(address))
    manager.client.post(address, {"_why": "Needed after all"})
    person = Person.objects.get()
    assert (person.pk, person.slug, person.memberships.get().pk) == (key, slug, post)
    assert (person.names.get().name, person.contacts.get().value) == ("李", "li@example.org")
    assert "Li Example" not in words(manager.client.get(DELETED))
    assert "Needed after all" in manager.read(person)


def test_a_deleted_body_comes_back_under_another_address_if_its_own_is_taken(manager, delete):
    body = factories.organization("Example Institute")
    key, slug = body.pk, body.slug
    address = delete(body)
    Organization.objects.create(name="Other", slug=slug)
    assert "comes back under a new address" in words(manager.client.get(address))
    text = told(manager.client.post(address))
    body = Organization.objects.get(pk=key)
    assert body.slug != slug
    assert f"it is “{body.slug}” now" in text


def test_what_refers_to_something_deleted_waits_for_it(manager, delete):
    person, body = factories.person(), factories.organization()
    factories.membership(person, body)
    recover_person = delete(person)
    recover_body = delete(body)
    text = words(manager.client.post(recover_person))
    assert "Restore that one first" in text
    manager.client.post(recover_body)
    manager.client.post(recover_person)
    assert Person.objects.get().memberships.get().organization == body


def test_the_list_of_a_kind_leads_to_what_was_deleted_of_it(manager):
    assert DELETED in manager.client.get("/admin/people/person/").content.decode()


def test_the_deleted_are_for_those_who_may_add_and_delete(historian, delete):
    address = delete(factories.person())
    writer = historian("Writers")
    assert writer.client.get(DELETED).status_code == 403
    assert writer.client.get(address).status_code == 403
    assert writer.client.post(address).status_code == 403
    assert DELETED not in writer.client.get("/admin/people/person/").content.decode()


def test_what_is_there_again_is_not_recovered_twice(manager, delete):
    address = delete(factories.person())
    manager.client.post(address)
    assert manager.client.post(address).status_code == 404
    assert Person.objects.count() == 1
