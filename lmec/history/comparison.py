"""What differs between two snapshots, or what one of them says, as a page shows it."""

from bisect import bisect
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lmec.history.compare import by_key
from lmec.history.memory import Links, limited, rebuilt
from lmec.history.snapshots import part_fields, part_model, recorded_fields
from lmec.history.wording import is_read, label, said
from lmec.history.words import Stretch, compared, unchanged


class Shape(NamedTuple):
    """How a kind of thing is shown to an account."""

    model: type[models.Model]
    headings: list[tuple[str, list[str]]]  # of the thing's own fields
    parts: list[str]  # that the account may see
    changeable: list[str]  # the parts that it may change, too
    stays: list[str]  # the thing's own fields that nobody restores
    read_as: dict[type[models.Model], dict[str, Callable]]  # values, as the form shows them


class FieldShown(NamedTuple):
    name: str
    text: list[Stretch]
    note: str = ""
    place: str = ""  # the query of the address that restores it alone


class PartShown(NamedTuple):
    title: str  # "" for the thing itself
    verb: str  # what became of it as a whole
    fields: list[FieldShown]
    place: str = ""
    way_back: str = ""


class Section(NamedTuple):
    name: str
    parts: list[PartShown]


def comparison(shape: Shape, before: dict, after: dict) -> list[Section]:
    """The sections in which two snapshots differ, with what differs there."""
    return _Reading(shape, before, after).sections()


def reading(shape: Shape, snapshot: dict) -> list[Section]:
    """All that one snapshot says."""
    return _Reading(shape, snapshot, snapshot, shows_all=True).sections()


def moves(before: list[str], after: list[str]) -> dict[str, tuple[int, int]]:
    """Of what is in both lists, what does not keep the order of the rest: its places, from 1."""
    old, new = ({key: n for n, key in enumerate(keys, 1)} for keys in (before, after))
    common = [key for key in after if key in old]
    stays = _longest_rise([old[key] for key in common])
    return {key: (old[key], new[key]) for key in common if old[key] not in stays}


def _longest_rise(numbers: list[int]) -> set[int]:
    """The most of some different numbers that stand in their order."""
    ends, last, before = [], [], {}
    for number in numbers:
        place = bisect(ends, number)
        before[number] = last[place - 1] if place else None
        ends[place : place + 1] = last[place : place + 1] = [number]
    rise, number = set(), last[-1] if last else None
    while number is not None:
        rise.add(number)
        number = before[number]
    return rise


class _Reading:
    def __init__(self, shape: Shape, before: dict, after: dict, *, shows_all: bool = False):
        self.shape, self.shows_all = shape, shows_all
        self.before, self.after = limited(before, shape.parts), limited(after, shape.parts)
        links = Links(shape.model, self.before, self.after)
        self.old = rebuilt(shape.model, self.before, links, pk=0)
        self.new = rebuilt(shape.model, self.after, links, pk=0)

    def sections(self) -> list[Section]:
        found = [*self.own_sections(), *map(self.section_of, self.shape.parts)]
        return [section for section in found if section.parts]

    def own_sections(self) -> Iterator[Section]:
        fields = {field.name: field for field in recorded_fields(self.shape.model)}
        headings = [
            (name, [fields.pop(field) for field in names if field in fields])
            for name, names in self.shape.headings
        ]
        headings.append((_("Other"), list(fields.values())))
        for name, group in headings:
            shown = list(self.fields(self.old, self.new, group, {}))
            yield Section(name, [PartShown("", "", shown)] if shown else [])

    def section_of(self, name: str) -> Section:
        old, new = by_key(self.before, name), by_key(self.after, name)
        old_rows = dict(zip(old, getattr(self.old, name).all(), strict=True))
        new_rows = dict(zip(new, getattr(self.new, name).all(), strict=True))
        fields, moved = part_fields(self.shape.model, name), moves(list(old), list(new))
        parts = []
        for key in _in_order(list(old), list(new)):
            before, after = old_rows.get(key), new_rows.get(key)
            query = {"part": name, "key": key}
            shown = list(self.fields(before, after, fields, query))
            verb, way_back = "", _("Restore it as it was")
            if after is None:
                verb, way_back = _("Removed"), _("Bring it back")
            elif before is None:
                verb, way_back = _("Added"), _("Take it out again")
            elif key in moved:
                verb = _moved(*moved[key])
            if shown or verb:
                title = capfirst(str(after or before))
                place = urlencode(query) if name in self.shape.changeable else ""
                parts.append(PartShown(title, verb, shown, place, way_back))
        meta = part_model(self.shape.model, name)._meta
        return Section(capfirst(meta.verbose_name_plural), parts)

    def fields(self, before, after, fields, query: dict) -> Iterator[FieldShown]:
        """What differs between two rows, one of which may be missing."""
        read_as = self.shape.read_as.get(type(before or after), {})
        for field in filter(is_read, fields):
            old = said(before, field, read_as) if before else []
            new = said(after, field, read_as) if after else []
            place = ""
            if before and after and self.may_change(query, field):
                place = urlencode({**query, "field": field.name})
            if self.shows_all:
                if new:
                    yield FieldShown(label(field), unchanged(new), "", place)
            elif old != new:
                yield FieldShown(label(field), compared(old, new), "", place)
            elif before and after and _differ(before, after, field):
                note = _("The words are the same; how they are set, or where a link leads, is not.")
                yield FieldShown(label(field), [], note, place)

    def may_change(self, query: dict, field: models.Field) -> bool:
        if query:
            return query["part"] in self.shape.changeable
        return field.name not in self.shape.stays


def _moved(place: int, new_place: int) -> str:
    if place == new_place:  # others left before it, or came
        return _("Moved among the others")
    return _("Moved from place %(old)s to place %(new)s") % {"old": place, "new": new_place}


def _differ(before: models.Model, after: models.Model, field: models.Field) -> bool:
    return field.value_from_object(before) != field.value_from_object(after)


def _in_order(before: list[str], after: list[str]) -> list[str]:
    """The keys of both: in the later order, what is gone standing after what it stood after."""
    found = list(after)
    for number, key in enumerate(before):
        if key not in after:
            place = found.index(before[number - 1]) + 1 if number else 0
            found.insert(place, key)
    return found
