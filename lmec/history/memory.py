"""Things as snapshots have them, in memory: to be read, never to be saved.

What they refer to is loaded for all of them together, in one query for each model. An entry that
is no longer there is replaced by words that say so.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import models
from django.utils.translation import gettext as _

from lmec.history.snapshots import from_values, part_fields, part_model, recorded_fields


def limited(snapshot: dict, parts: Iterable[str]) -> dict:
    """The same without kinds of parts that are not in `parts`."""
    return {**snapshot, "parts": {name: snapshot["parts"].get(name, []) for name in parts}}


def without(snapshot: dict, fields: Iterable[str]) -> dict:
    """The same without some fields of the thing itself."""
    kept = {name: value for name, value in snapshot["fields"].items() if name not in fields}
    return {**snapshot, "fields": kept}


def references(model: type[models.Model], snapshot: dict) -> Iterator[tuple[models.Field, int]]:
    """Each link of a snapshot that leads somewhere, with the key it leads to."""
    levels = [(recorded_fields(model), [snapshot["fields"]])]
    levels += [(part_fields(model, name), rows) for name, rows in snapshot["parts"].items()]
    for fields, rows in levels:
        links = [field for field in fields if field.is_relation]
        for values in rows:
            for field in links:
                if values.get(field.name) is not None:
                    yield field, values[field.name]


class Links:
    """What some snapshots of one kind of thing refer to."""

    def __init__(self, model: type[models.Model], *snapshots: dict):
        wanted = defaultdict(set)
        for snapshot in snapshots:
            for field, key in references(model, snapshot):
                wanted[field.related_model].add(key)
        self.found = {
            target: target._base_manager.select_related(*_links(target)).in_bulk(keys)
            for target, keys in wanted.items()
        }

    def get(self, field: models.Field, key: int | None) -> models.Model | None:
        if key is None:
            return None
        return self.found[field.related_model].get(key) or gone(field.related_model, key)

    def lacks(self, field: models.Field, key: int) -> bool:
        return key not in self.found[field.related_model]


def gone(model: type[models.Model], key: int) -> models.Model:
    """Stands for a row that is no longer there."""
    given = {"pk": key}
    for field in model._meta.concrete_fields:
        if field.name in {"name", "title"}:
            given[field.name] = _("no longer there (number %(number)s)") % {"number": key}
        elif field.name == "slug":
            given["slug"] = f"gone-{key}"
        elif field.is_relation and not field.null:
            given[field.name] = gone(field.related_model, 0)
    return model(**given)


def rebuilt(model: type[models.Model], snapshot: dict, links: Links, **identity) -> models.Model:
    """The thing of a snapshot with its parts, which need no query; `identity` has its key."""
    thing = model(**identity)
    _fill(thing, recorded_fields(model), snapshot["fields"], links)
    thing._prefetched_objects_cache = {}
    for name in model.recorded_parts:
        part, fields = part_model(model, name), part_fields(model, name)
        link = model._meta.get_field(name).field.name
        rows = []
        for number, values in enumerate(snapshot["parts"].get(name, []), 1):
            is_keyed = any(field.name == "key" for field in part._meta.concrete_fields)
            own = {"key": values["key"], "pk": -number} if is_keyed else {"pk": values["key"]}
            row = part(**{link: thing}, **own)
            _fill(row, fields, values, links)
            rows.append(row)
        found = part._base_manager.all()
        found._result_cache, found._prefetch_done = rows, True
        thing._prefetched_objects_cache[name] = found
    return thing


def _fill(row: models.Model, fields: list[models.Field], values: dict, links: Links) -> None:
    for name, value in from_values(fields, values).items():
        setattr(row, name, value)
    for field in fields:
        if field.is_relation and values.get(field.name) is not None:
            setattr(row, field.name, links.get(field, values[field.name]))


def _links(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.is_relation]
