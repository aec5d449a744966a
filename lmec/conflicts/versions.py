"""How a version of a field is read beside another, with the words that differ marked."""

from collections.abc import Callable, Iterable, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from django import forms
from django.db import models
from django.utils.text import capfirst

from lmec.adminsite import label_of
from lmec.history.memory import gone
from lmec.history.merge import Conflict
from lmec.history.snapshots import from_values, identity, part_model
from lmec.history.wording import is_read, label, paragraphs, said
from lmec.history.words import ADDED, SAME, TOKEN, Piece
from lmec.richtext import RichTextField, clean_html

Reads = Mapping[type[models.Model], dict[str, Callable]]


def against(other: list[str], text: list[str]) -> list[Piece]:
    """All of a text, with what another one does not say told apart."""
    old, new = (TOKEN.findall("\n".join(lines)) for lines in (other, text))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        Piece(SAME if change == "equal" else ADDED, "".join(new[start:end]))
        for change, _old_start, _old_end, start, end in matcher.get_opcodes()
        if start < end
    ]


# --- Of a form -------------------------------------------------------------------------------


def marked(form: forms.ModelForm, name: str, mine) -> list[Piece]:
    """What is stored in a field, its words marked against what was posted for it."""
    field, row = form._meta.model._meta.get_field(name), form.instance
    choice = chosen(form, name)
    theirs = choice if choice is not None else said(row, field, {})
    if isinstance(field, RichTextField):
        return against(paragraphs(clean_html(mine or "")), theirs)
    if choice is None and isinstance(mine, str) and isinstance(row.serializable_value(name), str):
        return against(mine.splitlines(), theirs)
    return [Piece(SAME, "\n".join(theirs))]


def chosen(form: forms.ModelForm, name: str) -> list[str] | None:
    """The labels of what is stored in a field that offers a choice; None for another field."""
    field, value = form.fields[name], form.initial[name]
    if isinstance(field, forms.ModelChoiceField):
        row = getattr(form.instance, name)
        return [label_of(row)] if row else []
    if not isinstance(field, forms.ChoiceField):
        return None
    values = {str(item) for item in (value if isinstance(value, list) else [value])}
    return [str(text) for key, text in flat(field.choices) if str(key) in values and key != ""]


def flat(choices: Iterable) -> Iterable[tuple]:
    """Choices without the groups in which they stand."""
    for key, text in choices:
        if isinstance(text, (list, tuple)):
            yield from text
        else:
            yield key, text


# --- Of two snapshots -------------------------------------------------------------------------


class Both(NamedTuple):
    """The two versions of one field, or of a whole part; a part that was removed says nothing."""

    name: str
    mine: list[Piece]
    theirs: list[Piece]


def both(thing: models.Model, conflicts: Iterable[Conflict], read_as: Reads) -> list[Both]:
    """Conflicts of a stored thing with another version of it, to be read side by side."""
    found = []
    for conflict in conflicts:
        model = part_model(type(thing), conflict.part) if conflict.part else type(thing)
        mine, theirs = (
            lines(model, conflict.field, value, read_as.get(model, {}))
            for value in (conflict.mine, conflict.theirs)
        )
        found.append(
            Both(name_of(thing, model, conflict), against(theirs, mine), against(mine, theirs))
        )
    return found


def name_of(thing: models.Model, model: type[models.Model], conflict: Conflict) -> str:
    field = label(model._meta.get_field(conflict.field)) if conflict.field else ""
    if not conflict.part:
        return field
    rows = {identity(row): row for row in getattr(thing, conflict.part).all()}
    row = rows.get(conflict.key)
    name = capfirst(str(row)) if row else capfirst(model._meta.verbose_name)
    return f"{name}: {field}" if field else name


def lines(model: type[models.Model], name: str, value, read_as: dict[str, Callable]) -> list[str]:
    """The value of a field, or the values of a whole part, in lines of words."""
    values = {name: value} if name else value or {}
    fields = [field for field in model._meta.concrete_fields if field.name in values]
    row = model(**from_values(fields, values))
    for field in fields:
        if field.is_relation and (key := values[field.name]) is not None:
            found = field.related_model._base_manager.filter(pk=key).first()
            setattr(row, field.name, found or gone(field.related_model, key))
    said_in = [(field, said(row, field, read_as)) for field in filter(is_read, fields)]
    if name:
        return [line for _field, text in said_in for line in text]
    return [f"{label(field)}: {' '.join(text)}" for field, text in said_in if text]
