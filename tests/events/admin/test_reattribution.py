"""The list of published credits that the directory no longer bears out, and deciding on them."""

import pytest
from django.contrib.messages import get_messages

from lmec.history.models import latest
from tests import factories
from tests.admin_forms import filled
from tests.counting import count_queries

pytestmark = pytest.mark.django_db
LIST = "/admin/events/event/credits/"


@pytest.fixture
def row():
    """A published credit that disagrees."""
    return disagreeing("Li Na")


def disagreeing(name: str):
    post = factories.membership(factories.person(name), factories.organization("House"))
    report = factories.draft(title="First Meeting")
    row = factories.participation(report, post.person, membership=post, credited_as="Head")
    factories.publish(report, factories.PUBLICATION)
    post.title = "Deputy"
    post.save()
    row.refresh_from_db()
    return row


@pytest.fixture
def login(client):
    def login(group):
        client.force_login(factories.user(*filter(None, [group])))
        return client

    return login


def decide(client, row, **fields):
    address = f"{LIST}{row.pk}/"
    page = client.get(LIST).content.decode()
    seen = "Head | certain | Deputy, House | Deputy, House"
    assert f'value="{seen}"' in page
    return client.post(address, {"seen": seen, **fields})


def messages_of(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize(
    ("group", "sees", "decides"),
    [
        ("Writers", False, False),
        ("Editors", True, True),
        ("Directory managers", True, False),
        (None, False, False),
    ],
)
def test_who_sees_the_list_and_who_decides(login, row, group, sees, decides):
    client = login(group)
    response = client.get(LIST)
    assert response.status_code == (200 if sees else 403)
    assert ("Keep as printed" in response.content.decode()) == decides
    response = client.post(f"{LIST}{row.pk}/", {"decision": "keep", "why": "So"})
    assert response.status_code == (302 if decides else 403)


def test_a_visitor_is_asked_to_log_in(client, row):
    assert client.get(LIST).status_code == 302
    assert client.post(f"{LIST}{row.pk}/").status_code == 302
    row.refresh_from_db()
    assert row.credited_as == "Head"


def test_the_list_names_report_person_and_both_credits(login, row):
    disagreeing("Sun Li")
    page = login("Editors").get(f"{LIST}?person={row.person_id}").content.decode()
    for text in ("First Meeting", "Li Na", "Head", "Director, House", "Deputy, House"):
        assert text in page
    assert "Sun Li" not in page


def test_a_person_that_is_not_there_is_not_found(login):
    assert login("Editors").get(f"{LIST}?person=x").status_code == 404


def test_an_empty_list_says_so(login):
    assert "agrees with the directory" in login("Editors").get(LIST).content.decode()


def test_an_accepted_credit_is_published_with_a_note(login, row):
    response = decide(login("Editors"), row, decision="accept")
    row.refresh_from_db()
    assert row.credited_as == "Deputy, House"
    assert row.event.corrections.count() == 1
    assert "Corrected, with a note for visitors" in messages_of(response)[0]


def test_one_person_alone_prints_no_other_credit_where_two_are_demanded(login, row, settings):
    settings.PUBLISHER_DIFFERS = True
    response = decide(login("Editors"), row, decision="accept")
    assert messages_of(response) == [
        "Edit a published report in a draft, so that two people see it."
    ]
    row.refresh_from_db()
    assert row.credited_as == "Head"


def test_a_kept_credit_needs_a_reason(login, row):
    client = login("Editors")
    response = decide(client, row, decision="keep", why=" ")
    assert messages_of(response) == ["Give the reason why the credit stays as it is printed."]
    decide(client, row, decision="keep", why="So in the minutes")
    assert (latest(row.event).action, latest(row.event).why) == ("kept", "So in the minutes")
    assert "Li Na" not in client.get(LIST).content.decode()


def test_nothing_is_decided_on_what_nobody_has_seen(login, row):
    response = login("Editors").post(f"{LIST}{row.pk}/", {"seen": "x", "decision": "accept"})
    row.refresh_from_db()
    assert row.credited_as == "Head"
    assert "Nothing was changed" in messages_of(response)[0]


def test_saving_a_person_tells_which_credits_are_left_behind(login, row):
    client = login("Directory managers")
    address = f"/admin/people/person/{row.person_id}/change/"
    page = client.get(address)
    assert "1 published credit disagrees" in page.content.decode()
    data = filled(page)
    response = client.post(address, data | {"memberships-0-title": "Assistant"})
    assert messages_of(response)[0] == (
        f'<a href="{LIST}?person={row.person_id}">1 published credit disagrees with the '
        "directory</a>"
    )
    (only,) = messages_of(client.post(address, filled(client.get(address))))
    assert "changed successfully" in only


def test_a_credit_changed_in_the_report_itself_is_decided_on(editor, row):
    fields = editor.fields(row.event) | {"participations-0-credited_as": ["Deputy Head"]}
    editor.save(fields, row.event)
    row.refresh_from_db()
    assert row.in_directory == "certain: Deputy, House"
    assert "Li Na" not in editor.client.get(LIST).content.decode()


def test_the_form_of_a_person_without_such_credits_says_nothing(login, row):
    other = factories.person()
    for group, person in (("Directory managers", other), ("Writers", row.person)):
        page = login(group).get(f"/admin/people/person/{person.pk}/change/").content.decode()
        assert "published credit" not in page


def test_the_list_costs_the_same_for_one_credit_and_for_many(login, row):
    client = login("Editors")
    client.get(LIST)
    one = count_queries(lambda: client.get(LIST))
    for n in range(4):
        disagreeing(f"Person {n}")
    assert count_queries(lambda: client.get(LIST)) == one
