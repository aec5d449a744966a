import pytest

from lmec.api import cursor


@pytest.mark.parametrize("key", [0, 1, (1 << 59) + 12345, (1 << 63) - 1])
def test_a_cursor_leads_back_to_its_key(key):
    assert cursor.decode(cursor.encode(key)) == key


OTHERS = ["x", "AAAAAAAAAAB", "AAAAAAAAAA=", "AAAAAAAAAAAA", "gAAAAAAAAAA", "Ä" * 11, "١" * 11]


@pytest.mark.parametrize("text", OTHERS)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match=text):
        cursor.decode(text)
