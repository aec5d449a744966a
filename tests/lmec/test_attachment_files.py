"""Documents are told by their content, and whatever else an upload may be is refused."""

import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from lmec import archives
from lmec.attachment_files import sniff
from tests.lmec.samples import (
    HTML,
    SVG,
    compound,
    office,
    open_document,
    pdf,
    picture,
    upload,
    zipped,
)

TAKEN = "Attach a PDF, an Office or OpenDocument file, or a zip archive of these."
UNKNOWN = f"This is not a document of a known kind. {TAKEN}"
DAMAGED = "The file is damaged or incomplete. Save it again and choose the new one."
HIDDEN = "The file has something else hidden in it. Save it again and choose the new one."
PROTECTED = "The file is protected by a password. Save it without one."
MACROS = "The document holds macros, which can run programs. Save it without them."
BOMB = "The file expands to far more than its own size and is refused for safety."
TOO_MANY = "The archive holds more than 2000 files. Attach them in several archives."


def refusal(content: bytes, name="") -> str:
    with pytest.raises(ValidationError) as caught:
        sniff(upload(content, name))
    (sentence,) = caught.value.messages
    return sentence


@pytest.mark.parametrize(
    ("content", "extension", "label"),
    [
        (pdf(), "pdf", "PDF"),
        (office("docx"), "docx", "Word"),
        (office("xlsx"), "xlsx", "Excel"),
        (office("pptx"), "pptx", "PowerPoint"),
        (open_document("text"), "odt", "ODT"),
        (open_document("spreadsheet"), "ods", "ODS"),
        (open_document("presentation"), "odp", "ODP"),
        (compound("1Table", "WordDocument"), "doc", "Word"),
        (compound("Workbook"), "xls", "Excel"),
        (compound("Book", "Workbook"), "xls", "Excel"),
        (compound("Current User", "Pictures", "PowerPoint Document"), "ppt", "PowerPoint"),
        (zipped({"x/": b"", "x/議程.pdf": pdf(), "b.docx": office()}), "zip", "ZIP"),
        (zipped({"a.pdf": pdf()}, zipfile.ZIP_STORED), "zip", "ZIP"),
    ],
)
def test_document_is_known_by_its_content(content, extension, label):
    kind = sniff(upload(content, f"Report.{extension.upper()}"))
    assert (kind.extension, kind.label) == (extension, label)


def test_name_without_an_ending_does_not_lie():
    assert sniff(upload(pdf(), "report")).extension == "pdf"


def test_name_that_lies_is_refused_with_the_true_ending():
    assert refusal(office(), "agenda.pdf") == (
        "The file name ends in “.pdf”, but what is in it is .docx. Rename it to end in “.docx”."
    )


@pytest.mark.parametrize(
    ("content", "name", "what"),
    [
        (HTML, "a.html", "a web page"),
        (HTML, "a.pdf", "a web page"),
        (SVG, "a.svg", "an SVG drawing"),
        (b"#!/bin/sh\n", "a.pdf", "a script"),
        (b"<?php echo 1;", "a.docx", "a script"),
        (b"MZ\x90\0", "a.exe", "a program"),
        (b"\x7fELF", "a.pdf", "a program"),
        (picture("PNG"), "a.png", "a PNG picture"),
        (picture("JPEG"), "a.pdf", "a JPEG picture"),
        (b"Rar!\x1a\x07", "a.rar", "an archive of a kind the site does not open"),
    ],
)
def test_what_is_no_document_is_refused_by_what_it_is(content, name, what):
    assert refusal(content, name) == f"This is {what}. {TAKEN}"


@pytest.mark.parametrize(
    "content",
    [
        b"hello",
        b"a,b\n1,2\n",
        compound("__properties_version1.0"),
        compound(),
        compound("Workbook", "WordDocument"),
        zipped({"[Content_Types].xml": b"<Types/>"}),
        zipped({"mimetype": b"application/epub+zip"}),
        open_document("text-template"),
    ],
)
def test_unknown_content_is_refused(content):
    assert refusal(content) == UNKNOWN


