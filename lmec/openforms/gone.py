"""What was typed in the form of a thing that is gone by the time the form is sent."""

from collections.abc import Iterable, Iterator

from django.db import models
from django.http import QueryDict
from django.utils.text import capfirst

from lmec.history.wording import paragraphs
from lmec.openforms.drafts import without_buttons
from lmec.richtext import RichTextField, clean_html


def texts_in(data: QueryDict, kinds: Iterable[type[models.Model]]) -> Iterator[tuple[str, str]]:
    """The texts of a form with the names of their fields, as they can be copied elsewhere."""
    fields = {field.name: field for kind in kinds for field in kind._meta.concrete_fields}
    for name, value in without_buttons(data.copy()).items():
        field = fields.get(name.rpartition("-")[2])
        is_text = isinstance(field, (models.CharField, models.TextField)) and not field.choices
        if is_text and not name.startswith("_") and value.strip():
            is_rich = isinstance(field, RichTextField)
            text = "\n\n".join(paragraphs(clean_html(value))) if is_rich else value
            yield capfirst(field.verbose_name), text
