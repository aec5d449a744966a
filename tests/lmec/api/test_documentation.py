"""The page that explains the API."""

import pytest

from tests.markup import Markup

pytestmark = pytest.mark.django_db


def test_every_endpoint_and_parameter_is_on_the_page(client):
    html = client.get("/api/").content.decode()
    document = client.get("/api/v1/openapi.json").json()
    for path, item in document["paths"].items():
        assert path in html
        for parameter in item["get"]["parameters"]:
            if parameter["in"] == "query":
                assert f"<code>{parameter['name']}</code>" in html
                assert parameter["description"] in html


def test_its_links_lead_to_answers(client):
    links = [link["href"] for link in Markup(client.get("/api/").content.decode()).all("a")]
    found = [link for link in links if link.startswith("/api/v1/")]
    assert "/api/v1/popolo.json" in found
    assert {client.get(link).status_code for link in found} == {200}


def test_the_root_of_the_api_leads_to_the_page(client):
    assert client.get("/api/v1/")["Location"] == "/api/"


def test_the_page_asks_the_database_for_nothing_but_the_footer(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/api/")
