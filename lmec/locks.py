"""One at a time, where two that write at once would undo each other's work or fail."""

from collections.abc import Callable
from functools import wraps

from django.db import connection, transaction


def hold(name: str) -> None:
    """Wait until nobody else holds `name`, and hold it until the transaction ends.

    SQLite lets one transaction write at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])


def one_at_a_time(name: str) -> Callable:
    """Make a function a transaction that holds `name`, from before it reads until it is through."""

    def decorate(function: Callable) -> Callable:
        @wraps(function)
        def alone(*args, **kwargs):
            with transaction.atomic(savepoint=False):
                hold(name)
                return function(*args, **kwargs)

        return alone

    return decorate
