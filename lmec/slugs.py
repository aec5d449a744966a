"""The last part of an address: ASCII, short, and nobody else's."""

from django.db import models
from slugify import slugify

MAX_LENGTH = 80


def ascii_slug(text: str) -> str:
    """Words of `text` in ASCII, at most 80 characters and cut between words; "" if none is left.

    Text in other scripts is romanized, so the result is a suggestion that an editor may change.
    """
    return slugify(text, max_length=MAX_LENGTH, word_boundary=True, save_order=True)


def unique_slug(taken: models.QuerySet, text: str, fallback: str) -> str:
    """A slug for `text` that no row of `taken` has; `fallback` stands in for text without words.

    A second "work-meeting" becomes "work-meeting-2".
    """
    base = ascii_slug(text) or ascii_slug(fallback)
    used = set(taken.filter(slug__startswith=base[: MAX_LENGTH - 6]).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in used:
        number += 1
        ending = f"-{number}"
        slug = base[: MAX_LENGTH - len(ending)].rstrip("-") + ending
    return slug
