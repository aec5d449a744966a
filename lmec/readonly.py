"""Forms of those who may read and not change.

Django shows them a formatted text as its source, a stored file by its random name and a list as
code. Here they read what visitors would.
"""

from collections.abc import Callable
from functools import cache

from django.contrib import admin
from django.db import models

from lmec.filelinks import link_to
from lmec.richtext import RichTextField
from lmec.templatetags.record import rich_text

NOTHING = "-"


def as_text(html: str) -> str:
    """An editor's text with its headings below those of the form."""
    return rich_text(html, 2)


class ReadableForm:
    """What the form of an admin, or the rows of an inline, are to those who may only read them."""

    # How a value is shown: by the kind of its field, or by name where only one form needs it.
    read_as_kind = {RichTextField: as_text, models.FileField: link_to}
    read_as: dict[str, Callable[[object], str]] = {}
    # Fields that say nothing to a reader.
    unread: list[str] = []

    def is_only_read(self, request, obj) -> bool:
        """Whether the account may open the form of `obj` and not change it."""
        return obj is not None and not self.has_change_permission(request, obj)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if not self.is_only_read(request, obj):
            return fieldsets
        return [
            (name, {**options, "fields": self._as_read(options["fields"])})
            for name, options in fieldsets
        ]

    def _as_read(self, fields) -> list:
        return [
            self._as_read(field) if isinstance(field, (list, tuple)) else self._shown(field)
            for field in fields
            if field not in self.unread
        ]

    def _shown(self, name):
        """The field where Django shows it well, else a column in its place."""
        field = next((field for field in self.model._meta.fields if field.name == name), None)
        kinds = (read for kind, read in self.read_as_kind.items() if isinstance(field, kind))
        read = self.read_as.get(name) or next(kinds, None)
        return _column(field, read) if field and read else name


@cache
def _column(field: models.Field, read: Callable[[object], str]) -> Callable:
    """The column that shows a field as read; the same one each time."""

    @admin.display(description=field.verbose_name)
    def column(row):
        return read(getattr(row, field.name)) or NOTHING

    column.__name__ = field.name
    return column
