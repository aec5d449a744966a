"""Counting what a page costs."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def count_queries(call: Callable) -> int:
    """How many queries a call runs."""
    with CaptureQueriesContext(connection) as queries:
        call()
    return len(queries)
