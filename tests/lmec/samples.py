"""Small files of every kind, made in memory."""

import struct
import zipfile
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfWriter

OOXML = "application/vnd.openxmlformats-officedocument"
MAIN = {
    "docx": f"{OOXML}.wordprocessingml.document.main+xml",
    "xlsx": f"{OOXML}.spreadsheetml.sheet.main+xml",
    "pptx": f"{OOXML}.presentationml.presentation.main+xml",
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
}
SVG = b'<?xml version="1.0"?><!-- a --><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
HTML = b"\xef\xbb\xbf\n<!DOCTYPE html><html><script>alert(1)</script></html>"


def upload(content: bytes, name: str = "") -> ContentFile:
    return ContentFile(content, name=name)


def picture(format="JPEG", size=(60, 40), mode="RGB", color=None, **options) -> bytes:
    output = BytesIO()
    Image.new(mode, size, color or 0).save(output, format, **options)
    return output.getvalue()


def opened(content) -> Image.Image:
    """A stored or clean picture, read to its last pixel."""
    content.seek(0)
    image = Image.open(BytesIO(content.read()))
    image.load()
    return image


def pdf(pages=1, password="") -> bytes:
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def zipped(members: dict[str, bytes], method=zipfile.ZIP_DEFLATED) -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w", method) as archive:
        for name, content in members.items():
            stored = name == "mimetype"
            archive.writestr(name, content, zipfile.ZIP_STORED if stored else None)
    return output.getvalue()


def office(kind="docx", **more: bytes) -> bytes:
    types = f'<?xml version="1.0"?><Types><Override ContentType="{MAIN[kind]}"/></Types>'
    return zipped({"[Content_Types].xml": types.encode(), "word/document.xml": b"<w/>", **more})


def open_document(kind="text", **more: bytes) -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    return zipped({"mimetype": mimetype, "content.xml": b"<office/>", **more})


def compound(*names: str) -> bytes:
    """A compound file whose root holds empty streams of these names, one after the other."""
    end, nothing, size = 0xFFFFFFFE, 0xFFFFFFFF, 512
    header = bytearray(size)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 0x1E, 9)
    struct.pack_into("<2I", header, 0x2C, 1, 1)  # one sector of table, then the directory
    struct.pack_into("<I", header, 0x44, end)
    struct.pack_into("<109I", header, 0x4C, 0, *[nothing] * 108)
    entries = [_entry("Root Entry", child=1 if names else nothing)]
    for number, name in enumerate(names, start=1):
        entries.append(_entry(name, right=number + 1 if number < len(names) else nothing))
    directory = b"".join(entries)
    directory += bytes(-len(directory) % size)
    sectors = len(directory) // size
    chain = [0xFFFFFFFD, *range(2, sectors + 1), end]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(size, b"\xff")
    return bytes(header) + table + directory


def _entry(name: str, right=0xFFFFFFFF, child=0xFFFFFFFF) -> bytes:
    encoded = name.encode("utf-16-le")
    entry = bytearray(128)
    entry[: len(encoded)] = encoded
    root, stream = 5, 2
    kind = root if name == "Root Entry" else stream
    struct.pack_into("<HB", entry, 0x40, len(encoded) + 2, kind)
    struct.pack_into("<3I", entry, 0x44, 0xFFFFFFFF, right, child)
    return bytes(entry)
