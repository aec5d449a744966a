"""Permanent numbers for the paragraphs of a report.

Pure functions over lists: nothing here reads or writes a database. A number is a string such as
"7" or "7a"; "" stands for a block that has none yet. docs/decisions/paragraph-numbers.md says why.
"""

import re
from difflib import SequenceMatcher
from itertools import count, product

from lmec.richtext import plain

NUMBER = re.compile(r"(\d+)([a-z]*)$")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Thai, Lao, Burmese, Khmer and Chinese write words without spaces between them.
UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff"
WORD = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
# A run of fewer words in common is chance: "of the", "it is".
SHORTEST_RUN = 3
EDITED = 0.5  # share of the longer block that an edited block keeps
PART = 0.7  # share of the shorter block that a half of a split keeps


def align(old: list[str], numbers: list[str], new: list[str]) -> list[str]:
    """Carry each old block's number to the new block that continues it; "" for a new block.

    The same words keep their number wherever they stand in the text. Of what remains, an edited
    block keeps its number while it shares half of its words, in the order of the text; of a block
    that was split the first part keeps it, and of blocks that were joined the first one's stays.
    """
    before = [_words(block) for block in old]
    after = [_words(block) for block in new]
    result = [""] * len(new)
    left = list(range(len(old)))
    for place, words in enumerate(after):
        same = next((index for index in left if before[index] == words), None)
        if same is not None:
            result[place] = numbers[same]
            left.remove(same)
    start = 0
    for index in left:
        open_places = [place for place in range(start, len(new)) if not result[place]]
        found = _successor(before[index], [(place, after[place]) for place in open_places])
        if found is not None:
            result[found] = numbers[index]
            start = found + 1
    return result


def _words(block: str) -> list[str]:
    """The words of a block; single characters where a script writes without spaces."""
    return WORD.findall(plain(block))


def _successor(old: list[str], candidates: list[tuple[int, list[str]]]) -> int | None:
    """The place of the block that is the old one edited, else of the first that is part of it."""
    part = None
    for place, new in candidates:
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        least = min(SHORTEST_RUN, len(old), len(new))
        shared = sum(run.size for run in matcher.get_matching_blocks() if run.size >= least)
        if shared and shared >= EDITED * max(len(old), len(new)):
            return place
        if part is None and shared and shared >= PART * min(len(old), len(new)):
            part = place
    return part


def fill(texts: list[list[str]], used: list[str]) -> list[list[str]]:
    """Give every "" in `texts`, a report's lists of numbers in reading order, its number.

    `used` are all numbers the report ever gave; none is given again. With none used, the blocks
    are numbered 1, 2, 3. Afterwards a block that follows 7 becomes 7a, then 7b and, after 7z, 7aa;
    blocks after the last numbered one continue with whole numbers; before the first, 0a.
    """
    taken = {*used, *(number for numbers in texts for number in numbers)} - {""}
    flat = [number for numbers in texts for number in numbers]
    last = max((place for place, number in enumerate(flat) if number), default=-1)
    whole = count(max((_base(number) for number in taken), default=0) + 1)
    base = 0
    for place, number in enumerate(flat):
        if number:
            base = _base(number)
        else:
            flat[place] = str(next(whole)) if place > last else _inserted(base, taken)
            taken.add(flat[place])
    filled = iter(flat)
    return [[next(filled) for _number in numbers] for numbers in texts]


def _base(number: str) -> int:
    return int(NUMBER.match(number)[1])


def _inserted(base: int, taken: set[str]) -> str:
    """The first of 7a, 7b … 7z, 7aa, 7ab … that was never used."""
    return next(name for name in map(f"{base}{{}}".format, _suffixes()) if name not in taken)


def _suffixes():
    for size in count(1):
        yield from map("".join, product(LETTERS, repeat=size))
