"""Abbreviations that a report uses and nowhere spells out."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.checks.reading import Finding, Level, Reading

ACRONYM = re.compile(r"(?<![\w.@/+-])([A-Z](?:[A-Z&]*[A-Z]))(s)?(?![a-z@]|\.\w|\w*@)")
ADDRESS = re.compile(r"\S+@\S+|\w+://\S+|www\.\S+")
NUMERAL = re.compile(r"[IVX]+")
LONGEST = 7  # a longer row of capitals is a word
# Everybody knows them, or they measure.
EVERYDAY = {
    "AM", "BC", "CEO", "CO", "COVID", "DNA", "DVD", "EU", "GPS", "ID", "IT", "NO", "OK", "PDF",
    "PM", "PR", "QR", "TV", "UK", "UN", "US", "USA", "UTC", "VIP",
    "CNY", "EUR", "GBP", "JPY", "KHR", "LAK", "MMK", "RMB", "THB", "USD", "VND",
    "GB", "GW", "HZ", "KM", "KV", "KW", "MB", "MM", "MW", "TB", "TW",
}  # fmt: skip


def never_spelled_out(reading: Reading) -> Iterator[Finding]:
    known = {name.text for name in reading.names}
    told = set()
    for line in reading.lines:
        words = ADDRESS.sub(lambda match: " " * len(match[0]), line.words)
        if words.isupper():
            continue
        for match in ACRONYM.finditer(words):
            acronym = match[1]
            forms = {acronym, match[0]}
            is_new = acronym not in told and acronym not in EVERYDAY and not forms & known
            is_word = len(acronym) > LONGEST or NUMERAL.fullmatch(acronym)
            if is_new and not is_word and not _is_a_name(acronym, reading):
                told.add(acronym)
                if not _is_spelled_out(match[0], acronym, reading):
                    sentence = _("“%(acronym)s” is never spelled out in this report.")
                    yield Finding(Level.LOOK, sentence % {"acronym": match[0]}, line.where)


def _is_a_name(acronym: str, reading: Reading) -> bool:
    """Whether it is a family name in capitals, as in "LI Yonghong"."""
    names = (f"{row.printed_name} {row.person.name}" for row in reading.people)
    return any(acronym in name.upper().split() for name in names)


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
