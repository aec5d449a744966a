"""Bringing back a field, a part or everything, and what stands in the way."""

import pytest
from django.contrib.auth.models import Permission

from lmec.history.models import Revision
from people.models import Person
from tests import factories
from tests.lmec.history.conftest import told, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return factories.person("Li Example", honorific_prefix="Dr.")


def changed(person, **fields) -> Person:
    Person.objects.filter(pk=person.pk).update(**fields)
    return Person.objects.get(pk=person.pk)


def test_one_field_is_brought_back_and_the_rest_stays(manager, saved, person):
    revision = saved(person)
    changed(person, honorific_prefix="Mme", biography="<p>Later.</p>")
    manager.restore(person, revision, "?field=honorific_prefix", "A slip")
    now = Person.objects.get()
    assert (now.honorific_prefix, now.biography) == ("Dr.", "<p>Later.</p>")
    latest = Revision.objects.first()
    assert (latest.action, latest.by, latest.why) == ("restored", manager.account, "A slip")
    assert latest.data["fields"]["honorific_prefix"] == "Dr."


def test_one_removed_part_is_brought_back_in_its_own_row(manager, saved, person):
    key = factories.membership(person, title="Director").pk
    revision = saved(person)
    person.memberships.all().delete()
    changed(person, honorific_prefix="Mme")
    manager.restore(person, revision, f"?part=memberships&key={key}")
    assert [(row.pk, row.title) for row in person.memberships.all()] == [(key, "Director")]
    assert Person.objects.get().honorific_prefix == "Mme"


def test_a_part_that_was_not_there_yet_is_taken_out_again(manager, saved, person):
    revision = saved(person)
    name = person.names.create(name="李")
    manager.restore(person, revision, f"?part=names&key={name.pk}")
    assert not person.names.exists()


def test_everything_is_brought_back_and_search_finds_it(client, manager, saved, person):
    event = factories.draft()
    factories.participation(event, person)
    factories.publish(event, factories.PUBLICATION)
    person.names.create(name="Vanished Spelling")
    revision = saved(person)
    person.names.get().delete()
    changed(person, name="Another")
    manager.restore(person, revision)
    assert Person.objects.get().name == "Li Example"
    assert "Li Example" in client.get("/search/?q=vanished").content.decode()


def test_nothing_is_changed_before_somebody_has_seen_what(manager, saved, person):
    revision = saved(person)
    changed(person, honorific_prefix="Mme")
    text = manager.read(person, f"{revision.pk}/restore/")
    assert "~Mme~+Dr.+" in text
    manager.client.post(manager.address(person, f"{revision.pk}/restore/"), {"now": "x"})
    assert Person.objects.get().honorific_prefix == "Mme"


def test_who_was_overtaken_looks_again(manager, saved, person):
    revision = saved(person)
    changed(person, honorific_prefix="Mme")
    address = manager.address(person, f"{revision.pk}/restore/")
    seen = manager.client.get(address).context["now"]
    changed(person, biography="<p>Meanwhile.</p>")
    response = manager.client.post(address, {"now": seen})
    assert "Look again" in told(response)
    assert "~Meanwhile.~" in words(response)
    assert Person.objects.get().biography == "<p>Meanwhile.</p>"


def test_a_post_that_reports_rely_on_is_not_taken_away(manager, saved, person):
    revision = saved(person)
    post = factories.membership(person, title="Director")
    factories.participation(factories.draft(), person, membership=post)
    text = told(manager.restore(person, revision))
    assert "other entries rely on" in text
    assert person.memberships.get() == post


def test_what_refers_to_a_deleted_entry_is_not_brought_back(manager, saved, person):
    post = factories.membership(person)
    body, key, revision = post.organization, post.pk, saved(person)
    post.delete()
    body.delete()
    text = words(manager.restore(person, revision, f"?part=memberships&key={key}"))
    assert "The entry that “organization” refers to was deleted" in text
    assert not person.memberships.exists()


def test_an_address_that_another_has_now_is_not_taken_from_it(manager, saved, person):
    slug, revision = person.slug, saved(person)
    person.slug = "li-2"
    person.save()
    other = factories.person(slug=slug)
    text = words(manager.restore(person, revision))
    assert f"The address “{slug}” belongs to something else now" in text
    assert Person.objects.get(slug=slug) == other


def test_a_field_that_does_not_fit_any_more_is_refused_in_words(manager, saved):
    body = factories.organization(founding_date="2000-01-01")
    revision = saved(body)
    type(body).objects.update(founding_date="1990-01-01", dissolution_date="1995-01-01")
    text = told(manager.restore(body, revision, "?field=founding_date"))
    assert "does not fit with the rest" in text


def test_who_may_only_read_may_not_restore(historian, saved, person):
    revision = saved(person)
    changed(person, honorific_prefix="Mme")
    writer = historian("Writers")
    assert writer.restore(person, revision).status_code == 403
    assert "Restore" not in writer.read(person) + writer.read(person, f"{revision.pk}/")
    assert Person.objects.get().honorific_prefix == "Mme"


def test_contact_details_stay_where_the_account_may_not_see_them(historian, saved, person):
    revision = saved(person)
    person.contacts.create(kind="email", value="li@example.org")
    changed(person, honorific_prefix="Mme")
    someone = historian("Writers")
    someone.account.user_permissions.add(Permission.objects.get(codename="change_person"))
    someone.restore(person, revision)
    assert Person.objects.get().honorific_prefix == "Dr."
    assert person.contacts.get().value == "li@example.org"
    place = f"{revision.pk}/restore/?part=contacts&key={person.contacts.get().pk}"
    assert someone.client.get(someone.address(person, place)).status_code == 404
