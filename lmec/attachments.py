"""Documents that visitors download: the field that stores them, and how they are served.

They lie under random names in a storage without a public address. As with pictures, saving or
deleting a row removes no file; see `lmec.userfiles`.
"""

import re
import unicodedata
from typing import NamedTuple

from django import forms
from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.db import models
from django.http import FileResponse, Http404
from django.utils.cache import patch_cache_control
from pypdf import PdfReader

from lmec.attachment_files import KINDS, PDF, sniff
from lmec.userfiles import ending, inert, random_name


def count_pages(file: File) -> int | None:
    """How many pages a PDF has; None if it is encrypted or cannot be read."""
    try:
        file.seek(0)
        reader = PdfReader(file)
        return None if reader.is_encrypted else len(reader.pages) or None
    except Exception:  # pypdf raises nearly every kind for a broken file.
        return None


class Description(NamedTuple):
    """What a page says of a file beside its title: "PDF", its size in bytes, its pages."""

    format: str
    size: int
    pages: int | None


def describe(file: File) -> Description:
    """The description of an upload or a stored file; raises ValidationError as `sniff` does."""
    kind = sniff(file)
    pages = count_pages(file) if kind is PDF else None
    file.seek(0)
    return Description(kind.label, file.size, pages)


def _admit(file: File) -> File:
    """The file, once `sniff` has accepted it, under a random name with its true ending."""
    admitted = File(file, random_name(sniff(file).extension))
    admitted.is_admitted = True
    return admitted


def attachment_storage() -> Storage:
    return storages["attachments"]


class AttachmentFormField(forms.FileField):
    def to_python(self, data):
        upload = super().to_python(data)
        return _admit(upload) if upload else upload

    def widget_attrs(self, widget):
        endings = ",".join(f".{extension}" for extension in KINDS)
        return {"accept": endings} if isinstance(widget, forms.FileInput) else {}


class AttachmentFileField(models.FileField):
    """A document that `sniff` has accepted, from a form or from code.

    Migrations see Django's own FileField.
    """

    @property
    def storage(self) -> Storage:
        """Asked for each time, so that the settings of the moment hold."""
        return attachment_storage()

    @storage.setter
    def storage(self, value):
        """Django sets the one that it was given, or its default; neither counts here."""

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        # The function, since the storage itself would write this machine's folder down.
        kwargs["storage"] = attachment_storage
        return name, "django.db.models.FileField", args, kwargs

    def formfield(self, **kwargs):
        # The name is replaced, so the length of the one that it came with does not matter.
        return super().formfield(
            **{"form_class": AttachmentFormField, "max_length": None, **kwargs}
        )

    def pre_save(self, instance, add):
        file = getattr(instance, self.attname)
        if file and not file._committed and not hasattr(file.file, "is_admitted"):
            setattr(instance, self.attname, _admit(file.file))
        return super().pre_save(instance, add)


# What file systems forbid in a name.
FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
# Line ends and control characters stand between words; marks nobody sees stand within them,
# and some of those would show an ending that is not the true one.
BETWEEN, UNSEEN = ("Cc", "Cs", "Zl", "Zp"), ("Cf",)
NAME_BYTES = 240  # with the ending less than the 255 that file systems allow


def download_name(title: str, extension: str) -> str:
    """A file name that any system takes, made from a title in any script."""
    visible = (
        " " if unicodedata.category(letter) in BETWEEN else letter
        for letter in FORBIDDEN.sub(" ", title)
        if unicodedata.category(letter) not in UNSEEN
    )
    words = " ".join("".join(visible).split())
    start = words.encode()[:NAME_BYTES].decode(errors="ignore")
    return f"{start.strip(' .') or 'attachment'}.{extension}"


def download(file: File, title: str) -> FileResponse:
    """The stored file as a download named after `title`, which no browser opens in the site."""
    extension = ending(file.name)
    try:
        content = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content,
        as_attachment=True,
        filename=download_name(title, extension),
        content_type=KINDS[extension].mime,
    )
    # Short, so that a withdrawn report takes its documents along.
    patch_cache_control(response, public=True, max_age=300)
    return inert(response)
