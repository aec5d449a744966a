from datetime import date, timedelta

import pytest
from django.utils import timezone

from organizations.models import ContactDetail, Organization, OrganizationName, Parentage
from tests import factories
from tests.admin_forms import errors, filled, with_row
from tests.counting import count_queries

pytestmark = pytest.mark.django_db
LIST = "/admin/organizations/organization/"
ADD = "/admin/organizations/organization/add/"


def change(body) -> str:
    return f"/admin/organizations/organization/{body.pk}/change/"


@pytest.fixture
def client(client):
    client.force_login(factories.user("Directory managers"))
    return client


def test_a_body_is_entered_with_its_names_parent_and_contact_details(client):
    above = factories.organization("Ministry of Examples")
    data = filled(client.get(ADD)) | {"name": "Center of Examples", "country": "CN"}
    data = with_row(data, "names", name="CE", language="en", kind="acronym")
    data = with_row(data, "parentages", parent=above.pk, start_date="2018-04-01")
    data = with_row(
        data, "contacts", position=1, kind="email", value="office@example.org", is_public="on"
    )

    client.post(ADD, data)

    body = Organization.objects.get(name="Center of Examples")
    assert body.slug == "center-of-examples"
    assert body.parent == above
    assert [(name.name, name.kind) for name in body.names.all()] == [("CE", "acronym")]
    assert [(row.value, row.is_public) for row in body.contacts.all()] == [
        ("office@example.org", True)
    ]


def test_two_of_one_name_get_addresses_of_their_own(client):
    for _time in range(2):
        client.post(ADD, filled(client.get(ADD)) | {"name": "Cooperation Center"})
    slugs = Organization.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["cooperation-center", "cooperation-center-2"]


# --- Structure ---


def parents_of(client, body, *rows):
    """Post the form of a body with rows (parent, first day, last day)."""
    data = filled(client.get(change(body)))
    for parent, start, end in rows:
        data = with_row(data, "parentages", parent=parent.pk, start_date=start, end_date=end)
    return client.post(change(body), data)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("2010-01-01", "2018-03-31"), ("2018-03-31", "")),
        (("2010-01-01", ""), ("2018-04-01", "")),
        (("", ""), ("2018-04-01", "2018-04-02")),
        (("", "2018-04-01"), ("", "2012-01-01")),
    ],
)
def test_two_parents_on_one_day_are_refused(client, first, second):
    body, one, other = (factories.organization(name) for name in ("Body", "Old", "New"))
    response = parents_of(client, body, (one, *first), (other, *second))
    assert errors(response) == [
        "It cannot belong to Old and to New on one day. "
        "Let one end the day before the other begins."
    ]


def test_one_parent_may_follow_another(client):
    body, one, other = (factories.organization() for _time in range(3))
    parents_of(client, body, (one, "", "2018-03-31"), (other, "2018-04-01", ""))
    assert body.parent == other
    assert body.parentages.count() == 2


def test_removing_the_old_parent_makes_room_for_the_new(client):
    body, one, other = (factories.organization() for _time in range(3))
    body.parentages.create(parent=one)
    data = filled(client.get(change(body))) | {"parentages-0-DELETE": "on"}
    client.post(change(body), with_row(data, "parentages", parent=other.pk))
    assert Organization.objects.get(pk=body.pk).parent == other


def test_a_circle_of_parents_is_refused(client):
    top, middle, bottom = (factories.organization() for _time in range(3))
    middle.parentages.create(parent=top)
    bottom.parentages.create(parent=middle)
    response = parents_of(client, top, (bottom, "", ""))
    assert errors(response) == ["This body stands below the organization itself."]


def test_a_body_is_not_its_own_parent(client):
    body = factories.organization()
    assert errors(parents_of(client, body, (body, "", ""))) == ["A body cannot belong to itself."]


def test_what_became_of_a_body_is_recorded_on_its_own_form(client):
    old, new = factories.organization(), factories.organization()
    data = filled(client.get(change(old)))
    client.post(
        change(old),
        with_row(data, "successions", kind="merged", successor=new.pk, date="2018-03-31"),
    )
    assert [(row.kind, row.successor) for row in old.successions.all()] == [("merged", new)]
    assert client.get(change(new)).status_code == 200


# --- Contact details ---


def test_a_new_contact_detail_of_a_body_starts_ticked_for_the_site(client):
    response = client.get(ADD)
    (contacts,) = (
        inline.formset
        for inline in response.context["inline_admin_formsets"]
        if inline.formset.model is ContactDetail
    )
    assert contacts.empty_form["is_public"].value() is True
    assert ContactDetail().is_public is False


