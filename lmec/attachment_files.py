"""What an uploaded document is by its content, and why another is refused."""

import re
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

import olefile
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from lmec.archives import DAMAGED, HIDDEN, PROTECTED, Allowance, Archive, refusal
from lmec.userfiles import ACTIVE, HEAD, ending, name_content


@dataclass(frozen=True)
class Kind:
    """A kind of document: its ending, its name on a page in any language, its media type."""

    extension: str
    label: str
    mime: str


OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
PDF = Kind("pdf", "PDF", "application/pdf")
ZIP = Kind("zip", "ZIP", "application/zip")
# By the type of the main part that [Content_Types].xml declares.
OFFICE = {
    f"{kind.mime}.main+xml": kind
    for kind in [
        Kind("docx", "Word", f"{OOXML}wordprocessingml.document"),
        Kind("xlsx", "Excel", f"{OOXML}spreadsheetml.sheet"),
        Kind("pptx", "PowerPoint", f"{OOXML}presentationml.presentation"),
    ]
}
# By the content of the member "mimetype".
OPEN_DOCUMENT = {
    kind.mime: kind
    for kind in [
        Kind("odt", "ODT", f"{ODF}text"),
        Kind("ods", "ODS", f"{ODF}spreadsheet"),
        Kind("odp", "ODP", f"{ODF}presentation"),
    ]
}
# By the stream that holds the document.
OLD_OFFICE = {
    "WordDocument": Kind("doc", "Word", "application/msword"),
    "Workbook": Kind("xls", "Excel", "application/vnd.ms-excel"),
    "Book": Kind("xls", "Excel", "application/vnd.ms-excel"),
    "PowerPoint Document": Kind("ppt", "PowerPoint", "application/vnd.ms-powerpoint"),
}
KINDS = {
    kind.extension: kind
    for kind in [PDF, *OFFICE.values(), *OPEN_DOCUMENT.values(), *OLD_OFFICE.values(), ZIP]
}

EMPTY = _("The file is empty.")
TOO_LARGE = _("The file is larger than %(limit)s MB. Attach a smaller one.")
TAKEN = _("Attach a PDF, an Office or OpenDocument file, or a zip archive of these.")
UNKNOWN = _("This is not a document of a known kind. %(taken)s")
OTHER_CONTENT = _("This is %(content)s. %(taken)s")
WRONG_ENDING = _(
    "The file name ends in “.%(ending)s”, but what is in it is .%(right)s. "
    "Rename it to end in “.%(right)s”."
)
MACROS = _("The document holds macros, which can run programs. Save it without them.")
MEMBER = _("“%(member)s” in the archive is refused. %(reason)s")
NESTED = _("It is an archive in the archive.")
NO_DOCUMENT = _("The archive holds no document.")


