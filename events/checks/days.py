"""Days that the text gives for the event itself."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.checks.reading import Finding, Level, Line, Reading
from lmec.richtext import blocks, plain

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTH = f"(?P<month>{'|'.join(MONTHS)})"
DAY = r"(?P<%s>\d{1,2})(?:st|nd|rd|th)?"
DAYS = rf"{DAY % 'first'}(?:\s*(?:[-–—]|to|and)\s*{DAY % 'last'})?"
FORMS = [
    re.compile(rf"\b{DAYS}\s+(?:of\s+)?{MONTH}\b,?\s*(?P<year>\d{{4}})?", re.IGNORECASE),
    re.compile(rf"\b{MONTH}\s+{DAYS}\b(?:,?\s+(?P<year>\d{{4}}))?", re.IGNORECASE),
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<first>\d{2})(?P<last>)\b"),
    re.compile(r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<first>\d{1,2})(?:\s*[-–—至]\s*(?P<last>\d{1,2}))?\s*日"),
]  # fmt: skip
UNTIL = re.compile(r"\s*(?:to|until|through|[-–—至到])\s*")
HELD = re.compile(r"\b(?:held|took place|convened|opened|takes place)\b|举行|召开", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|(?<=。)")


def other_days(reading: Reading) -> Iterator[Finding]:
    """The day on which the report's opening says that the event was held, if it was another.

    A report speaks of many meetings. Its title, its standfirst and the first sentence of its
    summary that says of something that it was held speak of the event itself.
    """
    event = reading.event
    held = {event.start_date, event.last_date}
    for line in _claims(reading):
        days = first_days(line.words, event.start_date.year)
        if days and days != held:
            told = {
                "text": " – ".join(map(date_format, sorted(days))),
                "event": " – ".join(map(date_format, sorted(held))),
            }
            sentence = _("The text says %(text)s. The days of the event are given as %(event)s.")
            yield Finding(Level.LOOK, sentence % told, line.where)


def _claims(reading: Reading) -> Iterator[Line]:
    event = reading.event
    for name in ("title", "standfirst"):
        if HELD.search(getattr(event, name)):
            yield Line(name, getattr(event, name))
    for block in blocks(event.summary)[:1]:
        sentences = SENTENCE.split(plain(block))
        first = next((sentence for sentence in sentences if HELD.search(sentence)), "")
        yield Line("summary", first)


def first_days(words: str, year: int) -> set[date]:
    """The first day that is named or, of "30 June to 2 July", both; `year` where none is."""
    found = [match for form in FORMS for match in form.finditer(words)]
    found = sorted(found, key=re.Match.start)[:2]
    if len(found) == 2 and not UNTIL.fullmatch(words[found[0].end() : found[1].start()]):
        found.pop()
    year = next((int(match["year"]) for match in reversed(found) if match["year"]), year)
    try:
        return {day for match in found for day in _days(match, year)}
    except ValueError:  # it is no day
        return set()


def _days(match: re.Match, year: int) -> Iterator[date]:
    name = match["month"].lower()
    month = MONTHS.index(name) + 1 if name in MONTHS else int(name)
    for day in (match["first"], match["last"]):
        if day:
            yield date(int(match["year"] or year), month, int(day))
