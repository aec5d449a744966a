"""The names of the directory, of topics and of series that stand in a text.

The directory may hold many thousand names. The database gives back those alone that stand in the
text, and looks at a name only where the text has a word that begins like it.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import StrIndex, Substr

from events.models import Series, Topic
from lmec.search.tokens import UNSPACED
from organizations.models import Organization, OrganizationName
from people.models import Person, PersonName

BODY, PERSON, OTHER = "body", "person", "other"
# A letter of scripts that put spaces between words; no name begins with a small one.
LETTER = rf"[^\W_{UNSPACED}]"
BEFORE, BEHIND = rf"(?<!{LETTER})(?<!-)", rf"(?!-?{LETTER})"
WORD = re.compile(rf"{BEFORE}(?![a-z]){LETTER}")
RUN = re.compile(f"[{UNSPACED}]{{2,}}")
BEGINNING, PAIR = 4, 2


class Name(NamedTuple):
    text: str
    of: str
    key: int
    kind: str  # of another name; "" for the one shown


class Place(NamedTuple):
    """A stretch of a line that reads as one or more names."""

    start: int
    end: int
    names: list[Name]


def names_in(text: str) -> list[Name]:
    """The names that stand somewhere in a text, as parts of words too; one query."""
    starts = [match.start() for match in WORD.finditer(text)]
    beginnings = {text[at : at + n] for at in starts for n in range(2, BEGINNING + 1)}
    pairs = {"".join(pair) for run in RUN.findall(text) for pair in pairwise(run)}
    sources = [
        (Organization, BODY, "pk", Value("", CharField())),
        (OrganizationName, BODY, "organization", F("kind")),
        (Person, PERSON, "pk", Value("", CharField())),
        (PersonName, PERSON, "person", F("kind")),
        (Topic, OTHER, "pk", Value("", CharField())),
        (Series, OTHER, "pk", Value("", CharField())),
    ]
    first, *others = [
        _standing_in(text, model.objects.order_by(), beginnings, pairs).values_list(
            "name", Value(of, CharField()), key, kind
        )
        for model, of, key, kind in sources
    ]
    return [Name(*row) for row in first.union(*others)]


def _standing_in(text: str, rows: QuerySet, beginnings: set[str], pairs: set[str]) -> QuerySet:
    return rows.alias(
        beginning=Substr("name", 1, BEGINNING),
        pair=Substr("name", 1, PAIR),
        place=StrIndex(Value(text), F("name")),
    ).filter(Q(beginning__in=beginnings) | Q(pair__in=pairs), place__gt=0)


def find(lines: list[str], names: list[Name]) -> Iterator[list[Place]]:
    """Where names stand in each line as whole words; of names inside one another, the longest."""
    known: dict[str, list[Name]] = {}
    for name in names:
        known.setdefault(name.text, []).append(name)
    longest_first = sorted(known, key=len, reverse=True)
    pattern = re.compile("|".join(map(_whole, longest_first)) or "(?!)")
    for line in lines:
        yield [
            Place(match.start(), match.end(), known[match[0]]) for match in pattern.finditer(line)
        ]


def _whole(name: str) -> str:
    """The pattern of a name that is no part of a word; scripts without spaces have no words."""
    if RUN.search(name):
        return re.escape(name)
    return f"{BEFORE}{re.escape(name)}{BEHIND}"