def sniff(upload: File) -> Kind:
    """What the upload is by its content; a ValidationError says why it cannot be accepted."""
    if not upload.size:
        raise refusal(EMPTY, "empty")
    limit = settings.ATTACHMENT_MAX_BYTES
    if upload.size > limit:
        raise refusal(TOO_LARGE, "bytes", limit=limit // 2**20)
    kind = _kind_of(upload, upload.name, Allowance())
    upload.seek(0)
    return kind


def _kind_of(file: BinaryIO, name: str | None, allowance: Allowance, nested: bool = False) -> Kind:
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(b"%PDF-"):
        _check_pdf(file)
        kind = PDF
    elif head.startswith(b"PK\x03\x04"):
        kind = _kind_of_archive(Archive(file, allowance), allowance, nested)
        if kind is not ZIP and b"%PDF-" in head:
            raise refusal(HIDDEN, "polyglot")
    elif head.startswith(olefile.MAGIC):
        kind = _kind_of_old_office(file)
    elif content := name_content(head):
        raise refusal(OTHER_CONTENT, "content", content=content, taken=TAKEN)
    elif b"%PDF-" in head:
        raise refusal(HIDDEN, "polyglot")
    else:
        raise refusal(UNKNOWN, "content", taken=TAKEN)
    if ACTIVE.search(head):
        raise refusal(HIDDEN, "polyglot")
    claimed = ending(name)
    if claimed and claimed != kind.extension:
        raise refusal(WRONG_ENDING, "ending", ending=claimed, right=kind.extension)
    return kind


def _check_pdf(file: BinaryIO) -> None:
    size = file.seek(0, 2) or file.tell()
    file.seek(max(size - 2048, 0))
    _before, mark, after = file.read().rpartition(b"%%EOF")
    if not mark:
        raise refusal(DAMAGED, "damaged")
    # The end of a zip archive may stand behind the mark or, as its comment, hold the mark.
    if after.strip(b"\0\t\n\r\x1a ") or zipfile.is_zipfile(file):
        raise refusal(HIDDEN, "polyglot")


def _kind_of_archive(archive: Archive, allowance: Allowance, nested: bool) -> Kind:
    if "[Content_Types].xml" in archive.names:
        return _kind_of_office(archive)
    if archive.members[0].filename == "mimetype" and archive.is_stored("mimetype"):
        return _kind_of_open_document(archive)
    if nested:
        raise refusal(NESTED, "nested")
    if not archive.names:
        raise refusal(NO_DOCUMENT, "empty")
    for name in archive.names:
        with archive.copied(name) as member:
            try:
                _kind_of(member, name, allowance, nested=True)
            except ValidationError as error:
                reason = " ".join(error.messages)
                raise refusal(MEMBER, error.code, member=name, reason=reason) from error
    return ZIP


def _kind_of_office(archive: Archive) -> Kind:
    declared = archive.read("[Content_Types].xml").decode("utf-8", "replace")
    types = set(re.findall(r"""ContentType\s*=\s*["']([^"']*)["']""", declared))
    if any(re.search("macro|vba", name, re.IGNORECASE) for name in types) or any(
        name.lower().endswith("vbaproject.bin") for name in archive.names
    ):
        raise refusal(MACROS, "macros")
    kinds = [OFFICE[name] for name in types & OFFICE.keys()]
    if len(kinds) != 1:
        raise refusal(UNKNOWN, "content", taken=TAKEN)
    return kinds[0]


def _kind_of_open_document(archive: Archive) -> Kind:
    kind = OPEN_DOCUMENT.get(archive.read("mimetype", 200).decode("ascii", "replace"))
    if not kind:
        raise refusal(UNKNOWN, "content", taken=TAKEN)
    manifest = "META-INF/manifest.xml"
    if manifest in archive.names and b"encryption-data" in archive.read(manifest):
        raise refusal(PROTECTED, "protected")
    # Basic/ holds lists of libraries even where there are none.
    lists = ("script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml")
    for name in archive.names:
        if name.startswith(("Basic/", "Scripts/")) and not name.endswith(lists):
            raise refusal(MACROS, "macros")
    return kind


def _kind_of_old_office(file: BinaryIO) -> Kind:
    file.seek(0)
    try:
        with olefile.OleFileIO(file.read()) as compound:
            found = compound.listdir(streams=True, storages=True)
    except Exception as error:  # olefile raises whatever a broken file makes it stumble over
        raise refusal(DAMAGED, "damaged") from error
    # What is embedded deeper belongs to another document.
    names = {path[0] for path in found if len(path) == 1}
    if "EncryptedPackage" in names:
        raise refusal(PROTECTED, "protected")
    if names & {"Macros", "_VBA_PROJECT_CUR"}:
        raise refusal(MACROS, "macros")
    kinds = {OLD_OFFICE[name] for name in names & OLD_OFFICE.keys()}
    if len(kinds) != 1:
        raise refusal(UNKNOWN, "content", taken=TAKEN)
    return kinds.pop()
