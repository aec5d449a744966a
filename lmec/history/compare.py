"""What differs between two snapshots of one thing, by part and by field."""

from typing import NamedTuple


class Change(NamedTuple):
    """One field that differs, or a whole part that only one of the snapshots has.

    Of the thing itself `part` and `key` are "". A whole part has the field "" and its values as a
    dictionary on the side that has it, None on the other.
    """

    part: str
    key: str
    field: str
    before: object
    after: object

    @property
    def place(self) -> tuple[str, str, str]:
        return self.part, self.key, self.field


def differences(before: dict, after: dict) -> list[Change]:
    """The changes from one snapshot to another, the thing's own first, then by kind of part."""
    found = list(_fields("", "", before["fields"], after["fields"]))
    for part in {**before["parts"], **after["parts"]}:
        old, new = by_key(before, part), by_key(after, part)
        for key in {**old, **new}:
            if key in old and key in new:
                found += _fields(part, key, old[key], new[key])
            else:
                found.append(Change(part, key, "", old.get(key), new.get(key)))
    return found


def by_key(snapshot: dict, part: str) -> dict[str, dict]:
    """The parts of one kind by their keys, in their order."""
    return {values["key"]: values for values in snapshot["parts"].get(part, [])}


def _fields(part: str, key: str, before: dict, after: dict):
    for field in {**before, **after}:
        old, new = before.get(field), after.get(field)
        if old != new and field != "key":
            yield Change(part, key, field, old, new)
