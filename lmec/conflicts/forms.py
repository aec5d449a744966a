"""Forms that show, beside a field, what somebody else has made of it meanwhile."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from lmec.history.words import Piece

ASKED = _("Somebody else changed this while you had it open. Keep what is right, then save again.")
ASKED_WITHOUT_BASE = _("Something else is stored here. Keep what is right, then save again.")
UNKNOWN_BASE = _(
    "This form does not say in which state it was opened, so nothing was saved. Whatever differs "
    "from what is stored is shown below with both versions."
)


class Version(NamedTuple):
    """What somebody else has saved in a field: as it is read, and as a browser would send it."""

    shown: list[Piece]
    sent: dict[str, list[str]]
    label: str  # of a choice that the field does not list
    author: str
    at: datetime

    @property
    def json(self) -> str:
        return json.dumps(self.sent)


class Conflicts:
    """What two people changed differently, by the names that fields and rows have in the form."""

    def __init__(self):
        self.fields: dict[str, Version] = {}
        self.rows: dict[str, str] = {}
        self.is_base_known = True

    def __bool__(self):
        return bool(self.fields or self.rows)


class Posted(QueryDict):
    """What was posted, brought up to date, with the conflicts that were found in it."""

    conflicts: Conflicts | None = None

    def __deepcopy__(self, memo):
        result = super().__deepcopy__(memo)
        result.conflicts = self.conflicts
        return result


class FieldBesideTheirs(BoundField):
    def as_widget(self, widget=None, attrs=None, only_initial=False):
        mine = super().as_widget(widget, attrs, only_initial)
        theirs = self.form.conflicting_fields.get(self.html_name)
        if theirs is None or only_initial:
            return mine
        context = {"mine": mine, "theirs": theirs, "field": self}
        return render_to_string("admin/conflicts/_field.html", context)


class AskingForm(forms.ModelForm):
    """A form that is not saved while it holds a conflict, and shows both versions."""

    bound_field_class = FieldBesideTheirs

    @property
    def conflicting_fields(self) -> Mapping[str, Version]:
        conflicts = getattr(self.data, "conflicts", None)
        return conflicts.fields if conflicts else {}

    def full_clean(self):
        super().full_clean()
        self.ask()

    def ask(self) -> None:
        """Let every conflict of this form be an error of its field, or of a row as a whole."""
        conflicts = getattr(self.data, "conflicts", None)
        if not conflicts:
            return
        if not self.prefix and not conflicts.is_base_known:
            self.add_error(None, UNKNOWN_BASE)
        if self.prefix in conflicts.rows:
            self.add_error(None, conflicts.rows[self.prefix])
        for name in self.fields:
            if self.add_prefix(name) in conflicts.fields:
                self.add_error(name, ASKED if conflicts.is_base_known else ASKED_WITHOUT_BASE)
