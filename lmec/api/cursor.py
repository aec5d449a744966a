"""Where a page of a list ended, as a word that callers hand back and need not understand."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

CURSOR = re.compile(r"[A-Za-z0-9_-]{11}")
LENGTH = 8  # bytes of a key


def encode(key: int) -> str:
    return urlsafe_b64encode(key.to_bytes(LENGTH, "big")).decode().rstrip("=")


def decode(cursor: str) -> int:
    """The key that `encode` was given; a ValueError for anything it never gives."""
    if CURSOR.fullmatch(cursor):
        key = int.from_bytes(urlsafe_b64decode(f"{cursor}="), "big")
        if key < 1 << 63 and encode(key) == cursor:
            return key
    raise ValueError(cursor)