def test_empty_file_is_refused():
    assert refusal(b"", "a.pdf") == "The file is empty."


def test_too_large_a_file_is_refused(settings):
    settings.ATTACHMENT_MAX_BYTES = 1024 * 1024
    assert refusal(pdf() + b"\0" * 1024 * 1024) == (
        "The file is larger than 1 MB. Attach a smaller one."
    )


@pytest.mark.parametrize(
    "content",
    [
        office("docm"),
        office("docx", **{"word/vbaProject.bin": b"x"}),
        open_document("text", **{"Basic/Standard/Module1.xml": b"x"}),
        open_document("text", **{"Scripts/python/a.py": b"x"}),
        compound("WordDocument", "Macros"),
        compound("Workbook", "_VBA_PROJECT_CUR"),
    ],
)
def test_macros_are_refused(content):
    assert refusal(content) == MACROS


def test_lists_of_no_macros_are_no_macros():
    assert sniff(upload(open_document("text", **{"Basic/script-lc.xml": b"x"})))


def encrypted(content: bytes) -> bytes:
    """The archive with each member marked as encrypted."""
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(signature)
        while start >= 0:
            marked = bytes([content[start + place] | 1])
            content = content[: start + place] + marked + content[start + place + 1 :]
            start = content.find(signature, start + 4)
    return content


@pytest.mark.parametrize(
    "content",
    [
        encrypted(zipped({"a.pdf": pdf()})),
        encrypted(office()),
        compound("EncryptedPackage", "EncryptionInfo"),
        open_document("text", **{"META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
    ],
)
def test_protected_document_is_refused(content):
    assert refusal(content) == PROTECTED


@pytest.mark.parametrize(
    "content",
    [
        b"junk" + pdf(),
        b"\n" + pdf(),
        pdf() + b"trailing",
        pdf() + zipped({"a.exe": b"MZ"}),
        b"%PDF-1.7\n<script>alert(1)</script>" + pdf(),
        zipped({"a.pdf": pdf()}) + b"trailing",
        zipped({"a.pdf": pdf()}) + pdf(),
        b"PK\x03\x04junk" + zipped({"a.pdf": pdf()}),
        office() + zipped({"a.exe": b"MZ"}),
        zipped({"../a.pdf": pdf()}),
        zipped({"/a.pdf": pdf()}),
        office(**{"..\\a": b""}),
    ],
)
def test_document_that_is_something_else_too_is_refused(content):
    assert refusal(content) == HIDDEN


def test_zip_behind_a_pdf_is_found_though_its_comment_ends_the_pdf():
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("a.exe", b"MZ")
        archive.comment = b"\n%%EOF\n"
    assert refusal(pdf() + output.getvalue()) == HIDDEN


def test_office_document_that_begins_as_a_pdf_is_refused():
    """Some readers look for the mark of a PDF anywhere in the first thousand bytes."""
    with zipfile.ZipFile(BytesIO(office())) as archive:
        types = archive.read("[Content_Types].xml")
    members = {"a": b"%PDF-1.7", "[Content_Types].xml": types}
    assert refusal(zipped(members, zipfile.ZIP_STORED)) == HIDDEN


def test_data_before_an_archive_is_refused():
    assert refusal(b"junk" + zipped({"a.pdf": pdf()})) == UNKNOWN


def test_data_between_two_members_is_refused():
    """Found by the gap it leaves, with every address in the archive set right."""
    content = bytearray(zipped({"a.pdf": pdf(), "b.pdf": pdf()}))
    second = content.index(b"PK\x03\x04", 4)
    smuggled = b"<html>" * 10
    content[second:second] = smuggled
    directory = content.index(b"PK\x01\x02")
    entry = content.index(b"PK\x01\x02", directory + 4)
    struct.pack_into("<L", content, entry + 42, second + len(smuggled))
    struct.pack_into("<L", content, len(content) - 6, directory)
    assert refusal(bytes(content)) == HIDDEN


def test_symbolic_link_is_refused():
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        link = zipfile.ZipInfo("a.pdf")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, b"/etc/passwd")
    assert refusal(output.getvalue()) == HIDDEN


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused():
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("a.pdf", pdf())
        archive.writestr("a.pdf", pdf(2))
    assert refusal(output.getvalue()) == HIDDEN


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        (
            {"a.pdf": pdf(), "b.exe": b"MZ"},
            f"“b.exe” in the archive is refused. This is a program. {TAKEN}",
        ),
        ({"b.pdf": b"x"}, f"“b.pdf” in the archive is refused. {UNKNOWN}"),
        (
            {"b.zip": zipped({"a.pdf": pdf()})},
            "“b.zip” in the archive is refused. It is an archive in the archive.",
        ),
        ({"b.docx": office("docm")}, f"“b.docx” in the archive is refused. {MACROS}"),
        ({"empty/": b""}, "The archive holds no document."),
    ],
)
def test_archive_is_refused_for_a_member_that_alone_would_be(members, sentence):
    assert refusal(zipped(members)) == sentence


