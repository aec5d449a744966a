"""Permanent numbers for the paragraphs of a report.

Pure functions over lists: nothing here reads or writes a database. A number is a string such as
"7" or "7a"; "" stands for a block that has none yet. docs/decisions/paragraph-numbers.md says why.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import count, product
from string import ascii_lowercase

from lmec.richtext import plain

NUMBER = re.compile(r"(\d+)([a-z]*)$")
# A word; of scripts that put no spaces between words (Thai, Lao, Burmese, Khmer, Chinese) a sign.
WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff]|\w+")
# Fewer words in a row are shared by chance: "of the", "it is".
SHORTEST_RUN = 3
# As many shared words show that a block was cut down, however long it was.
TELLING = 5


def align(old: list[str], numbers: list[str], new: list[str]) -> list[str]:
    """Carry each old block's number to the new block that continues it; "" for a new block.

    The same words keep their number wherever they stand in the text. Of what remains, an edited
    block keeps its number, in the order of the text; of a block that was split the first part
    keeps it, and of blocks that were joined the first one's stays.
    """
    result = [""] * len(new)
    if len(numbers) != len(old):
        return result
    before, after = map(_texts, (old, new))
    same = _same(before, after)
    for index, place in same.items():
        result[place] = numbers[index]
    free = set(range(len(new))) - set(same.values())
    for index, place in _successors(
        {index: _words(before[index]) for index in range(len(old)) if index not in same},
        {place: _words(after[place]) for place in sorted(free)},
    ):
        if place in free and numbers[index] and numbers[index] not in result:
            result[place] = numbers[index]
            free.remove(place)
    return result


def _texts(blocks: list[str]) -> list[str]:
    """What makes a block the same as another: its words, or itself if it is only a picture."""
    return [plain(block) or block for block in blocks]


def _words(text: str) -> list[str]:
    return WORD.findall(re.sub("<[^>]*>", "", text).lower())


def _same(old: list[str], new: list[str]) -> dict[int, int]:
    """The place in `new` of each unchanged block of `old`, of those that moved as well."""
    result = {}
    for run in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        result |= {run.a + step: run.b + step for step in range(run.size)}
    moved = defaultdict(list)
    for place in sorted(set(range(len(new))) - set(result.values()), reverse=True):
        moved[new[place]].append(place)
    for index, text in enumerate(old):
        if index not in result and moved[text]:
            result[index] = moved[text].pop()
    return result


def _successors(old: dict[int, list[str]], new: dict[int, list[str]]) -> Iterator[tuple[int, int]]:
    """Each block of `old` with each of `new` that holds much of its words, in order.

    The texts are compared as wholes, so that a word counts once and the order is kept. A block
    of `old` lives on if half of its words are left, or enough to tell; it does so where half of
    the words of the shorter block are shared.
    """
    old_words = [(index, word) for index, words in old.items() for word in words]
    new_words = [(place, word) for place, words in new.items() for word in words]
    matcher = SequenceMatcher(
        None, [word for _, word in old_words], [word for _, word in new_words], autojunk=False
    )
    shared = Counter()
    for run in matcher.get_matching_blocks():
        for step in range(run.size):
            index, place = old_words[run.a + step][0], new_words[run.b + step][0]
            if run.size >= min(SHORTEST_RUN, len(old[index]), len(new[place])):
                shared[index, place] += 1
    kept = Counter()
    for (index, _), words in shared.items():
        kept[index] += words
    for (index, place), words in sorted(shared.items()):
        lives_on = 2 * kept[index] >= len(old[index]) or words >= TELLING
        if lives_on and 2 * words >= min(len(old[index]), len(new[place])):
            yield index, place


def fill(texts: list[list[str]], used: list[str]) -> list[list[str]]:
    """Give every "" in `texts`, a report's lists of numbers in reading order, its number.

    `used` are all numbers the report ever gave; none is given again. With none used, the blocks
    are numbered 1, 2, 3. Afterwards a block that follows 7 becomes 7a, then 7b and, after 7z, 7aa;
    blocks after the last numbered one continue with whole numbers; before the first, 0a.
    """
    flat = [number for numbers in texts for number in numbers]
    taken = {*used, *flat} - {""}
    last = max((place for place, number in enumerate(flat) if number), default=-1)
    whole = count(max(map(_base, taken), default=0) + 1)
    base = 0
    for place, number in enumerate(flat):
        if number:
            base = _base(number)
        else:
            flat[place] = str(next(whole)) if place > last else _inserted(base, taken)
            taken.add(flat[place])
    filled = iter(flat)
    return [[next(filled) for _ in numbers] for numbers in texts]


def _base(number: str) -> int:
    return int(NUMBER.match(number)[1])


def _inserted(base: int, taken: set[str]) -> str:
    """The first of 7a, 7b … 7z, 7aa, 7ab … that was never used."""
    return next(name for name in map(f"{base}{{}}".format, _suffixes()) if name not in taken)


def _suffixes() -> Iterator[str]:
    for size in count(1):
        yield from map("".join, product(ascii_lowercase, repeat=size))
