"""What every answer of the API has in common."""

import pytest
from django.http import HttpResponseServerError
from django.test import RequestFactory

from lmec.api.open_data import OpenDataMiddleware
from tests import factories, public_site

ADDRESSES = [
    "/api/v1/events/",
    "/api/v1/events/full-report/",
    "/api/v1/people/li-na/",
    "/api/v1/openapi.json",
    "/api/v1/popolo.json",
    "/api/v1/events/?limit=x",
    "/api/v1/people/nobody/",
    "/api/v1/nowhere/",
    "/api/v1/people/a/b/c",
    "/api/v2/",
]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_scripts_of_any_site_may_read_it_and_nobody_is_remembered(client, address):
    public_site.furnish()
    answer = client.get(address)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Content-Type"].startswith("application/json")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "public, no-cache"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    if answer.status_code >= 400:
        assert answer.json()["detail"].endswith(".")


@pytest.mark.django_db
def test_other_sites_may_not_read_the_pages(client):
    for address in ("/", "/api/", "/admin/login/"):
        assert "Access-Control-Allow-Origin" not in client.get(address).headers


@pytest.mark.django_db
def test_what_has_not_changed_is_not_sent_again(client):
    report = factories.event(slug="meeting")
    first = client.get("/api/v1/events/meeting/")
    again = client.get("/api/v1/events/meeting/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    report.theme = "Rivers"
    report.save()
    changed = client.get("/api/v1/events/meeting/", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


@pytest.mark.django_db
def test_a_browser_may_ask_before_it_sends_a_conditional_request(client):
    answer = client.options("/api/v1/events/")
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert answer["Access-Control-Allow-Headers"] == "If-None-Match"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/api/v1/events/", "/api/v1/popolo.json"])
def test_the_headers_alone_may_be_asked_for(client, address):
    answer = client.head(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == client.get(address)["Content-Type"]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, method):
    answer = getattr(client, method)("/api/v1/events/")
    assert answer.status_code == 405
    assert set(answer["Allow"].split(", ")) == {"GET", "HEAD"}
    assert answer.json() == {"detail": "The record can only be read: use GET."}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/api/v1/events", "/api/v1/people/li-na"])
def test_an_address_without_its_last_stroke_leads_to_the_right_one(client, address):
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (301, f"{address}/")


def test_a_failure_of_the_server_is_json_too():
    def fail(request):
        return HttpResponseServerError("<h1>Sorry</h1>")

    answer = OpenDataMiddleware(fail)(RequestFactory().get("/api/v1/events/"))
    assert answer.status_code == 500
    assert answer.content == b'{"detail": "Internal Server Error."}'
