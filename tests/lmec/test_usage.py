from datetime import date

import pytest

from events.models import Event, Series
from lmec.usage import SHOWN, reports_using
from organizations.models import Organization
from people.models import Person
from tests import factories
from tests.admin_forms import filled
from tests.counting import count_queries

pytestmark = pytest.mark.django_db
ORGANIZATIONS = "/admin/organizations/organization/"


@pytest.fixture
def manager(client):
    client.force_login(factories.user("Directory managers"))
    return client


def delete(entry) -> str:
    meta = entry._meta
    return f"/admin/{meta.app_label}/{meta.model_name}/{entry.pk}/delete/"


def delete_selected(client, *entries, **more):
    data = {"action": "delete_selected", "_selected_action": [entry.pk for entry in entries]}
    return client.post(ORGANIZATIONS, data | more)


# --- Which reports refer to an entry ---


@pytest.mark.parametrize(
    "refer",
    [
        lambda event, body: factories.event_organization(event, body),
        lambda event, body: factories.event_organization(event, joint_with=body),
        lambda event, body: factories.participation(event, organization=body),
        lambda event, body: factories.remark(event, organization=body),
    ],
    ids=["taking part", "on a joint name-plate", "as a speaker's", "as the speaker"],
)
def test_a_report_uses_a_body_however_it_names_it(refer):
    event, body = factories.event(), factories.organization()
    factories.event_organization()
    refer(event, body)
    assert list(reports_using(body)) == [event]


def test_a_report_that_names_a_body_twice_counts_once():
    event, body = factories.event(), factories.organization()
    factories.event_organization(event, body)
    factories.remark(event, organization=body)
    assert reports_using(body).count() == 1


def test_a_draft_counts_too():
    row = factories.participation(factories.draft())
    assert list(reports_using(row.person)) == [row.event]


def test_a_working_copy_counts_as_the_report_it_copies():
    row = factories.participation()
    copy = Event.objects.create(
        title="Copy", start_date=row.event.start_date, working_copy_of=row.event
    )
    factories.participation(copy, row.person)
    assert list(reports_using(row.person)) == [row.event]


def test_a_series_is_used_by_its_events():
    series = Series.objects.create(name="Joint Committee")
    event = factories.event(series=series)
    factories.event()
    assert list(reports_using(series)) == [event]


def test_nothing_uses_a_new_body():
    factories.event_organization()
    assert list(reports_using(factories.organization())) == []


def test_counting_the_reports_takes_one_query():
    body = factories.organization()
    for _time in range(3):
        factories.event_organization(body=body)
    assert count_queries(lambda: reports_using(body).count()) == 1


# --- On the form ---


def test_the_form_says_how_many_reports_use_an_entry_and_links_to_them(manager):
    body, event = factories.organization(), factories.event()
    factories.event_organization(event, body)
    factories.event_organization()
    page = manager.get(f"{ORGANIZATIONS}{body.pk}/change/").content.decode()
    address = f"/admin/events/event/?using=organizations.organization-{body.pk}"
    assert f'<a href="{address}">1 report</a>' in page
    assert list(manager.get(address).context["cl"].queryset) == [event]


def test_the_form_of_a_new_entry_says_that_no_report_uses_it(manager):
    assert "No report yet." in manager.get(f"{ORGANIZATIONS}add/").content.decode()


@pytest.mark.parametrize(
    "value",
    ["", "nonsense", "organizations.organization-", "organizations.organization-99", "no.such-1"]
    + ["organizations.organization-" + "9" * 30, "organizations.organization-²", "a.b.c-1"],
)
def test_a_filter_that_means_nothing_hides_nothing(manager, value):
    event = factories.event()
    answer = manager.get("/admin/events/event/", {"using": value})
    assert list(answer.context["cl"].queryset) == [event]


def test_the_filter_reveals_no_account(manager):
    account = factories.administrator(name="Secret Name")
    answer = manager.get("/admin/events/event/", {"using": f"lmec.user-{account.pk}"})
    assert "Secret Name" not in answer.content.decode()


# --- Deleting ---


