"""The table of contents of a compound file, which .doc, .xls and .ppt documents are."""

import struct
from typing import BinaryIO

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Sector numbers from here on are marks, such as the end of a chain.
FIRST_MARK = 0xFFFFFFFA
NOTHING = 0xFFFFFFFF
ENTRY = 128


def root_names(file: BinaryIO) -> set[str]:
    """Names of the streams and storages at the top; what is embedded deeper is left out.

    A file that is broken raises ValueError.
    """
    try:
        return _Compound(file).root_names()
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        msg = "the compound file is broken"
        raise ValueError(msg) from error


class _Compound:
    def __init__(self, file: BinaryIO):
        self.file = file
        header = self._bytes_at(0, 512)
        shift, fat_count, first_directory = (
            struct.unpack_from("<H", header, 0x1E)[0],
            *struct.unpack_from("<2I", header, 0x2C),
        )
        if header[:8] != SIGNATURE or shift not in (9, 12):
            msg = "not a compound file"
            raise ValueError(msg)
        self.sector_size = 1 << shift
        self.first_directory = first_directory
        self.fat = self._fat_sectors(header, fat_count)

    def _bytes_at(self, offset: int, count: int) -> bytes:
        self.file.seek(offset)
        return self.file.read(count)

    def _sector(self, number: int) -> bytes:
        return self._bytes_at((number + 1) * self.sector_size, self.sector_size)

    def _fat_sectors(self, header: bytes, count: int) -> list[int]:
        """Where the parts of the allocation table lie; the header holds the first 109."""
        sectors = list(struct.unpack_from("<109I", header, 0x4C))
        following = struct.unpack_from("<I", header, 0x44)[0]
        per_sector = self.sector_size // 4
        while following < FIRST_MARK and len(sectors) < count:
            *more, following = struct.unpack(f"<{per_sector}I", self._sector(following))
            sectors += more
        return sectors[:count]

    def _chain(self, sector: int):
        """The sectors of a stream, from its first on."""
        seen = set()
        while sector < FIRST_MARK and sector not in seen:
            seen.add(sector)
            yield self._sector(sector)
            part, place = divmod(sector, self.sector_size // 4)
            offset = (self.fat[part] + 1) * self.sector_size + place * 4
            sector = struct.unpack("<I", self._bytes_at(offset, 4))[0]

    def root_names(self) -> set[str]:
        entries = b"".join(self._chain(self.first_directory))
        names, seen = set(), set()
        pending = [struct.unpack_from("<I", entries, 0x4C)[0]]  # the root's child
        while pending:
            number = pending.pop()
            if number == NOTHING or number in seen:
                continue
            seen.add(number)
            start = number * ENTRY
            length = struct.unpack_from("<H", entries, start + 0x40)[0]
            names.add(entries[start : start + max(length - 2, 0)].decode("utf-16-le"))
            pending += struct.unpack_from("<2I", entries, start + 0x44)  # its siblings
        return names
