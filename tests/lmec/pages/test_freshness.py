import pytest

from events.models import Event
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


def test_no_cache_may_keep_a_page_of_the_admin(client):
    client.force_login(factories.administrator())
    for address in ("/admin/", "/admin/login/"):
        assert "public" not in client.get(address)["Cache-Control"]
