"""How a report, or one paragraph of it, is cited: in words and for BibTeX."""

import re

from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext as _

from events.models import Event
from events.report import Report
from lmec.record_json import absolute
from lmec.templatetags.record import daterange, lang_attr
from organizations.models import Organization

# What BibTeX and TeX would take for commands. Braces are named, since BibTeX counts them.
SPECIAL = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{character: f"\\{character}" for character in "#$%&_"},
    }
)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
ENDED = tuple(".?!。？！…")


def publisher() -> str:
    """The name of the center as the directory has it."""
    names = Organization.objects.filter(slug=settings.SITE_ORGANIZATION)
    return names.values_list("name", flat=True).first() or center()


def center() -> str:
    """The name of the center where the directory does not have it."""
    return _("Lancang-Mekong Environmental Cooperation Center")


class Citation:
    """A citation of an event loaded with its places.

    With a paragraph's number the event is one loaded `with_parts`; a number that the report does
    not have is a LookupError.
    """

    def __init__(self, event: Event, publisher: str, number: str = ""):
        self.event = event
        self.publisher = publisher
        self.number = number
        self.paragraph = _paragraph(event, number) if number else ""

    def __str__(self):
        return _pattern().format(**self._parts, title=self.event.title + self._stop)

    @property
    def html(self) -> str:
        """The same with the language of the title marked."""
        language = lang_attr(self.event.language)
        title = format_html("<span{}>{}</span>{}", language, self.event.title, self._stop)
        return format_html(_pattern(), **self._parts, title=title)

    @property
    def bibtex(self) -> str:
        """An entry in UTF-8 for BibTeX, biblatex and what imports from them."""
        day = self.event.start_date
        fields = {
            "author": f"{{{_tex(self.publisher)}}}",
            "title": f"{{{_tex(self.event.title)}}}",
            "howpublished": _tex(self._what),
            "note": _tex(self.paragraph),
            "year": str(day.year),
            "month": MONTHS[day.month - 1],
            "url": self.address,
        }
        lines = [
            f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"
            for name, value in fields.items()
            if value
        ]
        return f"@misc{{{self.key},\n{''.join(lines)}}}\n"

    @property
    def key(self) -> str:
        """The name of the BibTeX entry, and of a file that holds it."""
        name = f"lmec-{self.event.start_date.year}-{self.event.slug}"
        return f"{name}-p{self.number}" if self.number else name

    @property
    def address(self) -> str:
        page = absolute(self.event.get_absolute_url())
        return f"{page}#p{self.number}" if self.number else page

    @property
    def _parts(self) -> dict:
        described = ", ".join(filter(None, [self._what, self.paragraph]))
        return {"publisher": self.publisher, "described": described, "address": self.address}

    @property
    def _what(self) -> str:
        cities = [place.city for place in self.event.places.all()]
        days = daterange(self.event.start_date, self.event.end_date)
        return ", ".join([_("Event report"), *cities, days])

    @property
    def _stop(self) -> str:
        """The full stop after a title that has no mark of its own."""
        return "" if self.event.title.endswith(ENDED) else "."


def _pattern() -> str:
    # Translators: The order and the marks of a citation. `described` is of the kind "Event
    # report, Beijing, 23 November 2022", and the title brings its own full stop.
    return _("{publisher}. “{title}” {described}. {address}")


def _paragraph(event: Event, number: str) -> str:
    """What a citation says of one paragraph: its number, and who said it."""
    report = Report(event)
    if number in [row.number for row in (*report.summary, *report.outcomes)]:
        return _("para. {number}").format(number=number)
    remarks = [turn.remark for turn in report.turns if number in turn.numbers]
    if not remarks:
        raise LookupError(number)
    return _("para. {number} ({speaker})").format(number=number, speaker=remarks[0].printed_name)


def _tex(text: str) -> str:
    return re.sub(r"\s+", " ", text).translate(SPECIAL)
