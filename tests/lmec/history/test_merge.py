"""Two people's changes to one state, brought together."""

from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st

from lmec.history.merge import Conflict, merge

BASE = {
    "fields": {"title": "Meeting", "theme": "Water"},
    "parts": {
        "remarks": [
            {"key": "a", "position": 0, "text": "One.", "numbers": ["1"]},
            {"key": "b", "position": 1, "text": "Two.", "numbers": ["2"]},
        ]
    },
}
FOLLOWING = {"numbers": "text"}


def changed(*edits) -> dict:
    """BASE after some edits: (field, value), (key, field, value) or ("remove", key)."""
    state = deepcopy(BASE)
    rows = {row["key"]: row for row in state["parts"]["remarks"]}
    for edit in edits:
        if edit[0] == "remove":
            state["parts"]["remarks"].remove(rows[edit[1]])
        elif len(edit) == 2:
            state["fields"][edit[0]] = edit[1]
        else:
            rows[edit[0]][edit[1]] = edit[2]
    return state


def test_changes_to_different_fields_are_both_kept():
    merged, conflicts = merge(BASE, changed(("title", "Summit")), changed(("theme", "Air")))
    assert merged == changed(("title", "Summit"), ("theme", "Air"))
    assert conflicts == []


def test_changes_to_different_parts_are_both_kept():
    merged, conflicts = merge(BASE, changed(("a", "text", "1!")), changed(("b", "text", "2!")))
    assert merged == changed(("a", "text", "1!"), ("b", "text", "2!"))
    assert conflicts == []


def test_numbers_go_with_the_text_that_is_kept():
    mine = changed(("a", "text", "1!"), ("a", "numbers", ["1", ""]))
    theirs = changed(("a", "numbers", ["1", "1a"]), ("b", "text", "2!"), ("b", "numbers", ["9"]))
    merged, conflicts = merge(BASE, mine, theirs, FOLLOWING)
    assert [row["numbers"] for row in merged["parts"]["remarks"]] == [["1", ""], ["9"]]
    assert conflicts == []


def test_the_same_change_on_both_sides_is_no_conflict():
    same = changed(("title", "Summit"))
    assert merge(BASE, same, same) == (same, [])


def test_different_changes_to_one_text_are_left_to_people():
    _merged, conflicts = merge(BASE, changed(("a", "text", "1!")), changed(("a", "text", "1?")))
    assert conflicts == [Conflict("remarks", "a", "text", "One.", "1!", "1?")]


def test_a_part_that_one_side_removed_is_gone():
    merged, conflicts = merge(BASE, changed(("remove", "a")), changed(("title", "Summit")))
    assert merged == changed(("remove", "a"), ("title", "Summit"))
    assert conflicts == []


def test_a_part_that_only_moved_may_be_removed_by_the_other_side():
    merged, conflicts = merge(BASE, changed(("a", "position", 5)), changed(("remove", "a")))
    assert merged == changed(("remove", "a"))
    assert conflicts == []


def test_a_part_that_the_other_side_removed_and_mine_changed_is_left_to_people():
    merged, conflicts = merge(BASE, changed(("a", "text", "1!")), changed(("remove", "a")))
    assert merged == changed(("a", "text", "1!"))
    assert [(c.key, c.field, c.theirs) for c in conflicts] == [("a", "", None)]


EDITS = [
    ("title", "Summit"), ("theme", "Air"), ("a", "text", "1!"), ("b", "text", "2!"),
    ("a", "position", 7), ("b", "position", 8),
]  # fmt: skip


@given(st.lists(st.sampled_from(EDITS), unique=True), st.data())
def test_any_two_sets_of_different_edits_are_both_kept(mine, data):
    others = [edit for edit in EDITS if edit not in mine]
    theirs = data.draw(st.lists(st.sampled_from(others), unique=True)) if others else []
    merged, conflicts = merge(BASE, changed(*mine), changed(*theirs))
    assert merged == changed(*mine, *theirs)
    assert conflicts == []
