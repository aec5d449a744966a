"""How a picture is cropped, how renditions are named, and how small they are."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from lmec.renditions import GALLERY, LOGO, MAX_BYTES, PORTRAIT, WHOLE, crop_box, write_missing
from tests.lmec.samples import picture

NAME = "pictures/" + "a" * 32


def written(content: bytes, size, focus=(50, 50), ending="jpg") -> InMemoryStorage:
    storage = InMemoryStorage()
    storage.save(f"{NAME}.{ending}", ContentFile(content))
    write_missing(storage, f"{NAME}.{ending}", size, focus)
    return storage


def opened(storage, name: str) -> Image.Image:
    with storage.open(f"{NAME}-{name}") as file:
        image = Image.open(file)
        image.load()
        return image


@pytest.mark.parametrize(
    ("size", "ratio", "focus", "box"),
    [
        ((300, 100), 1, (50, 50), (100, 0, 200, 100)),
        ((300, 100), 1, (0, 50), (0, 0, 100, 100)),
        ((300, 100), 1, (100, 50), (200, 0, 300, 100)),
        ((300, 100), 1, (25, 0), (25, 0, 125, 100)),
        ((100, 300), 1, (50, 100), (0, 200, 100, 300)),
        ((300, 200), 1.5, (0, 0), (0, 0, 300, 200)),
        ((300, 100), None, (0, 0), (0, 0, 300, 100)),
    ],
)
def test_crop_is_as_large_and_as_near_the_focal_point_as_can_be(size, ratio, focus, box):
    assert crop_box(size, ratio, focus) == box


@given(
    size=st.tuples(st.integers(1, 2400), st.integers(1, 2400)),
    shape=st.sampled_from([GALLERY, PORTRAIT, LOGO, WHOLE]),
    focus=st.tuples(st.integers(0, 100), st.integers(0, 100)),
)
def test_no_rendition_is_wider_than_the_picture_or_lies_outside_it(size, shape, focus):
    renditions = shape.renditions(f"{NAME}.jpg", size, focus)
    assert 1 <= len(renditions) <= 2
    for rendition in renditions:
        left, top, right, bottom = rendition.box
        assert -0.001 <= left < right <= size[0] + 0.001
        assert -0.001 <= top < bottom <= size[1] + 0.001
        assert 1 <= rendition.width <= size[0]
        assert rendition.height >= 1


def test_sources_name_both_widths_in_both_formats():
    sources = GALLERY.sources(InMemoryStorage(), f"{NAME}.png", (2400, 1800), (25, 75), "A hall")
    small, large = (f"/media/{NAME}-gallery-{width}-25-75" for width in (480, 960))
    assert sources.webp_srcset == f"{small}.webp 480w, {large}.webp 960w"
    assert sources.jpeg_srcset == f"{small}.jpg 480w, {large}.jpg 960w"
    assert (sources.src, sources.width, sources.height) == (f"{small}.jpg", 480, 320)
    assert sources.largest == f"{large}.jpg"
    assert sources.alt == "A hall"


def test_picture_between_the_two_widths_is_not_enlarged():
    sources = GALLERY.sources(InMemoryStorage(), f"{NAME}.jpg", (700, 700), (50, 50), "")
    assert [part.split()[1] for part in sources.jpeg_srcset.split(", ")] == ["480w", "700w"]


def test_small_picture_has_one_rendition():
    sources = PORTRAIT.sources(InMemoryStorage(), f"{NAME}.jpg", (60, 200), (50, 50), "")
    assert sources.jpeg_srcset == f"/media/{NAME}-portrait-60-50-50.jpg 60w"


def test_every_file_that_sources_name_is_written():
    size = (1000, 600)
    storage = written(picture(size=size), size)
    named = set()
    for shape in (GALLERY, PORTRAIT, LOGO):
        sources = shape.sources(storage, f"{NAME}.jpg", size, (50, 50), "")
        for srcset in (sources.webp_srcset, sources.jpeg_srcset):
            named |= {
                part.split()[0].removeprefix("/media/pictures/") for part in srcset.split(", ")
            }
    assert named == set(storage.listdir("pictures")[1]) - {f"{'a' * 32}.jpg"}


@pytest.mark.parametrize(("ending", "format"), [("webp", "WEBP"), ("jpg", "JPEG")])
def test_rendition_shows_the_focal_point(ending, format):
    """A picture whose left third is white: the square at the left edge is white."""
    image = Image.new("RGB", (600, 200))
    image.paste("white", (0, 0, 200, 200))
    output = BytesIO()
    image.save(output, "JPEG")
    left = opened(written(output.getvalue(), image.size, (0, 50)), f"portrait-88-0-50.{ending}")
    right = opened(
        written(output.getvalue(), image.size, (100, 50)), f"portrait-88-100-50.{ending}"
    )
    assert (left.format, left.size) == (format, (88, 88))
    assert min(left.getpixel((44, 44))) > 240
    assert max(right.getpixel((44, 44))) < 15


def test_logo_is_whole_and_stays_transparent_or_stands_on_white():
    storage = written(picture("PNG", (400, 100), "RGBA"), (400, 100), ending="png")
    webp, jpeg = (opened(storage, f"logo-176-50-50.{ending}") for ending in ("webp", "jpg"))
    assert webp.size == jpeg.size == (176, 44)
    assert webp.getpixel((5, 5))[3] == 0
    assert jpeg.getpixel((5, 5)) == (255, 255, 255)


def test_a_whole_picture_is_written_only_where_it_is_asked_for():
    size = (2000, 1000)
    storage = written(picture(size=size), size)
    assert not storage.exists(f"{NAME}-whole-960-50-50.jpg")
    write_missing(storage, f"{NAME}.jpg", size, (50, 50), [WHOLE])
    assert opened(storage, "whole-960-50-50.webp").size == (960, 480)
    assert opened(storage, "whole-1600-50-50.jpg").size == (1600, 800)


def test_rendition_of_480_pixels_takes_at_most_60_kilobytes_whatever_it_shows():
    noise = Image.merge("RGB", [Image.effect_noise((1600, 1200), 200) for _band in "RGB"])
    output = BytesIO()
    noise.save(output, "JPEG", quality=95)
    storage = written(output.getvalue(), noise.size)
    for ending in ("webp", "jpg"):
        assert storage.size(f"{NAME}-gallery-480-50-50.{ending}") <= MAX_BYTES


def test_rendition_that_exists_is_left_alone():
    storage = written(picture(size=(600, 400)), (600, 400))
    name = f"{NAME}-gallery-480-50-50.jpg"
    before = storage.listdir("pictures"), storage.get_modified_time(name)
    write_missing(storage, f"{NAME}.jpg", (600, 400), (50, 50))
    assert (storage.listdir("pictures"), storage.get_modified_time(name)) == before