def test_deleting_a_person_on_record_is_refused_with_links_to_each_report(manager):
    row = factories.participation(factories.event("Published Meeting"))
    draft = factories.draft("Drafted Meeting")
    factories.participation(draft, row.person)

    response = manager.get(delete(row.person))

    page = response.content.decode()
    assert "Used in 2 reports" in page
    for event in (row.event, draft):
        assert f'<a href="/admin/events/event/{event.pk}/change/">{event.title}</a>' in page
    assert f'<a href="{row.event.get_absolute_url()}">View on site</a>' in page
    assert draft.get_absolute_url() not in page
    assert "Say at each post until when it was held." in page
    assert 'value="yes"' not in page


def test_posting_the_deletion_of_a_person_on_record_deletes_nothing(manager):
    person = factories.participation().person
    response = manager.post(delete(person), {"post": "yes"})
    assert "Used in 1 report<" in response.content.decode()
    assert Person.objects.filter(pk=person.pk).exists()


def test_one_entry_in_use_keeps_a_whole_selection(manager):
    used, free = factories.event_organization().organization, factories.organization()
    for more in ({}, {"post": "yes"}):
        response = delete_selected(manager, used, free, **more)
        assert "Used in 1 report<" in response.content.decode()
    assert Organization.objects.filter(pk__in=[used.pk, free.pk]).count() == 2


def test_a_selection_that_nothing_uses_is_deleted(manager):
    bodies = factories.organization(), factories.organization()
    delete_selected(manager, *bodies, post="yes")
    assert not Organization.objects.exists()


def test_a_person_whom_no_report_names_is_deleted_with_the_posts(manager):
    post = factories.membership()
    manager.post(delete(post.person), {"post": "yes"})
    assert not Person.objects.exists()


def test_what_the_directory_says_of_a_body_is_named_plainly(manager):
    body = factories.organization("Example Ministry")
    below = factories.organization("Division II")
    below.parentages.create(parent=body)
    former = factories.organization("Former Ministry")
    former.successions.create(successor=body)
    post = factories.membership(factories.person("Li Na"), body)

    page = manager.get(delete(body)).content.decode()

    assert "Take it out of them first." in page
    for entry, words in [
        (below, "Parent body: Example Ministry"),
        (former, "Successor: Renamed as Example Ministry"),
        (post.person, "Post: Director, Example Ministry, since 2020"),
    ]:
        meta = entry._meta
        address = f"/admin/{meta.app_label}/{meta.model_name}/{entry.pk}/change/"
        assert f'<a href="{address}">{entry.name}</a> · {words}' in page


def test_a_report_is_named_without_a_link_to_whoever_may_not_open_it(client):
    account = factories.user()
    account.user_permissions.set(
        factories.Group.objects.get(name="Directory managers").permissions.exclude(
            content_type__app_label="events"
        )
    )
    client.force_login(account)
    row = factories.participation(factories.event("Published Meeting"))
    page = client.get(delete(row.person)).content.decode()
    assert "Published Meeting" in page
    assert "/admin/events/" not in page


def test_a_long_record_is_counted_and_its_newest_reports_shown(manager):
    body = factories.organization()
    for number in range(SHOWN + 2):
        day = date(2000 + number, 1, 1)
        factories.event_organization(factories.event(f"No. {number}", start_date=day), body)
    page = manager.get(delete(body)).content.decode()
    assert f"Used in {SHOWN + 2} reports" in page
    assert "and 2 more" in page
    assert page.index(f"No. {SHOWN + 1}<") < page.index("No. 2<")
    assert "No. 1<" not in page


def test_the_refusal_costs_the_same_however_much_is_in_use(manager):
    def used(times):
        body = factories.organization()
        for _time in range(times):
            factories.event_organization(body=body)
            factories.membership(body=body, joint_with=factories.organization())
        return delete(body)

    one, three = used(1), used(3)
    assert count_queries(lambda: manager.get(one)) == count_queries(lambda: manager.get(three))


def test_the_editor_of_a_form_is_let_work_there_and_nowhere_else(manager):
    body = factories.organization()
    form = manager.get(f"{ORGANIZATIONS}{body.pk}/change/")
    refused = manager.post(f"{ORGANIZATIONS}{body.pk}/change/", filled(form) | {"name": ""})
    for response in (form, refused):
        assert "script-src-attr 'unsafe-inline'" in response["Content-Security-Policy"]
    for address in (ORGANIZATIONS, delete(body), f"{ORGANIZATIONS}{body.pk}/history/"):
        assert "unsafe" not in manager.get(address)["Content-Security-Policy"]
