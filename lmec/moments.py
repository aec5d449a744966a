"""Times in words, with their zone."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format


def offset(at: datetime) -> str:
    """How far the clock of a moment is from UTC, as "UTC+6:30"."""
    minutes = at.utcoffset() // timedelta(minutes=1)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def moment(at: datetime) -> str:
    """A time in words where the site is, with its zone."""
    local = timezone.localtime(at)
    return f"{date_format(local, 'DATETIME_FORMAT')} ({offset(local)})"
