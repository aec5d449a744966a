"""The values of a thing as a colleague reads them."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import PurePosixPath

from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lmec.moments import moment
from lmec.richtext import RichTextField, blocks, plain

PLACE = "position"
# Where one line of a list, a table or a quotation ends and the next begins.
LINE_END = re.compile(r"</(?:p|li|h[2-4]|tr|caption|figcaption)>|<br>|(?=<(?:ul|ol)\b)")
LINK = re.compile(r'<a\b[^>]* href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
IMAGE = re.compile(r'<img\b[^>]*?(?: alt="([^"]*)")?[^>]*>')


def paragraphs(html: str) -> list[str]:
    """Rich text as lines of words; links with their addresses, pictures by their descriptions."""
    shown = LINK.sub(lambda link: f"{link[2]} [{link[1]}]", html)
    shown = IMAGE.sub(lambda image: f"[{_('picture')}: {image[1] or ''}]", shown)
    lines = (plain(line) for block in blocks(shown) for line in LINE_END.split(block))
    return [line for line in lines if line]


def is_read(field: models.Field) -> bool:
    """Whether a field says something to a reader: numbers, anchors and sizes do not."""
    return field.editable and field.name != PLACE


def label(field: models.Field) -> str:
    return capfirst(field.verbose_name)


def said(row: models.Model, field: models.Field, read_as: dict[str, Callable]) -> list[str]:
    """The value of a field in paragraphs; none where it is empty."""
    value = getattr(row, field.name)
    if isinstance(field, RichTextField):
        return paragraphs(value)
    if field.name in read_as:
        text = read_as[field.name](value)
    elif isinstance(value, bool):
        text = _("Yes") if value else _("No")
    elif field.choices:
        text = getattr(row, f"get_{field.name}_display")()
    elif isinstance(field, models.FileField):
        text = PurePosixPath(value.name or "").name
    elif value is None:
        text = ""
    else:
        text = _moment(value) or str(value)
    return [line for line in str(text or "").splitlines() if line]


def _moment(value) -> str:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return date_format(value)
    return value.strftime("%H:%M") if isinstance(value, time) else ""
