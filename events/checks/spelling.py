"""Names of bodies that are nearly those of the directory."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat, Length, Substr
from django.utils.translation import gettext as _

from events.checks.directory import BEGINNING, BODY
from events.checks.reading import Finding, Level, Line, Reading
from organizations.models import Organization, OrganizationName

Kind = OrganizationName.Kind
# Within a name, and not at its ends.
SMALL = {"of", "and", "for", "the", "on", "in", "&", "to", "de", "la", "des", "du", "et"}
SENTENCE_PART = re.compile(r"[^,;:()\[\]“”\"/.!?\n]+")
WORDS = re.compile(r"[\w&’'-]+")
MAX_WORDS = 12
# A report names few bodies that the directory does not know, and a question has its limits.
MAX_KEYS = 20_000
SIMILAR = 0.85
DIFFERENCES = range(-2, 3)  # in length
LONG = 5  # shorter words, such as numbers, make another body


class Phrase(NamedTuple):
    line: Line
    text: str
    is_recorded: bool  # as another spelling, so that only the order of its words is looked at

    @property
    def words(self) -> list[str]:
        return significant(self.text)


def significant(text: str) -> list[str]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return [word for word in words if word not in SMALL]


def misspelt_bodies(reading: Reading) -> Iterator[Finding]:
    """Bodies named by the same words in another order, or with one word a little different."""
    phrases = list(_phrases(reading))
    names = _similar_names(phrases)
    told = set()
    for phrase in sorted(phrases, key=lambda phrase: -len(phrase.text)):
        name = next((name for name in names if _is_misspelt(phrase, name)), None)
        is_inside_another = any(phrase.text in text for text in told)
        if name is None or is_inside_another:
            continue
        told.add(phrase.text)
        sentence = _("The text says “%(text)s”. The directory writes “%(name)s”.")
        yield Finding(Level.LOOK, sentence % {"text": phrase.text, "name": name}, phrase.line.where)


def _is_misspelt(phrase: Phrase, name: str) -> bool:
    mine, theirs = phrase.words, significant(name)
    if Counter(mine) == Counter(theirs):
        # "the" and capitals are matters of style.
        return mine != theirs
    return not phrase.is_recorded and _one_word_differs(mine, theirs)


def _one_word_differs(mine: list[str], theirs: list[str]) -> bool:
    """Whether all words but one are the same, in whatever order, and that one is similar."""
    one = list((Counter(mine) - Counter(theirs)).elements())
    other = list((Counter(theirs) - Counter(mine)).elements())
    if (len(one), len(other)) != (1, 1) or min(map(len, one + other)) < LONG:
        return False
    return SequenceMatcher(None, *one, *other, autojunk=False).ratio() >= SIMILAR


def _phrases(reading: Reading) -> Iterator[Phrase]:
    """Every row of words that could be a body's name and is none, once."""
    seen = set()
    for line in reading.lines:
        words, known = list(line.words), []
        for mention in reading.mentions:
            if mention.line is line:
                # What is known is no part of a longer phrase.
                words[mention.start : mention.end] = "\n" * (mention.end - mention.start)
                if all(name.of == BODY and name.kind == Kind.ALTERNATE for name in mention.names):
                    known.append(mention.text)
        rows = [(text, True) for text in known] + [
            (text, False)
            for part in SENTENCE_PART.findall("".join(words))
            for text in _capitalized(part)
        ]
        for text, is_recorded in rows:
            if text not in seen and len(significant(text)) > 1:
                seen.add(text)
                yield Phrase(line, text, is_recorded)


def _capitalized(part: str) -> Iterator[str]:
    """The rows of words in a part of a sentence that begin and end with a capital."""
    words = list(WORDS.finditer(part))
    for first, word in enumerate(words):
        if not word[0][0].isupper():
            continue
        for other in words[first : first + MAX_WORDS]:
            if other[0][0].isupper():
                yield part[word.start() : other.end()]
            elif other[0] not in SMALL:
                break


def _similar_names(phrases: list[Phrase]) -> list[str]:
    """The names of bodies that begin like a word of a phrase and are about as long; one query."""
    keys = sorted({key for phrase in phrases for key in _keys(phrase.text)})[:MAX_KEYS]
    rows = [
        Organization.objects.all(),
        OrganizationName.objects.exclude(kind__in=[Kind.ACRONYM, Kind.ALTERNATE]),
    ]
    key = Concat(
        Substr("name", 1, BEGINNING), Value(" "), Cast(Length("name"), CharField()),
        output_field=CharField(),
    )  # fmt: skip
    first, second = (
        found.order_by().alias(key=key).filter(key__in=keys).values_list("name", flat=True)
        for found in rows
    )
    return sorted(first.union(second)) if keys else []


def _keys(text: str) -> Iterator[str]:
    """How a name may begin, with how long it is, that has the same words or one a bit longer."""
    for word in WORDS.findall(text):
        if word not in SMALL:
            for difference in DIFFERENCES:
                yield f"{word[:BEGINNING]} {len(text) + difference}"
