"""Zip files from strangers, which Office documents are too: opened only if nothing is amiss.

`Archive` reads every member to its end before it hands anything out, so a caller need fear no
bomb, no overlap, no encryption and nothing hidden between or behind the members.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_MEMBERS = 2000
MAX_EXPANDED = 200 * 2**20
MAX_RATIO = 100
# Small tables full of one value shrink more than a hundredfold and are no bombs.
RATIO_COUNTS_FROM = 10 * 2**20
END = struct.Struct("<4s4H2LH")
END_SIGNATURE, END64_SIGNATURE, LOCAL_SIGNATURE = b"PK\x05\x06", b"PK\x06\x07", b"PK\x03\x04"
LOCAL = struct.Struct("<4s5H3L2H")
# After its bytes a member may repeat its checksum and sizes.
DESCRIPTOR = 24
CHUNK = 2**16

DAMAGED = _("The file is damaged or incomplete. Save it again and choose the new one.")
HIDDEN = _("The file has something else hidden in it. Save it again and choose the new one.")
PROTECTED = _("The file is protected by a password. Save it without one.")
TOO_MANY = _("The archive holds more than %(limit)s files. Attach them in several archives.")
TOO_BIG = _("The file expands to far more than its own size and is refused for safety.")


def refusal(sentence, code: str, **params) -> ValidationError:
    return ValidationError(sentence, code=code, params=params)


class Allowance:
    """How much an upload may still expand to; an archive shares one with the documents in it."""

    def __init__(self):
        self.members = MAX_MEMBERS
        self.expanded = MAX_EXPANDED

    def take_members(self, count: int) -> None:
        self.members -= count
        if self.members < 0:
            raise refusal(TOO_MANY, "bomb", limit=MAX_MEMBERS)

    def take_bytes(self, count: int) -> None:
        self.expanded -= count
        if self.expanded < 0:
            raise refusal(TOO_BIG, "bomb")


class Archive:
    """A zip file with nothing amiss; one with something raises a ValidationError."""

    def __init__(self, file: BinaryIO, allowance: Allowance):
        self.file = file
        self.size = file.seek(0, 2) or file.tell()
        self._check_end()
        try:
            self.zip = zipfile.ZipFile(file)
            self.members = self.zip.infolist()
            allowance.take_members(len(self.members))
            self._check_members()
            self._read_all(allowance)
        except ValidationError:
            raise
        except Exception as error:  # zipfile raises many kinds for a broken file.
            raise refusal(DAMAGED, "damaged") from error
        self.names = [member.filename for member in self.members if not member.is_dir()]

    def read(self, name: str, limit: int = 2**20) -> bytes:
        """The first `limit` bytes of a member."""
        content = b""
        for chunk in self._expand(self.zip.getinfo(name)):
            content += chunk
            if len(content) >= limit:
                break
        return content[:limit]

    @contextmanager
    def copied(self, name: str) -> Iterator[BinaryIO]:
        """A member as a file of its own, gone after the `with`."""
        with SpooledTemporaryFile(max_size=4 * 2**20) as copy:
            for chunk in self._expand(self.zip.getinfo(name)):
                copy.write(chunk)
            yield copy

    def is_stored(self, name: str) -> bool:
        return self.zip.getinfo(name).compress_type == zipfile.ZIP_STORED

    def _check_end(self) -> None:
        """Look at the last record before zipfile believes it and reads a list without end."""
        length = END.size + 20
        self.file.seek(max(self.size - length, 0))
        tail = self.file.read(length)
        if len(tail) < END.size:
            raise refusal(DAMAGED, "damaged")
        signature, *_counts, directory_size, _offset, comment = END.unpack(tail[-END.size :])
        if signature != END_SIGNATURE or comment:
            raise refusal(HIDDEN if END_SIGNATURE in self._tail() else DAMAGED, "polyglot")
        # A name may take 64 KB, but no honest list comes near this size.
        if tail.startswith(END64_SIGNATURE) or directory_size > MAX_MEMBERS * 1024:
            raise refusal(TOO_MANY, "bomb", limit=MAX_MEMBERS)

    def _tail(self) -> bytes:
        self.file.seek(max(self.size - 2**16 - END.size, 0))
        return self.file.read()

    def _check_members(self) -> None:
        names = [member.filename for member in self.members]
        if len(set(names)) < len(names):
            raise refusal(HIDDEN, "polyglot")
        for member in self.members:
            if member.flag_bits & 0x1:
                raise refusal(PROTECTED, "protected")
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise refusal(DAMAGED, "damaged")
            parts = member.filename.replace("\\", "/").split("/")
            if parts[0] == "" or ".." in parts or stat.S_ISLNK(member.external_attr >> 16):
                raise refusal(HIDDEN, "polyglot")

    def _read_all(self, allowance: Allowance) -> None:
        expanded = sum(member.file_size for member in self.members)
        if expanded > max(RATIO_COUNTS_FROM, self.size * MAX_RATIO):
            raise refusal(TOO_BIG, "bomb")
        allowance.take_bytes(expanded)
        end = 0
        for member in sorted(self.members, key=lambda member: member.header_offset):
            start = self._start(member)
            if not end <= member.header_offset <= end + (DESCRIPTOR if end else 0):
                raise refusal(HIDDEN, "polyglot")
            end = start + member.compress_size
            for _chunk in self._expand(member):
                pass
        if not end <= self.zip.start_dir <= end + DESCRIPTOR:
            raise refusal(HIDDEN, "polyglot")

    def _start(self, member: zipfile.ZipInfo) -> int:
        """Where a member's own bytes begin; what stands there must be the member named."""
        self.zip.open(member).close()
        self.file.seek(member.header_offset)
        fields = LOCAL.unpack(self.file.read(LOCAL.size))
        return member.header_offset + LOCAL.size + fields[-2] + fields[-1]

    def _expand(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """A member's content, held to the size and checksum that it declares.

        zipfile itself stops at the declared size and never sees that more would follow.
        """
        chunks = self._packed(member)
        if member.compress_type == zipfile.ZIP_DEFLATED:
            chunks = _inflated(chunks)
        size = checksum = 0
        for chunk in chunks:
            size += len(chunk)
            checksum = zlib.crc32(chunk, checksum)
            if size > member.file_size:
                raise refusal(TOO_BIG, "bomb")
            yield chunk
        if size != member.file_size or checksum != member.CRC:
            raise refusal(DAMAGED, "damaged")

    def _packed(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        position, left = self._start(member), member.compress_size
        while left:
            self.file.seek(position)
            chunk = self.file.read(min(CHUNK, left))
            if not chunk:
                raise refusal(DAMAGED, "damaged")
            position, left = position + len(chunk), left - len(chunk)
            yield chunk


def _inflated(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack in small pieces, so that whoever reads may stop before a bomb fills the memory."""
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    for chunk in chunks:
        while chunk and not inflate.eof:
            yield inflate.decompress(chunk, CHUNK)
            chunk = inflate.unconsumed_tail
        if inflate.unused_data or (chunk and inflate.eof):
            raise refusal(HIDDEN, "polyglot")
    yield inflate.flush()  # at most a few thousand bytes are left
    if not inflate.eof:
        raise refusal(DAMAGED, "damaged")
