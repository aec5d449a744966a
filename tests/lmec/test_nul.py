import pytest

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/admin/autocomplete/?app_label=events&model_name=remark&field_name=person&term=%00",
        "/admin/events/event/?status__exact=%00",
        "/admin/events/event/attachments/a%00b.pdf",
    ],
)
def test_an_address_of_the_admin_with_nul_is_refused(client, address):
    client.force_login(factories.administrator())
    assert client.get(address).status_code == 400


def test_a_session_with_nul_is_refused(client):
    cookie = 'sessionid="aaaaaaaa\\000aaaaaaaa"'
    assert client.get("/admin/", headers={"cookie": cookie}).status_code == 400


def test_public_pages_read_past_nul(client):
    assert client.get("/events/?q=%00").status_code == 200
