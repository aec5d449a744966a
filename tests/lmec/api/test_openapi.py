"""The OpenAPI document is valid, and every answer is as it says, with nothing lost on the way."""

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from events.models import Event
from lmec import record_json
from lmec.api import lists
from lmec.api.v1 import api as the_api
from lmec.search.models import Kind
from tests import public_site

pytestmark = pytest.mark.django_db
# One example of each endpoint by its path, and of what else it may answer.
EXAMPLES = {
    "/api/v1/events/": {200: "", 400: "?cursor=x"},
    "/api/v1/events/{slug}/": {200: "full-report", 404: "nowhere", 410: "withdrawn-report"},
    "/api/v1/remarks/": {200: "", 400: "?remark=x"},
    "/api/v1/remarks/{slug}/{anchor}/": {
        200: "full-report/li-na",
        404: "full-report/nobody",
        410: "withdrawn-report/li-na",
    },
    "/api/v1/people/": {200: "", 400: "?limit=x"},
    "/api/v1/people/{slug}/": {200: "li-na", 404: "nobody"},
    "/api/v1/organizations/": {200: "", 400: "?country=x"},
    "/api/v1/organizations/{slug}/": {200: "division-ii", 404: "nothing"},
    "/api/v1/topics/": {200: "", 400: "?x=x"},
    "/api/v1/topics/{slug}/": {200: "green-initiative", 404: "nothing"},
    "/api/v1/popolo.json": {200: ""},
}


@pytest.fixture
def document(client) -> dict:
    return client.get("/api/v1/openapi.json").json()


def test_the_document_is_valid(document):
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_every_endpoint_and_status_has_its_example(document):
    documented = {
        path: {int(status) for status in item["get"]["responses"]}
        for path, item in document["paths"].items()
    }
    assert documented == {path: set(answers) for path, answers in EXAMPLES.items()}


def test_the_record_can_only_be_read(document):
    assert {method for item in document["paths"].values() for method in item} == {"get"}


def address(path: str, example: str) -> str:
    return path.partition("{")[0] + (example if example[:1] in {"", "?"} else f"{example}/")


@pytest.mark.parametrize("path", EXAMPLES)
def test_each_documented_answer_is_as_its_schema_says(client, document, path):
    public_site.furnish()
    for status, example in EXAMPLES[path].items():
        answer = client.get(address(path, example))
        assert answer.status_code == status
        if answer.streaming:
            continue  # tests of Popolo check it against the schemas of Popolo
        content = document["paths"][path]["get"]["responses"][str(status)]["content"]
        schema = content["application/json"]["schema"] | {"components": document["components"]}
        checker = Draft202012Validator(schema, format_checker=FormatChecker())
        assert list(checker.iter_errors(answer.json())) == []


def test_no_schema_leaves_out_what_the_record_says(client):
    public_site.furnish()
    event = Event.objects.in_full().get(slug="full-report")
    assert client.get("/api/v1/events/full-report/").json() == record_json.event(event)
    for kind, path in (
        (Kind.REPORT, "events"),
        (Kind.REMARK, "remarks"),
        (Kind.PERSON, "people"),
        (Kind.ORGANIZATION, "organizations"),
        (Kind.TOPIC, "topics"),
    ):
        rows, write = lists.LISTS[kind]
        written = [write(row) for row in rows(timezone.now())]
        answer = client.get(f"/api/v1/{path}/", {"limit": 100}).json()
        key = repr
        assert sorted(answer["items"], key=key) == sorted(written, key=key)


def test_every_parameter_and_endpoint_is_explained():
    for item in the_api.document["paths"].values():
        assert item["get"]["summary"]
        for parameter in item["get"]["parameters"]:
            assert parameter["in"] == "path" or parameter["description"]
