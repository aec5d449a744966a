"""The table of the directory, read back as a spreadsheet reads it."""

import csv
import io
from datetime import date

import pytest

from tests import factories
from tests.counting import count_queries

pytestmark = pytest.mark.django_db
TABLE = "/organizations/directory.csv"


def read(client) -> list[dict]:
    content = client.get(TABLE).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline=""), strict=True))


def entry(name: str, **fields):
    """A body with a name and a contact of every kind."""
    body = factories.organization(name, **fields)
    for kind in ("acronym", "official", "co-name", "alternate", "former"):
        body.names.create(name=f"{kind} name", kind=kind)
    for kind, value in [
        ("address", "5 Road\nBeijing"),
        ("voice", "+86 10 1"),
        ("fax", "+86 10 2"),
        ("email", "a@example.org"),
        ("email", "b@example.org"),
        ("url", "http://example.org/"),
        ("wechat", "lmec"),
    ]:
        body.contacts.create(kind=kind, value=value, is_public=True)
    return body


def test_a_row_says_all_that_its_columns_name(client):
    body = entry(
        "กรมควบคุมมลพิษ", slug="pcd", language="th", classification="department", country="TH",
        founding_date=date(1992, 6, 4),
    )  # fmt: skip
    body.parentages.create(parent=factories.organization("环境部"), start_date=date(2002, 10, 3))
    assert read(client)[0] == {
        "name": "กรมควบคุมมลพิษ",
        "language": "th",
        "abbreviations": "acronym name",
        "other_names": "official name; co-name name; alternate name",
        "former_names": "former name",
        "type": "department",
        "country": "TH",
        "parent": "环境部",
        "founded_on": "1992-06-04",
        "dissolved_on": "",
        "postal_address": "5 Road, Beijing",
        "telephone": "'+86 10 1",
        "fax": "'+86 10 2",
        "email": "a@example.org; b@example.org",
        "website": "http://example.org/",
        "wechat_id": "lmec",
        "page": "http://127.0.0.1:8000/organizations/pcd/",
    }


def test_the_directory_is_in_order_of_its_names(client):
    for name in ("B", "A", "C"):
        factories.organization(name)
    assert [row["name"] for row in read(client)] == ["A", "B", "C"]


def test_a_parent_of_former_days_and_a_private_contact_are_left_out(client):
    body = factories.organization("A")
    body.parentages.create(parent=factories.organization("B"), end_date=date(2018, 3, 17))
    body.contacts.create(kind="voice", value="999")
    row = read(client)[0]
    assert (row["parent"], row["telephone"]) == ("", "")
    assert "999" not in client.get(TABLE).getvalue().decode()


def test_the_table_is_a_download(client):
    answer = client.get(TABLE)
    assert answer["Content-Disposition"] == 'attachment; filename="lmec-directory.csv"'
    assert not answer.cookies


def test_the_table_costs_the_same_for_one_body_and_for_three(client):
    entry("A").parentages.create(parent=factories.organization("Z"))
    one = count_queries(lambda: read(client))
    for name in ("B", "C"):
        entry(name).parentages.create(parent=factories.organization(f"{name} above"))
    assert count_queries(lambda: read(client)) == one <= 5
