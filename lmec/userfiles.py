"""What holds for every file that somebody uploaded: its name, its true content, its headers.

Uploads are stored under random names that are never used again, and no save or deletion removes
one: a working copy, an earlier version or a text may still show it. `unused_files` finds those
that no row mentions any more.
"""

import re
from datetime import timedelta
from pathlib import PurePosixPath
from uuid import uuid4

from django.apps import apps
from django.core.files.storage import Storage
from django.db import models
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The first bytes of what people try to upload. Order matters: an SVG is also a kind of markup.
SIGNATURES = [
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), phrase)
    for pattern, phrase in [
        (rb"\xff\xd8\xff", _("a JPEG picture")),
        (rb"\x89PNG\r\n\x1a\n", _("a PNG picture")),
        (rb"RIFF....WEBP", _("a WebP picture")),
        (rb"GIF8", _("a GIF picture")),
        (rb"II\*\0|MM\0\*", _("a TIFF picture")),
        (rb"BM....\0\0\0\0", _("a BMP picture")),
        (rb"....ftypavi[fs]", _("an AVIF picture")),
        (rb"....ftyp(hei|hev|mif1|msf1)", _("a HEIC photograph")),
        (rb"....ftyp", _("a video")),
        (rb"%PDF-", _("a PDF document")),
        (rb"PK(\x03\x04|\x05\x06)", _("an Office document or a zip archive")),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _("an Office document of the old kind")),
        (rb"\{\\rtf", _("an RTF document")),
        (rb"Rar!|7z\xbc\xaf\x27\x1c|\x1f\x8b", _("an archive of a kind the site does not open")),
        (rb"MZ|\x7fELF|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe", _("a program")),
        (rb"#!|<\?php", _("a script")),
        (rb"[\xef\xbb\xbf\s]*((<\?xml|<!--|<!doctype svg).*)?<svg", _("an SVG drawing")),
        (rb"[\xef\xbb\xbf\s]*<(!doctype html|html|head|body|script|!--)", _("a web page")),
    ]
]
HEAD = 1024
# Markup that a browser or a server could be talked into running.
ACTIVE = re.compile(rb"<script|<html|<!doctype html|<svg|<\?php", re.IGNORECASE)
# A random name begins with 32 hexadecimal digits, which no two uploads share.
STEM = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")


def name_content(head: bytes) -> Promise | None:
    """What a file is by its first bytes, as "a PDF document"; None where nothing is known."""
    return next((phrase for known, phrase in SIGNATURES if known.match(head[:HEAD])), None)


def random_name(extension: str) -> str:
    return f"{uuid4().hex}.{extension}"


def ending(name: str | None) -> str:
    """What follows the last dot of a file name, in lower case; "" where there is none."""
    return PurePosixPath(name or "").suffix[1:].lower()


def inert(response: HttpResponseBase) -> HttpResponseBase:
    """Forbid a browser to run anything in an uploaded file, whatever it takes it for."""
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def unused_files(storage: Storage, folder: str = "", older_than=timedelta(days=1)) -> list[str]:
    """Names in a folder of `storage` that no text and no file column of any row mentions.

    A picture's renditions count as used while the picture is. Files younger than `older_than`
    are left out, since the form that they were uploaded in may not be saved yet.
    """
    limit = timezone.now() - older_than
    used = _stems_in_use()
    unused = []
    for base in storage.listdir(folder)[1]:
        name = f"{folder}/{base}" if folder else base
        stem = STEM.match(base)
        if stem and stem[0] not in used and storage.get_modified_time(name) < limit:
            unused.append(name)
    return sorted(unused)


def _stems_in_use() -> set[str]:
    kinds = (models.CharField, models.TextField, models.FileField, models.JSONField)
    stems = set()
    for model in apps.get_models(include_auto_created=True):
        fields = [f.attname for f in model._meta.local_concrete_fields if isinstance(f, kinds)]
        if fields and not model._meta.proxy:
            for row in model._base_manager.values_list(*fields).iterator():
                for value in row:
                    stems.update(STEM.findall(str(value)))
    return stems