def test_bomb_is_refused_by_what_it_declares():
    assert refusal(zipped({"a.pdf": bytes(11 * 2**20)})) == BOMB


def test_small_table_that_shrinks_well_is_no_bomb():
    assert sniff(upload(office("xlsx", **{"xl/sheet.xml": bytes(9 * 2**20)}), "a.xlsx"))


def test_documents_in_an_archive_share_what_they_may_expand_to(monkeypatch):
    monkeypatch.setattr(archives, "MAX_EXPANDED", 5_000)
    document = office(**{"a.xml": b"x" * 2_000})
    assert sniff(upload(zipped({"1.docx": document})))
    assert refusal(zipped({"1.docx": document, "2.docx": document, "3.docx": document})) == (
        f"“2.docx” in the archive is refused. {BOMB}"
    )


def test_bomb_is_refused_though_it_declares_less():
    """zipfile alone would stop at the declared size and call this archive whole."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(bytes(50_000_000)) + packer.flush()
    crc = zlib.crc32(bytes(1000))
    fields = (20, 0, 8, 0, 0, crc, len(packed), 1000, 1, 0)
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", *fields) + b"a"
    central = struct.pack("<4sH5H3L5H2L", b"PK\x01\x02", 20, *fields, 0, 0, 0, 0, 0) + b"a"
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local + packed), 0)
    content = local + packed + central + end
    assert zipfile.ZipFile(BytesIO(content)).testzip() is None
    assert refusal(content) == BOMB


def test_too_many_members_are_refused():
    assert refusal(zipped({f"{number}.pdf": b"" for number in range(2001)})) == TOO_MANY


def test_endless_list_of_members_is_refused_before_it_is_read():
    content = bytearray(zipped({"a.pdf": pdf()}))
    struct.pack_into("<L", content, len(content) - 10, 40_000_000)
    assert refusal(bytes(content)) == TOO_MANY


@pytest.mark.parametrize("content", [pdf()[:-20], office()[:-30], compound("WordDocument")[:600]])
def test_incomplete_document_is_refused(content):
    assert refusal(content) == DAMAGED


def test_member_with_a_wrong_checksum_is_refused():
    content = bytearray(zipped({"a.pdf": pdf()}, zipfile.ZIP_STORED))
    content[60] ^= 1
    assert refusal(bytes(content)) == DAMAGED


SEEDS = [
    pdf(3),
    office(),
    open_document(),
    compound("WordDocument", "1Table"),
    zipped({"a.pdf": pdf(), "b.docx": office()}),
]


@hypothesis_settings(deadline=None, max_examples=150)
@given(
    seed=st.sampled_from(SEEDS),
    changes=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=6)), max_size=6
    ),
    kept=st.floats(0.1, 1),
)
def test_no_bytes_cause_anything_but_a_kind_or_a_sentence(seed, changes, kept):
    content = bytearray(seed)
    for place, replacement in changes:
        start = int(place * len(content))
        content[start : start + len(replacement)] = replacement
    try:
        kind = sniff(upload(bytes(content[: int(len(content) * kept)])))
    except ValidationError:
        return
    assert kind.extension in {"pdf", "docx", "odt", "doc", "zip"}
