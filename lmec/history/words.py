"""Two texts beside each other, word by word."""

import re
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

# Chinese and Japanese have no spaces, so each character counts; marks of other scripts belong to
# the letter before them.
CHARACTER = r"[\u3040-\u30ff\u3400-\u9fff]"
LETTER = r"[\w\u0300-\u036f\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u200b]"
TOKEN = re.compile(rf"\s+|{CHARACTER}|(?:(?!{CHARACTER}){LETTER})+|[^\w\s]")
# Two texts that share less are read better one after the other.
ALIKE = 0.4
# Letters in paragraphs, and words in one, that stay the same and need not be read again.
LONG_STRETCH = 300
LONG_RUN, KEPT = 80, 25

SAME, ADDED, REMOVED, LEFT_OUT = "same", "added", "removed", "left-out"


class Piece(NamedTuple):
    kind: str
    text: str


class Stretch(NamedTuple):
    """Some paragraphs in a row, each in pieces; folded where all of it is the same in both."""

    paragraphs: list[list[Piece]]
    is_folded: bool = False


def unchanged(paragraphs: list[str]) -> list[Stretch]:
    """A text that is only read."""
    return [Stretch([[Piece(SAME, text)] for text in paragraphs])] if paragraphs else []


def compared(before: list[str], after: list[str]) -> list[Stretch]:
    """Two texts in paragraphs, in the order of reading."""
    found = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for change, start, end, new_start, new_end in matcher.get_opcodes():
        old, new = before[start:end], after[new_start:new_end]
        if change == "equal":
            is_long = sum(map(len, old)) > LONG_STRETCH
            found.append(Stretch([[Piece(SAME, text)] for text in old], is_long))
        else:
            pairs = zip_longest(old, new, fillvalue="")
            found.append(Stretch([in_pieces(*pair) for pair in pairs]))
    return found


def in_pieces(before: str, after: str) -> list[Piece]:
    """One paragraph before and after, with what was taken out before what was put in."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    matcher = SequenceMatcher(None, old, new)
    if matcher.ratio() < ALIKE:
        return _changed(before, after)
    pieces, removed, added = [], "", ""
    for change, start, end, new_start, new_end in matcher.get_opcodes():
        taken, put = "".join(old[start:end]), "".join(new[new_start:new_end])
        if change != "equal" or (put.isspace() and (removed or added)):
            removed, added = removed + taken, added + put
            continue
        pieces += [*_changed(removed, added), *_shortened(old[start:end])]
        removed = added = ""
    return pieces + _changed(removed, added)


def _changed(before: str, after: str) -> list[Piece]:
    pieces = [Piece(REMOVED, before), Piece(ADDED, after)]
    return [piece for piece in pieces if piece.text]


def _shortened(tokens: list[str]) -> list[Piece]:
    if len(tokens) <= LONG_RUN:
        return [Piece(SAME, "".join(tokens))]
    first, last = "".join(tokens[:KEPT]), "".join(tokens[-KEPT:])
    return [Piece(SAME, first), Piece(LEFT_OUT, "…"), Piece(SAME, last)]
