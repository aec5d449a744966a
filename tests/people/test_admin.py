import json
from datetime import date

import pytest
from django.contrib.messages import get_messages

from people.models import Person, PersonContact
from tests import factories
from tests.admin_forms import errors, filled, with_row
from tests.counting import count_queries

pytestmark = pytest.mark.django_db
LIST = "/admin/people/person/"
ADD = "/admin/people/person/add/"


def change(person) -> str:
    return f"/admin/people/person/{person.pk}/change/"


@pytest.fixture
def client(client):
    client.force_login(factories.user("Directory managers"))
    return client


def messages_of(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_a_person_is_entered_with_names_and_posts(client):
    body = factories.organization("Example Center")
    data = filled(client.get(ADD)) | {"name": "Li Na", "language": "en"}
    data = with_row(data, "names", name="李娜", language="zh-Hans", kind="native")
    data = with_row(
        data, "memberships", title="Director", organization=body.pk, start_date="2018-04-01"
    )

    client.post(ADD, data)

    person = Person.objects.get()
    assert (person.slug, person.sort_name) == ("li-na", "Li Na")
    assert [str(post) for post in person.memberships.all()] == [
        "Director, Example Center, since 2018"
    ]
    assert [name.name for name in person.names.all()] == ["李娜"]


def test_who_may_not_see_contact_details_cannot_sort_people_by_them(client):
    factories.person("Reachable").contacts.create(kind="voice", value="1")
    factories.person("Silent")
    found = [client.get(LIST, {"contacts": "due"}).context["cl"].result_count]
    client.force_login(factories.user("Writers"))
    found.append(client.get(LIST, {"contacts": "due"}).context["cl"].result_count)
    assert found == [1, 2]


def test_a_contact_detail_of_a_person_starts_hidden(client):
    (contacts,) = (
        inline.formset
        for inline in client.get(ADD).context["inline_admin_formsets"]
        if inline.formset.model is PersonContact
    )
    assert contacts.empty_form["is_public"].value() is False


def test_nobody_is_told_of_a_namesake_when_there_is_none(client):
    response = client.post(ADD, filled(client.get(ADD)) | {"name": "Li Na"})
    assert [text for text in messages_of(response) if "already has" in text] == []


def test_a_second_person_of_one_name_is_saved_with_a_warning_that_tells_them_apart(client):
    first = factories.person("Li Na")
    factories.membership(first, factories.organization("Example Center"))

    response = client.post(ADD, filled(client.get(ADD)) | {"name": "li na"})

    assert Person.objects.count() == 2
    assert messages_of(response)[0] == (
        f'The directory already has <a href="{change(first)}">Li Na '
        "(Director, Example Center, since 2020)</a>. If that is the same person, "
        "delete the entry made just now and use that one."
    )


def test_a_name_cannot_bring_markup_into_the_warning(client):
    factories.person("<b>Li</b>")
    response = client.post(ADD, filled(client.get(ADD)) | {"name": "<b>Li</b>"})
    assert "&lt;b&gt;Li&lt;/b&gt;</a>" in messages_of(response)[0]


# --- Posts that reports stand on ---


def test_a_post_used_in_a_report_is_not_removed(client):
    row = factories.participation()
    row.membership = factories.membership(row.person, factories.organization("Example Center"))
    row.save()

    data = filled(client.get(change(row.person))) | {"memberships-0-DELETE": "on"}
    response = client.post(change(row.person), data)

    assert errors(response) == [
        "“Director, Example Center, since 2020” is used in 1 report and has to stay. "
        "Say until when it was held instead of removing it."
    ]
    assert row.person.memberships.count() == 1


def test_a_post_that_no_report_uses_is_removed(client):
    post = factories.membership()
    data = filled(client.get(change(post.person))) | {"memberships-0-DELETE": "on"}
    client.post(change(post.person), data)
    assert post.person.memberships.count() == 0


def test_ending_a_post_keeps_the_row_that_reports_stand_on(client):
    post = factories.membership()
    data = filled(client.get(change(post.person))) | {"memberships-0-end_date": "2021-12-31"}
    client.post(change(post.person), data)
    post.refresh_from_db()
    assert post.end_date == date(2021, 12, 31)


# --- Finding people ---


@pytest.mark.parametrize("words", ["Geng", "耿聪", "Keng Tsong"])
def test_a_person_is_found_by_any_name(client, words):
    person = factories.person("Geng Cong")
    factories.person("Li Na")
    person.names.create(name="耿聪", language="zh-Hans")
    person.names.create(name="Keng Tsong", kind="alternate")
    assert list(client.get(LIST, {"q": words}).context["cl"].queryset) == [person]


def search(client, words="Li Na") -> list[str]:
    """What the search of a report's participant shows."""
    asked = {
        "term": words,
        "app_label": "events",
        "model_name": "participation",
        "field_name": "person",
    }
    results = client.get("/admin/autocomplete/", asked).json()["results"]
    return [result["text"] for result in results]


def two_of_one_name():
    for body in ("Ministry of Water", "Peking University"):
        factories.membership(factories.person("Li Na"), factories.organization(body))


@pytest.mark.parametrize("group", ["Writers", "Editors", "Directory managers"])
def test_two_people_of_one_name_can_be_told_apart_in_a_search(client, group):
    client.force_login(factories.user(group))
    two_of_one_name()
    assert search(client) == [
        "Li Na (Director, Ministry of Water, since 2020)",
        "Li Na (Director, Peking University, since 2020)",
    ]


def test_a_search_shows_the_latest_post(client):
    person = factories.person("Li Na")
    factories.membership(person, factories.organization("New"), title="Head")
    factories.membership(person, factories.organization("Old"), start_date=date(2001, 1, 1))
    factories.membership(person, factories.organization("Unknown"), start_date=None)
    assert search(client) == ["Li Na (Head, New, since 2020)"]


def test_a_search_costs_the_same_however_many_are_found(client):
    two_of_one_name()
    short = count_queries(lambda: search(client))
    two_of_one_name()
    assert count_queries(lambda: search(client)) == short


def popup(client, address, data) -> str:
    """What a pop-up writes into the field of the form that opened it."""
    response = client.post(address, data | {"_popup": 1})
    return json.loads(response.context["popup_response_data"])["obj"]


def test_a_person_added_in_a_pop_up_is_chosen_with_the_post(client):
    body = factories.organization("Example Center")
    data = filled(client.get(ADD)) | {"name": "Li Na"}
    data = with_row(data, "memberships", title="Director", organization=body.pk)
    assert popup(client, ADD, data) == "Li Na (Director, Example Center)"


def test_a_person_changed_in_a_pop_up_is_chosen_with_the_new_post(client):
    post = factories.membership(factories.person("Li Na"), factories.organization("Center"))
    data = filled(client.get(change(post.person))) | {"memberships-0-title": "Head"}
    assert popup(client, change(post.person), data) == "Li Na (Head, Center, since 2020)"


# --- The link to the page ---


def test_the_form_of_a_person_on_record_links_to_the_page(client):
    person = factories.participation().person
    assert f'href="{person.get_absolute_url()}"' in client.get(change(person)).content.decode()


def test_the_form_of_a_person_known_from_a_draft_links_to_no_page(client):
    person = factories.participation(factories.draft()).person
    assert person.get_absolute_url() not in client.get(change(person)).content.decode()


# --- Cost ---


def a_person(size: int) -> Person:
    person = factories.person()
    for number in range(size):
        factories.membership(person, joint_with=factories.organization())
        person.names.create(name=f"Name {number}")
        person.contacts.create(kind="voice", value="123")
    return person


def test_the_list_costs_the_same_however_long(client):
    a_person(1)
    short = count_queries(lambda: client.get(LIST))
    a_person(3)
    a_person(3)
    assert count_queries(lambda: client.get(LIST)) == short


def test_the_form_costs_the_same_however_long(client):
    people = a_person(1), a_person(3)
    short, long = (count_queries(lambda who=who: client.get(change(who))) for who in people)
    assert short == long


def test_saving_unchanged_costs_the_same_however_long(client):
    def save(person):
        data = filled(client.get(change(person)))
        return count_queries(lambda: client.post(change(person), data))

    assert save(a_person(1)) == save(a_person(3))


def test_the_history_of_a_person_tells_nobody_how_to_reach_them(client):
    person = factories.person()
    data = filled(client.get(change(person)))
    client.post(change(person), with_row(data, "contacts", kind="email", value="li@example.org"))
    assert person.contacts.exists()
    client.force_login(factories.user("Writers"))
    html = client.get(f"/admin/people/person/{person.pk}/history/").content.decode()
    assert "Saved" in html
    assert "li@example.org" not in html


def test_two_who_change_one_contact_detail_at_once_are_shown_both(client):
    person = factories.person()
    number = person.contacts.create(kind="voice", value="1")
    mine, theirs, others = (filled(client.get(change(person))) for _ in range(3))
    client.post(change(person), theirs | {"contacts-0-value": "2"})
    client.post(change(person), others | {"contacts-0-label": "Office"})
    response = client.post(change(person), mine | {"contacts-0-value": "3"})
    assert "Somebody else changed this" in errors(response)[0]
    number.refresh_from_db()
    assert (number.value, number.label) == ("2", "Office")
