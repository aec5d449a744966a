"""What was posted, brought together with what was saved since its form was opened.

Forms meet by field, as states do in `lmec.history.merge`: what only one side changed is that
side's, rows that the other side added stay, and rows that it removed and nobody touched are gone.
What both changed differently is left to whoever posts: the posted form keeps their own version,
and `Posted.conflicts` says which fields and rows to ask about. The places of rows are never asked
about.
"""

from collections.abc import Collection
from itertools import pairwise

from django import forms
from django.db import models
from django.forms.models import model_to_dict
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from lmec.conflicts.forms import Conflicts, Posted, Version
from lmec.conflicts.versions import chosen, marked
from lmec.history.compare import by_key, differences
from lmec.history.merge import PLACE
from lmec.history.models import Revision
from lmec.history.snapshots import from_values, identity, part_fields, recorded_fields
from lmec.openforms.posted import PostedRow, as_sent, put, read_rows, unsent, write_rows

REMOVED_BY_OTHERS = _(
    "Somebody has removed this row in the meantime. What you wrote is kept here as a new row: save "
    "again to add it, or remove it."
)
CHANGED_BY_OTHERS = _(
    "You removed this row, and somebody else changed it in the meantime. This is what it says now: "
    "remove it again if it is to go."
)


class Merging:
    """The form of one stored thing. Without a base, whatever differs from it is asked about."""

    def __init__(self, admin, request: HttpRequest, thing: models.Model, states: list[Revision]):
        """`states` lead from the one that the form was opened in to the present one."""
        self.thing, self.model = thing, type(thing)
        self.base = states[0].data if len(states) > 1 else None
        self.newest = states[-1]
        self.changed_by = {
            change.place: later
            for earlier, later in pairwise(states)
            for change in differences(earlier.data, later.data)
        }
        self.conflicts = Conflicts()
        self.conflicts.is_base_known = self.base is not None
        self.data = Posted("", mutable=True, encoding=request.POST.encoding)
        for name, values in request.POST.lists():
            self.data.setlist(name, values)
        self.files = request.FILES
        form, formsets = unsent(admin, request, thing)
        base = self.base and self.initial(recorded_fields(self.model), self.base["fields"], thing)
        for name in self.merge_fields(form, base, self.data, self.files):
            self.conflicts.fields[name] = self.version(form, name, self.data, ("", "", name))
        for rows in formsets:
            self.merge_rows(rows)
        self.data.conflicts = self.conflicts

    @staticmethod
    def initial(fields: Collection[models.Field], values: dict, present: models.Model) -> dict:
        """What a form shows of a thing or part in an earlier state."""
        earlier = type(present)(pk=present.pk, **from_values(fields, values))
        return model_to_dict(earlier, [field.name for field in fields if field.name in values])

    def merge_fields(
        self, form: forms.ModelForm, base: dict | None, data: MultiValueDict, files: MultiValueDict
    ) -> list[str]:
        """Take over what only the others changed; give the names of what both did."""
        found = []
        for name, field in _fields_of(form):
            present = form.initial[name]
            before = base.get(name, present) if base else None
            if base and before == present:
                continue
            if base and not is_changed(field, name, before, data, files):
                put(data, field, name, present)
            elif name != PLACE and is_changed(field, name, present, data, files):
                found.append(name)
        return found

    def merge_rows(self, formset) -> None:
        """The rows of one kind, and the names that what is asked about has in the form."""
        part, prefix = formset.fk.remote_field.name, formset.prefix
        if f"{prefix}-TOTAL_FORMS" not in self.data:
            return
        fields = part_fields(self.model, part) if part in self.model.recorded_parts else []
        known = by_key(self.base, part) if self.base else {}
        present = {str(form.instance.pk): form for form in formset.initial_forms}
        lost = set(known) - {identity(form.instance) for form in present.values()}
        gone = [self.initial(fields, known[key], formset.model()) for key in sorted(lost)]
        rows, sentences, versions = [], {}, {}
        for row in read_rows(self.data, self.files, prefix):
            form = present.get(row.data.get("id", "")) if row.is_stored else None
            if row.is_stored and form is None:
                if row.is_removed or not self.is_touched(formset.empty_form, gone, row):
                    continue
                row.add_again()
                sentences[row] = REMOVED_BY_OTHERS
            elif form is not None:
                key = identity(form.instance)
                base = self.initial(fields, known[key], form.instance) if key in known else None
                if not (row.is_removed and formset.may_remove_stored):
                    versions[row] = {
                        name: self.version(form, name, row.data, (part, key, name))
                        for name in self.merge_fields(form, base, row.data, row.files)
                    }
                elif self.is_newer(form, base):
                    row.keep()
                    for name, field in _fields_of(form):
                        put(row.data, field, name, form.initial[name])
                    sentences[row] = CHANGED_BY_OTHERS
            rows.append(row)
        for number, row in enumerate(write_rows(self.data, self.files, prefix, rows)):
            place = f"{prefix}-{number}"
            if row in sentences:
                self.conflicts.rows[place] = sentences[row]
            for name, version in versions.get(row, {}).items():
                sent = {f"{place}-{key}": values for key, values in version.sent.items()}
                self.conflicts.fields[f"{place}-{name}"] = version._replace(sent=sent)

    @staticmethod
    def is_touched(form: forms.ModelForm, gone: list[dict], row: PostedRow) -> bool:
        """Whether a row says what none of the rows said that are gone, wherever it stands."""
        return all(
            any(
                is_changed(field, name, base[name], row.data, row.files)
                for name, field in _fields_of(form, base)
                if name != PLACE
            )
            for base in gone
        )

    @staticmethod
    def is_newer(form: forms.ModelForm, base: dict | None) -> bool:
        """Whether a stored row says something else than it said when the form was opened."""
        return base is None or any(
            base.get(name) != form.initial[name]
            for name, _field in _fields_of(form)
            if name in base and name != PLACE
        )

    def version(self, form, name: str, data: MultiValueDict, place: tuple) -> Version:
        """What is stored in a field of a form, beside what was posted for it."""
        field, present = form.fields[name], form.initial[name]
        revision = self.changed_by.get(place, self.newest)
        mine = field.widget.value_from_datadict(data, {}, name)
        return Version(
            shown=marked(form, name, mine),
            sent=as_sent(field, name, present),
            label=", ".join(chosen(form, name) or []),
            author=str(revision.by or ""),
            at=revision.at,
        )


def _fields_of(form: forms.ModelForm, known: Collection[str] | None = None):
    """The fields in which a form shows what is stored."""
    known = form.initial if known is None else known
    for name, field in form.fields.items():
        if name in known and not field.disabled and name != form._meta.model._meta.pk.name:
            yield name, field


def is_changed(field: forms.Field, name: str, shown, data, files) -> bool:
    """Whether somebody who saw a value in a field has sent another one."""
    posted = field.widget.value_from_datadict(data, files, name)
    if isinstance(field, forms.FileField):
        return field.has_changed(shown, posted)
    unchanged = MultiValueDict(as_sent(field, name, shown))
    as_it_was = field.widget.value_from_datadict(unchanged, {}, name)
    return _lines(posted) != _lines(as_it_was) and field.has_changed(shown, posted)


def _lines(value):
    """A value without the line ends that only a browser makes of it."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value
