"""What every page loads stays small, and needs nothing that the content security policy forbids."""

import gzip
from pathlib import Path

from PIL import Image

SITE = Path(__file__).parent.parent / "static" / "site"


def test_the_stylesheet_stays_within_8_kb_compressed():
    assert len(gzip.compress((SITE / "site.css").read_bytes())) <= 8 * 1024


def test_the_script_stays_within_5_kb():
    assert (SITE / "site.js").stat().st_size <= 5 * 1024


def test_the_stylesheet_brings_nothing_that_the_policy_forbids():
    css = (SITE / "site.css").read_text()
    assert [word for word in ("@import", "@font-face", "url(data", "//") if word in css] == []


def test_the_picture_for_shared_links_has_the_size_that_the_head_states():
    with Image.open(SITE / "share.png") as picture:
        assert picture.size == (1200, 630)
    assert (SITE / "share.png").stat().st_size <= 60 * 1024
