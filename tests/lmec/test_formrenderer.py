"""That fields are written as Django's own templates write them."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy
from pytest_django.asserts import assertHTMLEqual

from lmec.formrenderer import FieldRenderer

CHOICES = [("", "---"), ("A group", [("1", "<One>"), ("2", gettext_lazy("status"))])]
SIGNS = "“<b>” & 'one' \"two\""
WIDGETS = [
    (forms.TextInput({"maxlength": 9, "required": True, "hidden": False}), SIGNS),
    (forms.Textarea({"rows": 2}), f"\n{SIGNS}"),
    (forms.NumberInput(), 1234567),
    (forms.CheckboxInput(), True),
    (forms.Select(choices=CHOICES), "2"),
    (forms.SelectMultiple(choices=CHOICES), ["1", "2"]),
    (forms.RadioSelect(choices=CHOICES), "1"),
    (forms.CheckboxSelectMultiple(choices=CHOICES), ["2"]),
    (forms.HiddenInput(), None),
]


@pytest.mark.parametrize(
    ("widget", "value"), WIDGETS, ids=[type(widget).__name__ for widget, _value in WIDGETS]
)
def test_a_widget_is_written_as_by_django(widget, value):
    by_django, by_us = (
        widget.render("name", value, {"id": "id_name"}, renderer)
        for renderer in (DjangoTemplates(), FieldRenderer())
    )
    assertHTMLEqual(by_us, by_django)


def test_an_empty_line_before_a_text_is_kept():
    text = forms.Textarea().render("name", "\nText", renderer=FieldRenderer())
    assert "\n\nText" in text  # a browser drops the first
