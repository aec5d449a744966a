"""What a visitor typed, understood: words, "phrases" and -exclusions. Nothing typed is an error."""

import re
from dataclasses import dataclass, field

from lmec.search.tokens import phrase

MAX_LENGTH = 300
MAX_TERMS = 12
TERM = re.compile(r"""(-?)(?:["“”«»„]([^"“”«»„]*)["“”«»„]?|(\S+))""")


@dataclass(frozen=True)
class Term:
    """Tokens next to each other; with `beginning` the last one is only how a word begins.

    Where the index knows which, `words` are those that begin so.
    """

    tokens: tuple[str, ...]
    beginning: bool
    words: tuple[str, ...] = ()


@dataclass
class Query:
    """The terms that must all occur, and those that must not."""

    wanted: list[Term] = field(default_factory=list)
    unwanted: list[Term] = field(default_factory=list)

    def __bool__(self):
        return bool(self.wanted or self.unwanted)


def parse(text: str) -> Query:
    """Read what was typed. The last word, unless quoted, also finds words it begins.

    A word joined by signs, such as "low-carbon", is looked for as a phrase.
    """
    query = Query()
    matches = list(TERM.finditer(text[:MAX_LENGTH]))
    for place, match in enumerate(matches[:MAX_TERMS]):
        minus, quoted, word = match.groups()
        tokens, beginning = phrase(quoted if word is None else word)
        if not tokens:
            continue
        if word is not None and not minus and place == len(matches) - 1:
            beginning = True
        terms = query.unwanted if minus else query.wanted
        terms.append(Term(tuple(tokens), beginning))
    return query
