"""Reading a history: the revisions, what differs between two, what one says."""

import pytest

from lmec.history.models import Revision
from people.models import Person
from tests import factories
from tests.admin_forms import filled
from tests.counting import count_queries

pytestmark = pytest.mark.django_db


def test_every_revision_is_listed_with_who_when_and_why(manager, saved):
    person, by = factories.person("Li Example"), factories.user(name="Example Editor")
    saved(person)
    saved(person, by, "She asked for it")
    text = manager.read(person)
    assert text.count("Saved") == 2
    assert text.index("Example Editor") < text.index("not known by whom")
    assert "She asked for it" in text
    assert "(UTC+8)" in text


def test_a_long_history_is_paged(manager, saved):
    person = factories.person()
    for number in range(27):
        saved(person, why=f"Change {number}.")
    assert "Change 26." in manager.read(person)
    assert "Change 1." not in manager.read(person)
    assert "Change 1." in manager.read(person, "?p=2")


def test_two_revisions_are_compared_by_part_and_field_with_words_marked(manager, saved):
    person = factories.person("Li Example", biography="<p>She works on <em>water</em>.</p>")
    post = factories.membership(person, factories.organization("Example Institute"))
    first = saved(person)
    person.biography, post.title = "<p>She works on <em>air</em>.</p>", "Deputy Director"
    person.names.create(name="李", language="zh-Hans")
    person.save()
    post.save()
    second = saved(person)
    text = manager.read(person, f"compare/?from={first.pk}&to={second.pk}")
    assert "Biography Restore She works on ~water~+air+." in text
    assert "Deputy Director, Example Institute, since 2020" in text
    assert "+Deputy +Director" in text
    assert "Other names 李 Added" in text
    assert "Sorted as" not in text


def test_without_a_first_one_the_revision_before_is_taken(manager, saved):
    person = factories.person("Li Example")
    saved(person)
    person.honorific_prefix = "Dr."
    person.save()
    second = saved(person)
    assert "Honorific Restore +Dr.+" in manager.read(person, f"compare/?to={second.pk}")


def test_the_earlier_revision_comes_first_however_they_were_chosen(manager, saved):
    person = factories.person("Li Example")
    first = saved(person)
    person.honorific_prefix = "Dr."
    person.save()
    second = saved(person)
    assert "+Dr.+" in manager.read(person, f"compare/?from={second.pk}&to={first.pk}")


def test_a_text_that_is_only_set_otherwise_is_said_to_be_so(manager, saved):
    person = factories.person(biography="<p>Water.</p>")
    saved(person)
    person.biography = "<p><em>Water.</em></p>"
    person.save()
    second = saved(person)
    assert "The words are the same" in manager.read(person, f"compare/?to={second.pk}")


def test_what_was_typed_is_shown_and_not_run(manager, saved):
    person = factories.person()
    saved(person)
    person.honorific_prefix = "<b>Dr.</b>"
    person.save()
    second = saved(person)
    response = manager.client.get(manager.address(person, f"compare/?to={second.pk}"))
    assert "&lt;b&gt;Dr.&lt;/b&gt;" in response.content.decode()


def test_entries_that_are_gone_are_named_by_their_number(manager, saved):
    body = factories.organization()
    above = factories.organization("Example Ministry")
    row = body.parentages.create(parent=above)
    first = saved(body)
    row.delete()
    number = above.pk
    above.delete()
    text = manager.read(body, f"{first.pk}/")
    assert f"no longer there (number {number})" in text


def test_what_it_refers_to_costs_one_query_a_kind_however_much_changed(manager, saved):
    def pages(size):
        person = factories.person()
        saved(person)
        for _ in range(size):
            factories.membership(person, joint_with=factories.organization())
        address = manager.address(person, f"compare/?to={saved(person).pk}")
        return count_queries(lambda: manager.client.get(address))

    pages(1)
    assert pages(1) == pages(3)


def test_contact_details_are_for_those_who_may_see_them(historian, saved):
    person = factories.person()
    first = saved(person)
    person.contacts.create(kind="email", value="li@example.org", is_public=True)
    second = saved(person)
    compare, read = f"compare/?from={first.pk}&to={second.pk}", f"{second.pk}/"
    manager = historian("Directory managers")
    assert "li@example.org" in manager.read(person, compare)
    assert "li@example.org" in manager.read(person, read)
    writer = historian("Writers")
    assert "The two say the same." in writer.read(person, compare)
    assert "li@example.org" not in writer.read(person, read) + writer.read(person)


@pytest.mark.parametrize("page", ["", "compare/?to={}", "{}/", "{}/restore/"])
def test_histories_are_for_those_who_may_see_the_thing(historian, saved, page):
    person = factories.person()
    revision = saved(person)
    saved(person)
    someone = historian()
    address = someone.address(person, page.format(revision.pk))
    assert someone.client.get(address).status_code == 403
    someone.client.logout()
    assert someone.client.get(address).status_code == 302


@pytest.mark.parametrize("page", ["compare/?from=x&to=1", "compare/", "99/", "99/restore/"])
def test_what_is_in_no_history_is_not_found(manager, page):
    person = factories.person()
    assert manager.client.get(manager.address(person, page)).status_code == 404


def test_the_revision_of_another_thing_is_not_found(manager, saved):
    other = saved(factories.person())
    person = factories.person()
    assert manager.client.get(manager.address(person, f"{other.pk}/")).status_code == 404


def test_the_first_change_of_a_thing_without_history_records_the_state_before_it(manager):
    person = factories.person("Li Example")
    address = f"/admin/people/person/{person.pk}/change/"

    data = filled(manager.client.get(address)) | {"honorific_prefix": "Dr.", "_why": "Asked for"}
    manager.client.post(address, data)
    second, first = Revision.objects.of(Person.objects.get())
    assert (first.data["fields"]["honorific_prefix"], first.by) == ("", None)
    assert (second.why, second.by) == ("Asked for", manager.account)
    assert "+Dr.+" in manager.read(person, f"compare/?to={second.pk}")


def test_the_reason_stays_in_a_form_that_is_refused(manager):
    response = manager.client.post("/admin/people/person/add/", {"_why": "A new colleague"})
    assert 'value="A new colleague"' in response.content.decode()
