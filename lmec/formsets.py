"""The rows of a form's parts: cheap however many there are, and movable.

A stock formset validates and saves every row by itself and asks the database for the label of
every choice. Here a row that nobody changed costs nothing, rows that only moved are saved in one
query, and whatever the rows refer to is loaded in one go.

`Rows` is the inline for every form of the site. It shows no empty row, makes each relation in
`autocomplete_fields` a search with labels that tell two of one name apart, and lets editors move
the rows of a model that has a `position`, which then must be among its `fields`.
"""

from collections import defaultdict

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from lmec.adminsite import label_of, with_labels
from lmec.conflicts.forms import AskingForm
from lmec.filelinks import FileInput
from lmec.readonly import ReadableForm

POSITION = "position"
# More rows than any form takes, and a number that every kind of position column holds.
LAST_PLACE = 30_000


# The browser's own calendar and clock, which also a telephone's keyboard and a screen reader know;
# an address without a scheme is one with https.
FIELDS = {
    models.DateField: {"widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})},
    models.TimeField: {"widget": forms.TimeInput(format="%H:%M", attrs={"type": "time"})},
    models.DateTimeField: {
        "form_class": forms.DateTimeField,
        "widget": forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    },
    models.FileField: {"widget": FileInput},
    models.ImageField: {"widget": FileInput},
    models.URLField: {"assume_scheme": "https"},
}


class PositionField(forms.IntegerField):
    """Where a row stands. Nobody types it, so nonsense means "last" and is no error."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False, min_value=0, max_value=LAST_PLACE)

    def clean(self, value):
        try:
            return super().clean(value) or 0
        except ValidationError:
            return 0


class Autocomplete(AutocompleteSelect):
    """A search whose selected option comes from what the formset has loaded."""

    def optgroups(self, name, value, attrs=None):
        chosen = filter(None, map(self.choices.field.loaded.get, map(str, value)))
        options = [(row.pk, label_of(row), True) for row in chosen]
        if not self.is_required:
            options.insert(0, ("", "", not options))
        return [
            (None, [self.create_option(name, *option, i) for i, option in enumerate(options)], 0)
        ]


class LoadedChoiceField(forms.ModelChoiceField):
    """A choice of one row that the formset has loaded, by key as text, for all its rows."""

    loaded: dict[str, models.Model] = {}

    def to_python(self, value):
        return self.loaded.get(str(value)) or super().to_python(value)


class Row(AskingForm):
    """One row of a `RowFormSet`."""

    @cached_property
    def changed_data(self):
        """The changed fields; of a new row its place alone does not count."""
        changed = super().changed_data
        return changed if changed != [POSITION] or not self.instance._state.adding else []

    @property
    def title(self) -> str:
        """What the row is called when it is folded; "" for a new one."""
        return "" if self.instance._state.adding else str(self.instance)

    @property
    def only_moved(self) -> bool:
        return self.changed_data == [POSITION]

    @property
    def lost_files(self) -> list[str]:
        """The names of files that came with the row and that a browser will not send again.

        Where the file itself was refused, the error says what to choose instead.
        """
        accepted = (name for name in self.fields if name not in self.errors)
        uploads = (self.files.get(self.add_prefix(name)) for name in accepted)
        return [upload.name for upload in uploads if upload]

    def full_clean(self):
        """Clean a row that is new or changed; take a stored one for what it is."""
        stored = self.is_bound and not self.instance._state.adding
        if not stored or not {POSITION}.issuperset(self.changed_data):
            super().full_clean()
            return
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data = {
            field.name: getattr(self.instance, field.attname)
            for field in self.instance._meta.concrete_fields
            if field.name in self.fields
        }
        if self.only_moved:
            place = self[POSITION]
            self.instance.position = self.cleaned_data[POSITION] = place.field.clean(place.data)
        self.ask()


class RowFormSet(forms.BaseInlineFormSet):
    """All rows of one kind that a form shows."""

    form: type[Row]
    may_remove_stored = True
    obstacle = ""  # why nothing in the rows may be changed

    def clean(self):
        super().clean()
        if self.obstacle and self.has_changed():
            raise ValidationError(self.obstacle)

    def get_queryset(self):
        """The stored rows; once a form was sent, each stands beside its own part of the form."""
        if self.is_bound and "forms" in self.__dict__:
            return [form.instance for form in self.initial_forms]
        return super().get_queryset()

    @cached_property
    def loaded(self) -> dict[type[models.Model], dict[str, models.Model]]:
        """What the rows refer to, stored or chosen just now, by model and by key as text."""
        names = [
            name
            for name, field in self.form.base_fields.items()
            if isinstance(field, LoadedChoiceField)
        ]
        rows = list(self.get_queryset())
        wanted = defaultdict(set)
        for name in names:
            field = self.model._meta.get_field(name)
            keys = {getattr(row, field.attname) for row in rows}
            if self.is_bound:
                prefixes = map(self.add_prefix, range(self.total_form_count()))
                posted = (self.data.get(f"{prefix}-{name}", "") for prefix in prefixes)
                keys.update(int(key) for key in posted if key.isdecimal() and len(key) < 19)
            wanted[field.related_model] |= keys - {None}
        found = {
            model: {
                str(row.pk): row for row in with_labels(model._default_manager.filter(pk__in=keys))
            }
            for model, keys in wanted.items()
        }
        for row in rows:
            setattr(row, self.fk.name, self.instance)
            for name in names:
                field = self.model._meta.get_field(name)
                key = getattr(row, field.attname)
                setattr(row, name, found[field.related_model].get(str(key)))
        return found

    def gone(self, name: str) -> set[int]:
        """The keys of what stored rows referred to in a field and no row does any more."""
        before = {form.initial.get(name) for form in self.initial_forms}
        left = (form.instance for form in self.forms if form not in self.deleted_forms)
        attribute = self.model._meta.get_field(name).attname
        return before - {getattr(row, attribute) for row in left} - {None}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        is_stored = index is not None and index < self.initial_form_count()
        if is_stored and not self.may_remove_stored:
            form.fields.pop(DELETION_FIELD_NAME, None)
        form.fields[self._pk_field.name].error_messages["invalid_choice"] = _(
            "Somebody has removed this row in the meantime. To keep it, copy it into a new row; "
            "then remove it here."
        )
        for field in form.fields.values():
            if isinstance(field, LoadedChoiceField):
                field.loaded = self.loaded[field.queryset.model]

    def get_unique_error_message(self, unique_check):
        """The sentence of the constraint that two rows break together."""
        for constraint in self.model._meta.total_unique_constraints:
            if set(constraint.fields) == set(unique_check):
                return constraint.get_violation_error_message()
        return super().get_unique_error_message(unique_check)

    def save_new(self, form, commit=True):
        row = form.instance
        if hasattr(row, POSITION) and not row.position:
            others = [*self.get_queryset(), *self.new_objects]
            row.position = max((other.position for other in others), default=0) + 1
        return super().save_new(form, commit)

    def save_existing(self, form, obj, commit=True):
        if commit and form.only_moved:
            self.moved.append(obj)
            return obj
        return super().save_existing(form, obj, commit)

    def save_existing_objects(self, commit=True):
        self.moved = []
        saved = super().save_existing_objects(commit)
        if self.moved:
            self.model._default_manager.bulk_update(self.moved, [POSITION])
        return saved


class Rows(ReadableForm, admin.StackedInline):
    """The inline of the site's forms."""

    template = "admin/rows.html"
    form = Row
    formset = RowFormSet
    formfield_overrides = FIELDS
    extra = 0
    view_on_site = False
    # Whether each row is one line, of which only the first is labelled; for short rows.
    is_compact = False
    # Whether each row folds away below its title; for rows with much text.
    folds = False
    # The fields whose values make the title of a row that folds, while it is being edited.
    title_fields: list[str] = []

    # What the editor reads above the rows.
    description = ""
    unread = [POSITION]

    def is_only_read(self, request, obj) -> bool:
        """Rows are changed in the form of what they belong to, by whoever may change that."""
        owner = self.admin_site.get_model_admin(self.parent_model)
        return obj is not None and not owner.has_change_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        if self.is_only_read(request, obj):
            shown = flatten_fieldsets(self.get_fieldsets(request, obj))
            fields = [*fields, *filter(callable, shown)]
        return fields

    def get_formset(self, request, obj=None, **kwargs):
        # A row that was only just added may be removed without the permission to delete.
        formset = super().get_formset(request, obj, **{"can_delete": True, **kwargs})
        formset.may_remove_stored = self.has_delete_permission(request, obj)
        return formset

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == POSITION:
            return PositionField()
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in self.get_autocomplete_fields(request):
            # What others rely on is not deleted from inside a form that mentions it.
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs = {
                "widget": Autocomplete(db_field, self.admin_site),
                "form_class": LoadedChoiceField,
                **kwargs,
            }
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    class Media:
        extend = False  # rows.js stands in for Django's script
        css = {"all": ["admin/lmec/rows.css"]}
        js = [forms.Script("admin/lmec/rows.js", defer=True)]
