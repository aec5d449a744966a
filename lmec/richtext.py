"""Rich text as the site stores it: cleaned on every way in, in one canonical form.

No other module knows how rich text is stored, and none but the widget that the setting
RICHTEXT_WIDGET names knows the editor.
"""

import re
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from django import forms
from django.conf import settings
from django.core import checks
from django.db import models
from django.utils.module_loading import import_string

from lmec.canonical_html import canonical

BLOCK = re.compile(
    r"<(p|h[2-4])\b.*?</\1>|<hr>|<(/?)(?:ul|ol|blockquote|table|figure)\b[^>]*>", re.DOTALL
)
INLINE_TAG = re.compile(r"</?(?:a|em|s|span|strong|sub|sup)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
HEADING_TAG = re.compile(r"(</?h)([1-6])\b")


@lru_cache(maxsize=512)  # a form and a save ask about the same texts several times over
def clean_html(value: str) -> str:
    """The safe, canonical form of an editor's HTML; lmec.canonical_html describes it."""
    return canonical(value)


def blocks(html: str) -> list[str]:
    """The top-level blocks of canonical HTML; joined, they are the text again."""
    result, depth, start = [], 0, 0
    for match in BLOCK.finditer(html):
        if match[2] is not None:
            depth += -1 if match[2] else 1
        if depth == 0:
            result.append(html[start : match.end()])
            start = match.end()
    return result


class Paragraph(NamedTuple):
    number: str  # "7" or "7a"; "" before publication
    html: str


def paragraphs(text: str, numbers: list[str]) -> list[Paragraph]:
    """Each block of a text with its number; without numbers where the two do not agree."""
    html = blocks(text)
    if len(numbers) != len(html):
        numbers = [""] * len(html)
    return [Paragraph(*pair) for pair in zip(numbers, html, strict=True)]


def plain(html: str) -> str:
    """The words of canonical HTML without its tags, on one line."""
    return " ".join(unescape(TAG.sub(" ", INLINE_TAG.sub("", html))).split())


def shift_headings(html: str, by: int) -> str:
    """Canonical HTML with its headings `by` levels lower, to stand in a section of a page."""
    return HEADING_TAG.sub(lambda tag: f"{tag[1]}{min(int(tag[2]) + by, 6)}", html)


def editor_widget() -> type[forms.Widget]:
    """The widget class that the setting names."""
    widget = import_string(settings.RICHTEXT_WIDGET)
    if not (isinstance(widget, type) and issubclass(widget, forms.Widget)):
        message = f"{settings.RICHTEXT_WIDGET} is no widget class."
        raise ImportError(message)
    return widget


@checks.register
def check_widget(app_configs, **kwargs):
    try:
        editor_widget()
    except (AttributeError, ImportError) as error:
        return [
            checks.Error(
                f"RICHTEXT_WIDGET names no widget: {error}",
                hint='Give the path of a widget class, such as "lmec.editor.EditorWidget", or'
                ' "django.forms.Textarea" to write HTML by hand.',
                id="lmec.E001",
            )
        ]
    return []


class RichTextFormField(forms.CharField):
    """Takes HTML, gives its canonical form, and shows the editor whatever widget is passed."""

    def __init__(self, **kwargs):
        try:
            widget = editor_widget()
        except (AttributeError, ImportError):  # the system check says so in a sentence
            widget = forms.Textarea
        super().__init__(**{**kwargs, "widget": widget})

    def to_python(self, value):
        return clean_html(super().to_python(value))

    def has_changed(self, initial, data):
        # An editor that only re-formats a text has not changed it.
        return not self.disabled and clean_html(initial or "") != clean_html(data or "")


class RichTextField(models.TextField):
    """Text of canonical HTML, cleaned on every write: save, bulk, update and loaddata.

    An SQL expression given to QuerySet.update() is not cleaned; use none on these fields.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"blank": True, "default": "", **kwargs})

    def deconstruct(self):
        # Migrations see a TextField, so that no change of the editor needs one.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def pre_save(self, model_instance, add):
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = clean_html(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value, connection):
        # Bulk writes and loaddata pass here alone.
        return super().get_db_prep_save(
            clean_html(value) if isinstance(value, str) else value, connection
        )

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": RichTextFormField, **kwargs})
