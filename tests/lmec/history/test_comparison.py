"""Which parts moved, told apart from those that others passed by."""

import pytest

from lmec.history.comparison import moves


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("abcd", "abcd", {}),
        ("abcd", "dabc", {"d": (4, 1)}),
        ("abcd", "bcda", {"a": (1, 4)}),
        ("abcd", "dbca", {"d": (4, 1), "a": (1, 4)}),
        ("abcd", "xabcd", {}),
        ("abcd", "bd", {}),
        ("abcd", "db", {"d": (4, 1)}),
        ("", "ab", {}),
    ],
)
def test_only_what_leaves_its_neighbours_is_moved(before, after, expected):
    assert moves(list(before), list(after)) == expected
