"""A thing with all its parts as plain data, and the way back.

A snapshot is what JSON can hold:

    {"fields": {"title": "...", ...}, "parts": {"remarks": [{"key": "...", "text": "..."}, ...]}}

Links are primary keys, files are their names, days and times are in ISO form and moments in UTC.
A part's "key" is the text of its `key` where it has one, else of its primary key, and parts stand
in their order. Two snapshots of one state are equal.
"""

from collections.abc import Collection
from datetime import UTC, datetime
from enum import Enum

from django.db import models, transaction

PLAIN = (str, int, float, bool, list, dict, type(None))


def take(root: models.Model) -> dict:
    """The present state of a saved thing; its parts are read unless they are prefetched."""
    return {
        "fields": _values(root, recorded_fields(type(root))),
        "parts": {
            name: [
                {"key": identity(part), **_values(part, part_fields(type(root), name))}
                for part in getattr(root, name).all()
            ]
            for name in type(root).recorded_parts
        },
    }


def identity(part: models.Model) -> str:
    """What tells a part from the other parts of its thing, whichever row it stands in."""
    return str(getattr(part, "key", part.pk))


def recorded_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields of a thing that make its state: all but keys and what `unrecorded` names."""
    left_out = {model._meta.pk.name, "key", *getattr(model, "unrecorded", ())}
    return [field for field in model._meta.concrete_fields if field.name not in left_out]


def part_fields(model: type[models.Model], name: str) -> list[models.Field]:
    """The fields of one kind of part, without the link to its thing."""
    relation = model._meta.get_field(name)
    link = relation.field.name
    return [field for field in recorded_fields(relation.related_model) if field.name != link]


def part_model(model: type[models.Model], name: str) -> type[models.Model]:
    return model._meta.get_field(name).related_model


def from_values(fields: Collection[models.Field], values: dict) -> dict:
    """The values of a snapshot as a model takes them, by attribute; unknown ones left out."""
    return {
        field.attname: _python(field, values[field.name])
        for field in fields
        if field.name in values
    }


@transaction.atomic(savepoint=False)
def apply(snapshot: dict, root: models.Model, leave: Collection[str] = ()) -> None:
    """Make `root` and its rows agree with a snapshot, `leave` naming fields that stay.

    Rows are matched by their identity, so a part that lives on keeps its primary key. A snapshot
    of another thing makes new rows. Nothing is cleaned or worked out anew: what a snapshot holds
    was saved once. Raises ProtectedError where a row to be removed is relied on elsewhere.
    """
    model = type(root)
    fields = [field for field in recorded_fields(model) if field.name not in leave]
    for name, value in from_values(fields, snapshot["fields"]).items():
        setattr(root, name, value)
    if hasattr(root, "_remember_texts"):  # numbers come with their texts, and are not aligned
        root._remember_texts(root.numbered_texts)
    root.save()
    for name in model.recorded_parts:
        _apply_parts(root, name, snapshot["parts"].get(name, []))


def _apply_parts(root: models.Model, name: str, wanted: list[dict]) -> None:
    model, fields = part_model(type(root), name), part_fields(type(root), name)
    link = type(root)._meta.get_field(name).field.attname
    is_keyed = any(field.name == "key" for field in model._meta.concrete_fields)
    rows = {identity(row): row for row in model._base_manager.filter(**{link: root.pk})}
    new, changed = [], []
    for values in wanted:
        row = rows.pop(values["key"], None)
        given = {link: root.pk, **from_values(fields, values)}
        if is_keyed:
            given["key"] = values["key"]
        if row is None:
            # A part without a key of its own comes back in its own row, if nobody has that.
            if not is_keyed and not model._base_manager.filter(pk=values["key"]).exists():
                given["pk"] = values["key"]
            new.append(model(**given))
        elif _values(row, fields) != {**_values(row, fields), **_known(values, fields)}:
            changed.append(model(pk=row.pk, **given))
    if rows:
        model._base_manager.filter(pk__in=[row.pk for row in rows.values()]).delete()
    if changed and _is_unique_otherwise(model):
        # Two rows may exchange what must differ, so both leave before both come back.
        model._base_manager.filter(pk__in=[row.pk for row in changed]).delete()
        new += changed
    elif changed:
        model._base_manager.bulk_update(changed, [field.name for field in fields])
    if new:
        model._base_manager.bulk_create(new)
    getattr(root, "_prefetched_objects_cache", {}).pop(name, None)


def _is_unique_otherwise(model: type[models.Model]) -> bool:
    """Whether rows must differ in more than their keys, in something that editors choose."""
    editable = {field.name for field in model._meta.concrete_fields if field.editable}
    constraints = model._meta.total_unique_constraints
    return any(len(editable.intersection(c.fields)) > 1 for c in constraints)


def _known(values: dict, fields: Collection[models.Field]) -> dict:
    names = {field.name for field in fields}
    return {name: value for name, value in values.items() if name in names}


def _values(row: models.Model, fields: Collection[models.Field]) -> dict:
    return {field.name: _plain(field, row) for field in fields}


def _plain(field: models.Field, row: models.Model):
    value = field.value_from_object(row)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Enum):  # a default that was not read back from the database yet
        return value.value
    # `type` and not isinstance: a safe string would not be equal to what JSON holds.
    return value if type(value) in PLAIN else field.value_to_string(row)


def _python(field: models.Field, value):
    target = field.target_field if field.is_relation else field
    return target.to_python(value)
