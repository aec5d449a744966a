"""How forms show a stored file: as a link under words, since its name is a random one."""

from typing import NamedTuple

from django.contrib.admin.widgets import AdminFileWidget
from django.db.models.fields.files import FieldFile
from django.utils.html import format_html
from django.utils.translation import gettext as _


class FileLink(NamedTuple):
    url: str

    def __str__(self):
        return _("Open the file")


def link_to(file: FieldFile) -> str:
    """The link to a stored file; "" where there is none."""
    return format_html('<a href="{}">{}</a>', file.url, FileLink(file.url)) if file else ""


class FileInput(AdminFileWidget):
    """Takes a file in the place of the stored one, to which it links."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if context["widget"]["is_initial"]:
            context["widget"]["value"] = FileLink(value.url)
        return context
