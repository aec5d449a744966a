import pytest
from django.utils import timezone

from events.models import Event
from events.publishing import withdraw
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_cache_may_keep_a_public_page_but_asks_whether_it_still_holds(client):
    address = factories.event().get_absolute_url()
    first = client.get(address)
    assert first["Cache-Control"] == "public, no-cache"
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    Event.objects.update(title="Another title")
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_cache_asks_whether_a_report_is_still_withdrawn(client):
    """Browsers keep a 410 for ever unless they are told otherwise."""
    event = factories.event()
    withdraw(event, timezone.now(), "It named the wrong year.")
    response = client.get(event.get_absolute_url())
    assert (response.status_code, response["Cache-Control"]) == (410, "public, no-cache")


def test_a_cache_asks_whether_an_address_still_leads_elsewhere(client):
    event = factories.event(slug="former")
    event.slug = "present"
    event.save()
    response = client.get(f"/events/{event.start_date.year}/former/")
    assert (response.status_code, response["Cache-Control"]) == (301, "public, no-cache")


def test_no_cache_may_keep_a_page_of_the_admin(client):
    client.force_login(factories.administrator())
    for address in ("/admin/", "/admin/login/"):
        assert "public" not in client.get(address)["Cache-Control"]
