import pytest

from lmec.printable import printable


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("澜沧江 ความร่วมมือ", "澜沧江 ความร่วมมือ"),
        ("a\tb\nc\r\nd", "a\tb\nc\r\nd"),
        ("a\x00b\x1bc\x7fd\ud800e", "abcde"),
        ("a\x0bb\u2028c", "a\nb\nc"),
        # Joiners and breaks that Khmer, Thai and Burmese need are no control characters.
        ("ក\u200bខ\u200d", "ក\u200bខ\u200d"),
    ],
)
def test_only_what_other_formats_cannot_hold_is_left_out(text, found):
    assert printable(text) == found
