import csv
import io

import pytest

from lmec.tables import cell, in_portions, table
from organizations.models import Organization
from tests import factories
from tests.counting import count_queries


def read(answer) -> list[list[str]]:
    """The lines of a table as a spreadsheet takes them."""
    content = b"".join(answer.streaming_content)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


COLUMNS = {"name": lambda row: row[0], "number": lambda row: row[1]}


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+86 10",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "＝1+1",
        "＋1",
        "－1",
        "＠a",
    ],
)
def test_a_cell_is_never_a_formula(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "澜沧江", "กรม", "a=b", "1-2", "'quoted'", "a@example.org"])
def test_other_text_stays_as_it_is(text):
    assert cell(text) == text


def test_nothing_known_is_an_empty_cell():
    assert cell(None) == ""


def test_a_table_is_read_back_with_every_sign_in_it():
    rows = [['He said "no", twice', 1], ["two\r\nlines", None], ["กรมควบคุมมลพิษ; 环境", 0]]
    found = read(table("t.csv", COLUMNS, rows))
    assert found == [
        ["name", "number"],
        ['He said "no", twice', "1"],
        ["two\r\nlines", ""],
        ["กรมควบคุมมลพิษ; 环境", "0"],
    ]


def test_a_table_begins_with_the_mark_that_tells_its_characters_and_ends_lines_as_csv_does():
    answer = table("t.csv", COLUMNS, [["環境", 1]])
    assert b"".join(answer.streaming_content) == (
        b"\xef\xbb\xbfname,number\r\n" + "環境,1\r\n".encode()
    )
    assert answer["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert answer["Content-Disposition"] == 'attachment; filename="t.csv"'


def test_nothing_is_read_before_the_visitor_reads():
    def rows():
        yield ["first", 1]
        raise AssertionError

    pieces = iter(table("t.csv", COLUMNS, rows()).streaming_content)
    assert next(pieces) == b"\xef\xbb\xbfname,number\r\n"


@pytest.mark.django_db
def test_portions_keep_the_order_and_cost_the_same_each(monkeypatch):
    monkeypatch.setattr("lmec.tables.AT_A_TIME", 2)
    for name in ("E", "B", "D", "A", "C"):
        factories.organization(name)
    rows = Organization.objects.prefetch_related("names")
    assert [body.name for body in in_portions(rows)] == ["A", "B", "C", "D", "E"]
    # One query for the keys, and two for each of three portions.
    assert count_queries(lambda: list(in_portions(rows))) == 7


@pytest.mark.django_db
def test_a_row_that_is_gone_when_its_turn_comes_is_left_out(monkeypatch):
    monkeypatch.setattr("lmec.tables.AT_A_TIME", 1)
    factories.organization("A")
    gone = factories.organization("B")
    rows = in_portions(Organization.objects.all())
    assert next(rows).name == "A"
    gone.delete()
    assert list(rows) == []
