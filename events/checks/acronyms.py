"""Abbreviations that a report uses and nowhere spells out."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.checks.reading import Finding, Level, Reading

ACRONYM = re.compile(r"(?<![\w.@/+-])([A-Z](?:[A-Z&]*[A-Z]))(s)?(?![a-z@]|\.\w|\w*@)")
ADDRESS = re.compile(r"\S+@\S+|\w+://\S+|www\.\S+")
HONORIFIC = re.compile(r"\b(?:Mr|Ms|Mrs|Mme|Dr|Prof)\.?\s*$")
NUMERAL = re.compile(r"[IVX]+")
LONGEST = 7  # a longer row of capitals is a word
# Everybody knows them, or they measure.
EVERYDAY = {
    "AM", "BC", "CEO", "CO", "COVID", "DNA", "DVD", "EU", "GDP", "GPS", "ID", "IT", "NO", "OK",
    "PDF", "PM", "PR", "QR", "TV", "UK", "UN", "US", "USA", "UTC", "VIP",
    "CNY", "EUR", "GBP", "JPY", "KHR", "LAK", "MMK", "RMB", "THB", "USD", "VND",
    "GB", "GW", "HZ", "KM", "KV", "KW", "MB", "MM", "MW", "TB", "TW",
}  # fmt: skip


def never_spelled_out(reading: Reading) -> Iterator[Finding]:
    known = {name.text for name in reading.names} | EVERYDAY | _capital_names(reading)
    for line in reading.lines:
        for used, acronym in _abbreviations(line.words):
            is_known = not known.isdisjoint({used, acronym})
            known.add(acronym)  # or told once
            if not is_known and not _is_spelled_out(used, acronym, reading):
                sentence = _("“%(acronym)s” is never spelled out in this report.")
                yield Finding(Level.LOOK, sentence % {"acronym": used}, line.where)


def _abbreviations(words: str) -> Iterator[tuple[str, str]]:
    """Each as it stands and without the "s" of several."""
    words = ADDRESS.sub(lambda match: " " * len(match[0]), words)
    if words.isupper():
        return
    for match in ACRONYM.finditer(words):
        is_word = len(match[1]) > LONGEST or NUMERAL.fullmatch(match[1])
        if not is_word and not HONORIFIC.search(words[: match.start()]):
            yield match[0], match[1]


def _capital_names(reading: Reading) -> set[str]:
    """Family names as they are written in "LI Yonghong"."""
    names = (f"{row.printed_name} {row.person.name}" for row in reading.people)
    return {word for name in names for word in name.upper().split()}


def _is_spelled_out(used: str, acronym: str, reading: Reading) -> bool:
    """Whether some brackets hold it behind words that begin like it, or words behind it."""
    either = f"(?:{re.escape(used)}|{re.escape(acronym)}s?)"
    behind = re.compile(rf"((?:[^\s()]+\s+){{1,12}}?)[(（]{either}[)）]")
    ahead = re.compile(rf"\b{either}\s*[(（][^()（）]*\w\s+\w[^()（）]*[)）]")
    for line in reading.lines:
        if ahead.search(line.words):
            return True
        for match in behind.finditer(line.words):
            if any(word[0].upper() == acronym[0] for word in match[1].split()):
                return True
    return False
