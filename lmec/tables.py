"""Tables as CSV files that every spreadsheet opens in the right characters and runs nothing of."""

import csv
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

# A spreadsheet takes a cell that begins with one of these for a formula; it trims some before it
# looks, and takes the wide forms for the narrow ones.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
AT_A_TIME = 500
BYTE_ORDER_MARK = "\ufeff"


def table(name: str, columns: dict[str, Callable], rows: Iterable) -> StreamingHttpResponse:
    """A download of one line for each of `rows` under the names of the columns.

    `columns` are functions that give a row's value, text or date or number or None for nothing.
    The rows are read while the file is sent, so it may be of any length.
    """
    return StreamingHttpResponse(
        _lines(columns, rows),
        content_type="text/csv; charset=utf-8; header=present",
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


def in_portions(rows: QuerySet) -> Iterator:
    """The rows in their order, a portion loaded at a time with all it prefetches.

    Between portions no query stays open, however slowly the visitor reads; a row that the
    conditions no longer hold for when its turn comes is left out.
    """
    keys = iter(list(rows.values_list("pk", flat=True)))
    while portion := list(islice(keys, AT_A_TIME)):
        found = rows.in_bulk(portion)
        yield from (found[key] for key in portion if key in found)


def _lines(columns: dict[str, Callable], rows: Iterable) -> Iterator[str]:
    """The file in pieces."""
    writer = csv.writer(Echo())
    yield BYTE_ORDER_MARK + writer.writerow(columns)
    rows = iter(rows)
    while portion := list(islice(rows, AT_A_TIME)):
        yield "".join(
            writer.writerow([cell(column(row)) for column in columns.values()]) for row in portion
        )


def cell(value) -> str:
    """A value as text that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


class Echo:
    """A file for the csv module, whose writer then answers each line instead of storing it."""

    def write(self, line: str) -> str:
        return line
