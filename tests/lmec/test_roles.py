"""Each group by what it may not do, asked of the real addresses."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db.models.signals import post_migrate

from lmec.roles import GROUPS, keep_groups
from tests import factories
from tests.admin_forms import filled, with_row
from tests.counting import count_queries

pytestmark = pytest.mark.django_db
EVENT = "/admin/events/event/"
ORGANIZATION = "/admin/organizations/organization/"
PERSON = "/admin/people/person/"
PAGE = "/admin/flatpages/flatpage/"


@pytest.fixture
def login(client):
    def login(group):
        client.force_login(factories.user(group))
        return client

    return login


def test_the_groups_are_there_after_migrating():
    assert set(Group.objects.values_list("name", flat=True)) == set(GROUPS)


@pytest.mark.parametrize("group", GROUPS)
def test_no_group_keeps_accounts_or_reads_the_log_of_log_ins(login, group):
    client = login(group)
    for address in ("lmec/user/", "lmec/user/add/", "auth/group/", "axes/accessattempt/"):
        assert client.get(f"/admin/{address}").status_code == 403
    shown = client.get("/admin/").content.decode()
    assert "Accounts" not in shown


@pytest.mark.parametrize("group", ["Writers", "Editors"])
def test_whoever_writes_reports_adds_to_the_directory_but_does_not_change_it(login, group):
    client = login(group)
    body, person = factories.organization(), factories.person()
    for entry, address in ((body, ORGANIZATION), (person, PERSON)):
        assert client.get(f"{address}add/").status_code == 200
        assert client.post(f"{address}{entry.pk}/change/", {"name": "X"}).status_code == 403
        assert client.post(f"{address}{entry.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("group", ["Writers", "Editors"])
def test_whoever_writes_reports_sees_no_contact_details_of_people(login, group):
    person = factories.person()
    person.contacts.create(kind="voice", value="+86 10 0000")
    assert "+86 10 0000" not in login(group).get(f"{PERSON}{person.pk}/change/").content.decode()


@pytest.mark.parametrize("group", ["Writers", "Editors"])
def test_whoever_writes_reports_enters_no_contact_details(login, group):
    client = login(group)
    data = filled(client.get(f"{ORGANIZATION}add/")) | {"name": "New Center"}
    data["contacts-TOTAL_FORMS"] = data["contacts-INITIAL_FORMS"] = 0
    client.post(
        f"{ORGANIZATION}add/", with_row(data, "contacts", kind="voice", value="1", is_public="on")
    )
    (body,) = factories.Organization.objects.filter(name="New Center")
    assert body.contacts.count() == 0


def test_writers_do_not_publish(login):
    client = login("Writers")
    draft = factories.draft()
    address = f"{EVENT}{draft.pk}/change/"
    data = filled(client.get(address))
    client.post(address, data | {"status": "published", "published_at": "2022-11-25T09:00"})
    draft.refresh_from_db()
    assert (draft.status, draft.published_at) == ("draft", None)


def test_writers_do_not_touch_a_published_report(login):
    client = login("Writers")
    event = factories.event()
    assert client.post(f"{EVENT}{event.pk}/change/", {"title": "X"}).status_code == 403
    client.post(f"{EVENT}{event.pk}/delete/", {"post": "yes"})
    assert factories.Event.objects.filter(pk=event.pk).exists()


def test_writers_do_not_change_topics_or_pages(login):
    client = login("Writers")
    topic = factories.topic()
    address = f"/admin/events/topic/{topic.pk}/"
    assert client.post(f"{address}change/", {"name": "X"}).status_code == 403
    assert client.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    assert client.get(PAGE).status_code == 403


def test_editors_neither_add_nor_delete_pages(login):
    client = login("Editors")
    assert client.get(PAGE).status_code == 200
    assert client.get(f"{PAGE}add/").status_code == 403


def test_directory_managers_read_reports_and_change_none(login):
    client = login("Directory managers")
    draft = factories.draft()
    assert client.get(f"{EVENT}{draft.pk}/change/").status_code == 200
    assert client.get(f"{EVENT}add/").status_code == 403
    assert client.post(f"{EVENT}{draft.pk}/change/", {"title": "X"}).status_code == 403
    assert client.post(f"{EVENT}{draft.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get(PAGE).status_code == 403


def test_an_account_without_a_group_may_do_nothing(client):
    client.force_login(factories.user())
    for address in (EVENT, ORGANIZATION, PERSON, PAGE):
        assert client.get(address).status_code == 403


def test_a_visitor_is_sent_to_log_in(client):
    for address in (EVENT, ORGANIZATION, PERSON, PAGE):
        assert client.get(address).headers["Location"] == f"/admin/login/?next={address}"


# --- Keeping the groups ---


def test_what_an_administrator_changed_survives_another_migrate():
    writers = Group.objects.get(name="Writers")
    extra = Permission.objects.get(codename="publish_event")
    writers.permissions.set([extra])
    call_command("migrate", verbosity=0)
    assert list(writers.permissions.all()) == [extra]


def test_a_group_that_is_missing_is_made_again_with_its_permissions():
    Group.objects.filter(name="Editors").delete()
    call_command("migrate", verbosity=0)
    editors = Group.objects.get(name="Editors")
    held = {
        f"{app}.{codename}"
        for app, codename in editors.permissions.values_list("content_type__app_label", "codename")
    }
    assert held == set(GROUPS["Editors"])


def test_the_groups_are_made_even_before_django_has_made_the_permissions():
    Group.objects.all().delete()
    Permission.objects.all().delete()
    keep_groups(apps.get_app_config("lmec"), using="default")
    assert Group.objects.count() == len(GROUPS)


def test_a_migrate_looks_once_and_with_one_query_when_all_is_there():
    receivers = [
        receiver
        for config in apps.get_app_configs()
        for receiver in post_migrate._live_receivers(config)[0]
        if receiver is keep_groups
    ]
    assert len(receivers) == 1
    assert count_queries(lambda: keep_groups(None, using="default")) == 1
