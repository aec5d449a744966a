"""The part of a text that a hit is shown with, and which of its words were asked for."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from lmec.search.query import Query, Term
from lmec.search.tokens import RUN, encode, fold

LENGTH = 240
LEAD = 60


class Piece(NamedTuple):
    text: str
    marked: bool


class Span(NamedTuple):
    token: str
    start: int
    end: int


def extract(text: str, query: Query) -> list[Piece]:
    """About 240 characters of `text` around the first match, in pieces; matches are marked."""
    marks = _marks(text, query)
    start = max(0, marks[0][0] - LEAD) if marks else 0
    if start:
        space = text.find(" ", start, marks[0][0])
        start = space + 1 if space >= 0 else start
    end = min(len(text), start + LENGTH)
    if end < len(text):
        space = text.rfind(" ", max(start, end - 30), end)
        end = space if space > 0 else end
    pieces = [Piece("…", False)] if start else []
    here = start
    for first, last in marks:
        if first >= end or last <= start:
            continue
        pieces.append(Piece(text[here:first], False))
        pieces.append(Piece(text[first : min(last, end)], True))
        here = min(last, end)
    pieces.append(Piece(text[here:end], False))
    if end < len(text):
        pieces.append(Piece("…", False))
    return [piece for piece in pieces if piece.text]


def share(text: str, query: Query) -> int:
    """How many of the wanted terms occur in the text itself."""
    spans = _spans(text)
    return sum(
        any(_is_at(term, spans, place) for place in range(len(spans))) for term in query.wanted
    )


def _marks(text: str, query: Query) -> list[tuple[int, int]]:
    """Where the wanted terms stand in the text, in order and without overlaps."""
    spans = _spans(text)
    found = sorted(
        (spans[place].start, spans[place + len(term.tokens) - 1].end)
        for term in query.wanted
        for place in range(len(spans))
        if _is_at(term, spans, place)
    )
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _is_at(term: Term, spans: list[Span], place: int) -> bool:
    *whole, last = term.tokens
    if place + len(whole) >= len(spans):
        return False
    if any(spans[place + step].token != token for step, token in enumerate(whole)):
        return False
    token = spans[place + len(whole)].token
    return token.startswith(last) if term.beginning else token == last


@lru_cache(maxsize=256)
def _spans(text: str) -> list[Span]:
    """The tokens of a text as `tokens` gives them, with where each stands in it."""
    folded, starts, ends = _folded(text)
    spans = []
    for match in RUN.finditer(folded):
        first, last = match.span()
        if match[2]:
            spans.append(Span(encode(match[2]), starts[first], ends[last - 1]))
            continue
        for place in range(first, last):
            pair = folded[place : min(place + 2, last)]
            spans.append(Span(encode(pair), starts[place], ends[place + len(pair) - 1]))
    return spans


def _folded(text: str) -> tuple[str, list[int], list[int]]:
    """The folded text, and for each of its characters where the original begins and ends."""
    if text.isascii():
        places = list(range(len(text) + 1))
        return fold(text), places[:-1], places[1:]
    folded, starts, ends = [], [], []
    place = 0
    while place < len(text):
        end = place + 1
        while end < len(text) and unicodedata.category(text[end])[0] == "M":
            end += 1
        for character in fold(text[place:end]):
            folded.append(character)
            starts.append(place)
            ends.append(end)
        place = end
    return "".join(folded), starts, ends