def test_an_unticked_contact_detail_stays_off_the_site(client):
    body = factories.organization()
    data = filled(client.get(change(body)))
    client.post(change(body), with_row(data, "contacts", position=1, kind="voice", value="123"))
    assert [row.is_public for row in body.contacts.all()] == [False]


def test_contact_details_due_for_a_check_are_found(client):
    today = timezone.localdate()
    checked = {"fresh": today, "old": today - timedelta(days=366), "never": None}
    for name, day in checked.items():
        body = factories.organization(name)
        body.contacts.create(kind="voice", value="123", verified_on=day)
    factories.organization("silent")

    def found(choice):
        return [body.name for body in client.get(LIST, {"contacts": choice}).context["cl"].queryset]

    assert found("due") == ["never", "old"]
    assert found("none") == ["silent"]


# --- The list ---


@pytest.mark.parametrize("words", ["Ecology", "MEE", "生态环境部", "Environmental Protection"])
def test_a_body_is_found_by_any_of_its_names(client, words):
    body = factories.organization("Ministry of Ecology and Environment")
    factories.organization("Ministry of Water Resources")
    kinds = OrganizationName.Kind
    body.names.create(name="MEE", kind=kinds.ACRONYM)
    body.names.create(name="生态环境部", language="zh-Hans")
    body.names.create(name="Ministry of Environmental Protection", kind=kinds.FORMER)
    assert list(client.get(LIST, {"q": words}).context["cl"].queryset) == [body]


def test_the_list_offers_the_countries_that_occur(client):
    factories.organization(country="TH")
    factories.organization(country="LA")
    factories.organization()
    (country,) = (
        spec for spec in client.get(LIST).context["cl"].filter_specs if spec.title == "country"
    )
    assert country.lookup_choices == [("LA", "Lao PDR"), ("TH", "Thailand")]


def test_the_list_shows_the_parent_of_today(client):
    body, old, new = (factories.organization(name) for name in ("Body", "Old", "New"))
    body.parentages.create(parent=old, end_date=date(2018, 3, 31))
    body.parentages.create(parent=new, start_date=date(2018, 4, 1))
    rows = client.get(LIST).content.decode().split("<tr>")
    (row,) = (row for row in rows if f"/{body.pk}/change/" in row)
    assert '<td class="field-parent_name">New</td>' in row


# --- Cost ---


def a_body(size: int) -> Organization:
    body = factories.organization()
    for number in range(size):
        day = date(2000 + number, 1, 1)
        body.names.create(name=f"Name {number}")
        above = factories.organization()
        above.parentages.create(parent=factories.organization())
        body.parentages.create(parent=above, start_date=day, end_date=day)
        body.successions.create(successor=factories.organization())
        body.contacts.create(kind="voice", value="123")
    return body


def test_the_list_costs_the_same_however_long(client):
    a_body(1)
    short = count_queries(lambda: client.get(LIST))
    a_body(3)
    assert count_queries(lambda: client.get(LIST)) == short


def test_the_form_costs_the_same_however_long(client):
    bodies = a_body(1), a_body(3)
    short, long = (count_queries(lambda body=body: client.get(change(body))) for body in bodies)
    assert short == long


def test_saving_unchanged_costs_the_same_however_long(client):
    def save(body):
        data = filled(client.get(change(body)))
        return count_queries(lambda: client.post(change(body), data))

    assert save(a_body(1)) == save(a_body(3))


def test_search_results_name_the_parent_at_the_same_cost_however_many(client):
    def search():
        address = "/admin/autocomplete/"
        asked = {
            "term": "Center",
            "app_label": "organizations",
            "model_name": "parentage",
            "field_name": "parent",
        }
        return client.get(address, asked)

    def a_center(ministry):
        body = factories.organization("Cooperation Center")
        Parentage.objects.create(organization=body, parent=factories.organization(ministry))

    a_center("Ministry of Water")
    short = count_queries(search)
    a_center("Ministry of Trade")
    a_center("Ministry of Health")
    assert count_queries(search) == short
    assert [result["text"] for result in search().json()["results"]] == [
        "Cooperation Center, Ministry of Water",
        "Cooperation Center, Ministry of Trade",
        "Cooperation Center, Ministry of Health",
    ]


def test_the_address_by_which_the_site_knows_its_own_body_stays(client, settings):
    body = factories.organization(slug=settings.SITE_ORGANIZATION)
    assert "slug" not in filled(client.get(change(body)))
    assert "slug" in filled(client.get(change(factories.organization())))


def test_a_position_that_no_column_holds_means_last(client):
    body = factories.organization()
    data = filled(client.get(change(body)))
    data = with_row(data, "contacts", kind="voice", value="+86 10 1234567", position=40_000)
    client.post(change(body), data)
    assert body.contacts.get().position == 1
