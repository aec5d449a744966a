"""Text as the search sees it: the same tokens for every database.

`tokens` cuts a text into words of ASCII letters, digits and hexadecimal code points, in order, so
that a database only has to match whole tokens, their beginnings and their neighborhood:

- Letters are folded: case, width, and the marks on Latin letters ("Mê Công" is "me cong").
- Scripts that write without spaces between words (Chinese, Thai, Lao, Khmer, Burmese) become
  overlapping pairs of characters. A word of two or more characters inside running text is then a
  row of neighboring pairs; one character is the beginning of a pair.
- Everything else is a separator.
"""

import re
import unicodedata
from itertools import pairwise

# Thai and Lao, Burmese (with its extensions), Khmer, kana and Han, Hangul stays in words.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\u1780-\u17ff\u19e0-\u19ff"
    "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
RUN = re.compile(rf"([{UNSPACED}]+)|([^\s{UNSPACED}]+)")
# Invisible characters that editors put between words or letters of these scripts.
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
NOT_PLAIN = re.compile(r"[^a-z0-9]")
PLAIN = re.compile(r"[a-z0-9]*$")
LATIN = re.compile("[a-z]")
SPECIAL = str.maketrans({"đ": "d", "ı": "i", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe"})
MAX_TOKEN = 60


def fold(text: str) -> str:
    """The text without differences of case, width and the marks on Latin letters."""
    if text.isascii():
        return NOT_PLAIN.sub(" ", text.lower())
    text = unicodedata.normalize("NFKC", text.translate(INVISIBLE)).casefold()
    result, base = [], ""
    for character in unicodedata.normalize("NFD", text):
        kind = unicodedata.category(character)
        if kind[0] in "LN":
            base = character
        elif kind[0] != "M":
            character = base = " "
        elif LATIN.match(base):
            continue
        result.append(character)
    return unicodedata.normalize("NFC", "".join(result)).translate(SPECIAL)


def encode(word: str) -> str:
    """A word as ASCII: itself, or "u" and five hexadecimal digits for each character."""
    if PLAIN.match(word):
        return word[:MAX_TOKEN]
    return "".join(f"u{ord(character):05x}" for character in word[: MAX_TOKEN // 6])


def tokens(text: str) -> list[str]:
    """The tokens of a text that is to be found, in the order of the text."""
    return [token for run in _runs(text) for token in _complete(*run)]


def phrase(text: str) -> tuple[list[str], bool]:
    """The tokens of words looked for next to each other; whether the last is a beginning only.

    In the text looked at, the last run of an unspaced script may go on beyond what was asked for,
    so its last character is left to the pair before it, and a single one begins a pair.
    """
    *before, last = [*_runs(text)] or [("", "")]
    found = [token for run in before for token in _complete(*run)]
    unspaced, word = last
    if len(unspaced) > 1:
        return found + [encode(first + second) for first, second in pairwise(unspaced)], False
    return found + [token for token in [encode(unspaced or word)] if token], bool(unspaced)


def _runs(text: str):
    """Pairs of an unspaced run and a word, one of which is empty."""
    return RUN.findall(fold(text))


def _complete(unspaced: str, word: str) -> list[str]:
    if word:
        return [encode(word)]
    return [encode(first + second) for first, second in pairwise(unspaced)] + [encode(unspaced[-1])]
