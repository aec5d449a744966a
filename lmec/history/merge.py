"""Two people's changes to one state, brought together.

Changes meet by field: two remarks, or the theme and the title, never meet. A part that one side
removed and the other left alone is gone. What both sides changed, and not to the same, is left
for people to decide.
"""

from collections.abc import Mapping
from typing import NamedTuple

from lmec.history.compare import by_key

PLACE = "position"


class Conflict(NamedTuple):
    """A field, or with the field "" a whole part, that both sides changed; None where removed."""

    part: str
    key: str
    field: str
    base: object
    mine: object
    theirs: object


def merge(
    base: dict, mine: dict, theirs: dict, following: Mapping[str, str] | None = None
) -> tuple[dict, list[Conflict]]:
    """A snapshot with the changes of both sides, and the conflicts, in which `mine` stands.

    `following` names fields that go with another, as the numbers of a text go with the text.
    """
    following, conflicts = following or {}, []
    fields, met = _merge_fields(base["fields"], mine["fields"], theirs["fields"], following)
    conflicts += [Conflict("", "", *meeting) for meeting in met]
    parts = {}
    for name in {**mine["parts"], **theirs["parts"]}:
        old, my_rows, their_rows = (by_key(side, name) for side in (base, mine, theirs))
        parts[name] = []
        for key in {**my_rows, **their_rows}:
            before, my_row, their_row = old.get(key), my_rows.get(key), their_rows.get(key)
            if my_row and their_row:
                row, met = _merge_fields(before or {}, my_row, their_row, following)
                conflicts += [Conflict(name, key, *meeting) for meeting in met]
            elif before is None:  # one side added it
                row = my_row or their_row
            else:
                row = my_row
                if _same(before, my_row or their_row):  # the other side removed it
                    row = None
                else:
                    conflicts.append(Conflict(name, key, "", before, my_row, their_row))
            if row:
                parts[name].append(row)
    return {"fields": fields, "parts": parts}, conflicts


def _merge_fields(
    base: dict, mine: dict, theirs: dict, following: Mapping[str, str]
) -> tuple[dict, list[tuple]]:
    merged, met = dict(mine), []
    for name, their_value in theirs.items():
        leader = following.get(name, name)
        # Where both say the same of a text, the numbers that visitors may know stay with it.
        if mine.get(leader) in (base.get(leader), theirs.get(leader)):
            merged[name] = their_value
        elif leader == name and their_value not in (base.get(name), mine.get(name)):
            met.append((name, base.get(name), mine.get(name), their_value))
    return merged, met


def _same(before: dict, after: dict) -> bool:
    """Whether a part is what it was, wherever it stands now."""
    return {**before, PLACE: None} == {**after, PLACE: None}
