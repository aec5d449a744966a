"""The guides lead to what exists."""

import re
from pathlib import Path

import pytest
from django.utils.text import slugify

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")


def headings(page: Path) -> set[str]:
    return {slugify(line.strip("# ")) for line in re.findall(r"^#+ .*", page.read_text(), re.M)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_guide_leads_somewhere(page):
    for link in LINK.findall(page.read_text()):
        if link.startswith(("http:", "https:")):
            continue
        name, _hash, heading = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        assert not heading or heading in headings(target), link


def test_every_decision_is_listed():
    folder = ROOT / "docs" / "decisions"
    listed = set(LINK.findall((folder / "README.md").read_text()))
    assert {page.name for page in folder.glob("*.md")} - {"README.md"} == listed


@pytest.mark.parametrize("picture", (ROOT / "docs").rglob("*.png"), ids=lambda path: path.name)
def test_every_picture_is_small_and_shown(picture):
    assert picture.stat().st_size <= 150 * 1024
    assert any(f"{picture.name})" in page.read_text() for page in PAGES)
