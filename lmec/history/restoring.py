"""Bringing back what a revision says: all of it, one part, or one field."""

import hashlib
import json
from collections.abc import Collection, Mapping
from copy import deepcopy
from typing import NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext as _

from lmec.history.compare import by_key
from lmec.history.memory import Links, references
from lmec.history.merge import PLACE

# Sizes go with their file.
FILES = {
    "width": "image", "height": "image", "format": "file", "size": "file", "pages": "file",
}  # fmt: skip


class NotThereError(LookupError):
    """Neither the revision nor the present state has what is to be brought back."""


class Place(NamedTuple):
    """What is brought back: a field, a part, a part's field, or with none of them everything."""

    part: str = ""
    key: str = ""
    field: str = ""

    @classmethod
    def asked(cls, query: Mapping[str, str]) -> "Place":
        return cls(*(query.get(name, "") for name in cls._fields))


def with_restored(
    now: dict,
    then: dict,
    place: Place,
    parts: Collection[str],
    following: Mapping[str, str],
    stay: Collection[str],
) -> dict:
    """The present snapshot with what stands at a place in an earlier one.

    `parts` are the kinds of parts that may be touched, `stay` the fields that never change, and
    `following` names fields that go with another.
    """
    result = deepcopy(now)
    if place == Place():
        result["fields"] |= {k: v for k, v in then["fields"].items() if k not in stay}
        result["parts"] |= {k: deepcopy(v) for k, v in then["parts"].items() if k in parts}
    elif not place.part:
        if place.field in stay:
            raise NotThereError(place)
        _copy_field(then["fields"], result["fields"], place.field, following)
    elif place.part not in parts:
        raise NotThereError(place)
    else:
        _restore_part(result, then, place, following)
    return result


def _restore_part(result: dict, then: dict, place: Place, following: Mapping[str, str]) -> None:
    old, rows = by_key(then, place.part).get(place.key), result["parts"].setdefault(place.part, [])
    number = next((n for n, row in enumerate(rows) if row["key"] == place.key), None)
    if place.field:
        if old is None or number is None:
            raise NotThereError(place)
        _copy_field(old, rows[number], place.field, following)
    elif number is not None:
        rows[number : number + 1] = [dict(old)] if old else []
    elif old is None:
        raise NotThereError(place)
    else:
        later = (n for n, row in enumerate(rows) if row.get(PLACE, 0) > old.get(PLACE, 0))
        rows.insert(next(later, len(rows)), dict(old))


def _copy_field(old: dict, new: dict, name: str, following: Mapping[str, str]) -> None:
    names = [name, *(follower for follower, leader in following.items() if leader == name)]
    if name not in old:
        raise NotThereError(name)
    new.update((name, old[name]) for name in names if name in old and name in new)


def fingerprint(snapshot: dict) -> str:
    """Tells whether a thing is still what it was when somebody looked at it."""
    text = json.dumps(snapshot, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def obstacles(thing: models.Model, now: dict, target: dict) -> list[str]:
    """Why a thing cannot become what a snapshot says, in sentences."""
    model = type(thing)
    known = {(field, key) for field, key in references(model, now)}
    wanted = [(field, key) for field, key in references(model, target) if (field, key) not in known]
    links = Links(model, target)
    found = [
        _("The entry that “%(field)s” refers to was deleted. Restore that one first.")
        % {"field": field.verbose_name}
        for field, key in dict.fromkeys(wanted)
        if links.lacks(field, key)
    ]
    if is_taken(thing, target["fields"].get("slug", "")):
        found.append(
            _(
                "The address “%(slug)s” belongs to something else now. Restore the rest part by "
                "part, or give that one another address first."
            )
            % {"slug": target["fields"]["slug"]}
        )
    return found


def is_taken(thing: models.Model, slug: str) -> bool:
    """Whether something else of its kind has an address now."""
    if getattr(thing, "working_copy_of_id", None) or not slug:
        return False
    return type(thing).with_slug().exclude(pk=thing.pk).filter(slug=slug).exists()
