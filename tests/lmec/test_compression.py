import gzip

import pytest

from tests import factories, public_site

pytestmark = pytest.mark.django_db
ACCEPTED = {"Accept-Encoding": "gzip, br"}


def test_a_public_page_is_sent_compressed(client):
    address = factories.event().get_absolute_url()
    plain = client.get(address)
    answer = client.get(address, headers=ACCEPTED)
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content) == plain.content
    assert len(answer.content) < len(plain.content) / 2
    assert "Accept-Encoding" in plain["Vary"]


def test_a_compressed_page_is_not_sent_again_while_it_holds(client):
    address = factories.event().get_absolute_url()
    first = client.get(address, headers=ACCEPTED)
    again = client.get(address, headers=ACCEPTED | {"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_an_error_of_the_api_can_be_read_when_compressed(client):
    answer = client.get("/api/v1/nothing/", headers=ACCEPTED)
    content = answer.content
    if answer.has_header("Content-Encoding"):
        content = gzip.decompress(content)
    assert content.startswith(b"{")


def test_no_page_of_the_admin_is_compressed(client):
    client.force_login(factories.administrator())
    for address in ("/admin/", "/admin/login/", "/admin/events/event/"):
        assert not client.get(address, headers=ACCEPTED).has_header("Content-Encoding")


def test_a_picture_is_sent_as_it_is(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    person = factories.person(image=public_site.picture(), alt="A portrait")
    answer = client.get(person.image.url, headers=ACCEPTED)
    answer.close()
    assert answer.status_code == 200
    assert not answer.has_header("Content-Encoding")
