"""Which stored files nothing mentions any more."""

from datetime import timedelta

import pytest
from django.contrib.flatpages.models import FlatPage
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages

from lmec.userfiles import ending, name_content, unused_files
from tests.lmec.samples import HTML, SVG, pdf

NO_TIME = timedelta(seconds=-5)


@pytest.fixture
def page(db):
    stem = "a" * 32
    for name in (f"{stem}.jpg", f"{stem}-logo-176-50-50.webp", f"{'b' * 32}.jpg", "notes.txt"):
        default_storage.save(f"pictures/{name}", ContentFile(b"x"))
    return FlatPage.objects.create(url="/x/", content=f'<img src="/media/pictures/{stem}.jpg">')


def test_file_that_no_row_mentions_is_unused(page):
    assert unused_files(default_storage, "pictures", NO_TIME) == [f"pictures/{'b' * 32}.jpg"]


def test_picture_and_its_renditions_are_unused_once_the_text_is_gone(page):
    page.delete()
    assert unused_files(default_storage, "pictures", NO_TIME) == [
        f"pictures/{'a' * 32}-logo-176-50-50.webp",
        f"pictures/{'a' * 32}.jpg",
        f"pictures/{'b' * 32}.jpg",
    ]


def test_young_file_is_left_for_a_form_that_is_still_open(page):
    assert unused_files(default_storage, "pictures") == []


@pytest.mark.django_db
def test_attachments_are_told_in_the_same_way():
    storages["attachments"].save("c" * 32 + ".pdf", ContentFile(b"x"))
    assert unused_files(storages["attachments"], older_than=NO_TIME) == ["c" * 32 + ".pdf"]


@pytest.mark.parametrize(
    ("head", "phrase"),
    [
        (SVG, "an SVG drawing"),
        (b"<svg>", "an SVG drawing"),
        (HTML, "a web page"),
        (pdf(), "a PDF document"),
    ],
)
def test_content_has_a_name(head, phrase):
    assert name_content(head) == phrase


def test_unknown_content_has_none():
    assert name_content(b"hello") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.JPG", "jpg"), ("a.tar.gz", "gz"), ("a", ""), ("", ""), (None, ""), ("a.b/c", "")],
)
def test_ending_follows_the_last_dot(name, expected):
    assert ending(name) == expected
