"""What a browser sent of an admin's form: its rows, and how it would have sent another value."""

import re
from collections.abc import Iterable
from copy import copy

from django import forms
from django.contrib.admin.utils import flatten_fieldsets
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

# Numbers that fit every formset; what is posted above them is nothing that a form has sent.
ROW = r"-(\d{1,4})-([A-Za-z_][\w-]*)"


class PostedRow:
    """One row of a form as it was sent, its fields by their names alone."""

    def __init__(self, is_stored: bool):
        self.is_stored = is_stored
        self.data, self.files = MultiValueDict(), MultiValueDict()

    @property
    def is_removed(self) -> bool:
        return forms.CheckboxInput().value_from_datadict(self.data, {}, "DELETE")

    def keep(self) -> None:
        """Take back that the row is to be removed."""
        self.data.pop("DELETE", None)

    def add_again(self) -> None:
        """Make a new row of one that is not stored any more."""
        self.is_stored = False
        self.data["id"] = ""


def read_rows(data: MultiValueDict, files: MultiValueDict, prefix: str) -> list[PostedRow]:
    """The rows of one kind; none where the form has not sent how many there are."""
    stored, total = (_number(data, f"{prefix}-{name}_FORMS") for name in ("INITIAL", "TOTAL"))
    found: dict[int, PostedRow] = {}
    for kind, source in (("data", data), ("files", files)):
        for name, number, field in _names(source, prefix):
            if number < total:
                row = found.setdefault(number, PostedRow(number < stored))
                getattr(row, kind).setlist(field, source.getlist(name))
    return [found[number] for number in sorted(found)]


def write_rows(
    data: MultiValueDict, files: MultiValueDict, prefix: str, rows: Iterable[PostedRow]
) -> list[PostedRow]:
    """Put rows in the place of those that were sent, stored ones first; they as they now stand."""
    rows = sorted(rows, key=lambda row: not row.is_stored)
    for source in (data, files):
        for name, _number, _field in list(_names(source, prefix)):
            del source[name]
    for number, row in enumerate(rows):
        for field, values in row.data.lists():
            data.setlist(f"{prefix}-{number}-{field}", values)
        for field, values in row.files.lists():
            files.setlist(f"{prefix}-{number}-{field}", values)
    data[f"{prefix}-INITIAL_FORMS"] = str(sum(row.is_stored for row in rows))
    data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
    return rows


def _names(source: MultiValueDict, prefix: str):
    for name in list(source):
        if match := re.fullmatch(re.escape(prefix) + ROW, name):
            yield name, int(match[1]), match[2]


def _number(data: MultiValueDict, name: str) -> int:
    text = data.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 5 else 0


def as_sent(field: forms.Field, name: str, value) -> dict[str, list[str]]:
    """What a browser sends for a field that shows a value; nothing for a file."""
    return _as_sent(field.widget, name, field.prepare_value(value))


def _as_sent(widget: forms.Widget, name: str, value) -> dict[str, list[str]]:
    widget = getattr(widget, "widget", widget)  # inside the buttons that add and change
    if isinstance(widget, forms.FileInput):
        return {}
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"]} if widget.check_test(value) else {}
    if isinstance(widget, forms.MultiWidget):
        values = value if isinstance(value, list) else widget.decompress(value)
        sent = {}
        for end, part, part_value in zip(widget.widgets_names, widget.widgets, values, strict=True):
            sent |= _as_sent(part, name + end, part_value)
        return sent
    shown = widget.format_value(value)
    if isinstance(shown, (list, tuple, set)):
        return {name: [str(item) for item in shown]} if shown else {}
    return {name: ["" if shown is None else str(shown)]}


def put(data: MultiValueDict, field: forms.Field, name: str, value) -> None:
    """Let a form have sent another value of a field."""
    for end in getattr(field.widget, "widgets_names", [""]):
        data.pop(name + end, None)
    for key, values in as_sent(field, name, value).items():
        data.setlist(key, values)


def unsent(admin, request: HttpRequest, thing) -> tuple[forms.ModelForm, list]:
    """The form and the formsets of a stored thing as they would be opened now."""
    opened = copy(request)
    opened.method = "GET"
    fields = _fields_shown(admin, opened, thing)
    form = admin.get_form(opened, thing, change=True, fields=fields)(instance=thing)
    return form, admin._create_formsets(opened, thing, change=True)[0]


def sent(admin, request: HttpRequest, thing) -> tuple[forms.ModelForm, list[tuple]]:
    """The form of a thing, or with None of a new one, as `request` has sent it.

    With it come the formsets, each with its inline.
    """
    change = thing is not None
    fields = _fields_shown(admin, request, thing)
    form = admin.get_form(request, thing, change=change, fields=fields)(
        request.POST, request.FILES, instance=thing
    )
    pairs = admin._create_formsets(request, form.instance, change=change)
    return form, list(zip(*pairs, strict=True))


def as_if_sent(request: HttpRequest, data: QueryDict) -> HttpRequest:
    """A request by the same account that sends a form without files."""
    posted = copy(request)
    posted.method, posted.POST, posted._files = "POST", data, MultiValueDict()
    return posted


def _fields_shown(admin, request: HttpRequest, thing) -> list[str]:
    return flatten_fieldsets(admin.get_fieldsets(request, thing))
