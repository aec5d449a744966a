"""Pictures without words for those who cannot see them, headings out of order, empty remarks."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.checks.reading import Finding, Level, Reading
from lmec.richtext import plain

IMAGE = re.compile(r"<img\b[^>]*>")
DESCRIBED = re.compile(r'\balt="[^"]+"')
HEADING = re.compile(r"<h([2-4])\b[^>]*>(.*?)</h\1>", re.DOTALL)
HIGHEST = 2


def pictures_without_words(reading: Reading) -> Iterator[Finding]:
    """Pictures inside a text; photographs are not saved without a description."""
    for text in reading.texts:
        if any(not DESCRIBED.search(image) for image in IMAGE.findall(text.html)):
            sentence = _("A picture in the text has no description for people who cannot see it.")
            yield Finding(Level.STOP, sentence, text.where)


def headings(reading: Reading) -> Iterator[Finding]:
    for text in reading.texts:
        before = HIGHEST - 1
        for level, html in HEADING.findall(text.html):
            words = plain(html)
            if not words:
                yield Finding(Level.STOP, _("A heading in the text has no words."), text.where)
            if int(level) > before + 1:
                sentence = _("The heading “%(heading)s” skips a level: there is none above it.")
                yield Finding(Level.LOOK, sentence % {"heading": words}, text.where)
            before = int(level)


def empty_remarks(reading: Reading) -> Iterator[Finding]:
    for number, remark in enumerate(reading.remarks):
        if not plain(remark.text) and "<img" not in remark.text:
            sentence = _("The remark of %(speaker)s is empty.") % {"speaker": remark.printed_name}
            yield Finding(Level.LOOK, sentence, f"remarks-{number}")
