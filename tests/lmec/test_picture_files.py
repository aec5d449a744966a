"""What an upload becomes, and what is refused."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from lmec.picture_files import CleanPicture, read_picture
from tests.lmec.samples import HTML, SVG, office, opened, pdf, picture, upload


def refusal(content: bytes, name="a.jpg") -> str:
    with pytest.raises(ValidationError) as caught:
        read_picture(upload(content, name))
    (sentence,) = caught.value.messages
    return sentence


DAMAGED = "The picture is damaged or incomplete. Save it again in a picture program."
HIDDEN = "The picture file has something else hidden in it. Save it again in a picture program."


@pytest.mark.parametrize(
    ("format", "name"), [("JPEG", "A.JPEG"), ("PNG", "a.png"), ("WEBP", "a.webp")]
)
def test_opaque_picture_becomes_a_jpeg_of_random_name(format, name):
    clean = read_picture(upload(picture(format), name))
    assert isinstance(clean, CleanPicture)
    assert clean.name.endswith(".jpg")
    assert len(clean.name) == 36
    assert (opened(clean).format, opened(clean).size) == ("JPEG", (60, 40))


@pytest.mark.parametrize(("format", "ending"), [("PNG", "png"), ("WEBP", "webp")])
def test_transparent_picture_keeps_its_format_and_every_pixel(format, ending):
    color = (12, 200, 77, 120)
    original = picture(format, mode="RGBA", color=color, lossless=True)
    clean = read_picture(upload(original, f"a.{ending}"))
    assert clean.name.endswith(f".{ending}")
    assert opened(clean).format == format
    assert opened(clean).getpixel((5, 5)) == color


def test_picture_whose_transparency_hides_nothing_becomes_a_jpeg():
    clean = read_picture(upload(picture("PNG", mode="RGBA", color=(9, 9, 9, 255)), "a.png"))
    assert opened(clean).format == "JPEG"


def test_long_side_is_cut_to_2400_pixels():
    clean = read_picture(upload(picture(size=(6000, 3000)), "a.jpg"))
    assert opened(clean).size == (2400, 1200)


def test_small_picture_is_not_enlarged():
    assert opened(read_picture(upload(picture(size=(1, 1)), "a.jpg"))).size == (1, 1)


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [
        (1, (0, 0)),
        (2, (1, 0)),
        (3, (1, 1)),
        (4, (0, 1)),
        (5, (0, 0)),
        (6, (1, 0)),
        (7, (1, 1)),
        (8, (0, 1)),
    ],
)
def test_every_orientation_is_turned_upright(orientation, corner):
    """The camera stored its first corner, white here, where the tag says it belongs."""
    image = Image.new("RGB", (60, 40))
    image.paste("white", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = orientation
    output = BytesIO()
    image.save(output, "JPEG", exif=exif)
    clean = opened(read_picture(upload(output.getvalue(), "a.jpg")))
    assert clean.size == ((60, 40) if orientation < 5 else (40, 60))
    right, bottom = clean.width - 6, clean.height - 6
    assert min(clean.getpixel((right if corner[0] else 5, bottom if corner[1] else 5))) > 200
    assert max(clean.getpixel((5 if corner[0] else right, 5 if corner[1] else bottom))) < 60


def test_no_metadata_survives():
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    secret = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SecretPlace</x:xmpmeta>"
    original = picture(exif=exif, comment=b"SecretComment", xmp=secret)
    assert b"SecretCamera" in original
    clean = read_picture(upload(original, "a.jpg"))
    clean.seek(0)
    assert b"Secret" not in clean.read()
    assert opened(clean).info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"} | {
        "progressive",
        "progression",
    }
    assert dict(opened(clean).getexif()) == {}


def test_no_metadata_survives_in_a_transparent_png():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "SecretAuthor")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    color = (1, 2, 3, 4)
    original = picture("PNG", mode="RGBA", color=color, pnginfo=notes, icc_profile=profile)
    assert b"SecretAuthor" in original
    assert opened(read_picture(upload(original, "a.png"))).info == {}


def test_colors_of_another_profile_are_converted():
    """A profile whose red and green are exchanged, which shows at once if it is ignored."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = profile.index(b"rXYZ"), profile.index(b"gXYZ")
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    original = picture(color=(250, 0, 0), icc_profile=bytes(profile), quality=95)
    shown = opened(read_picture(upload(original, "a.jpg"))).getpixel((5, 5))
    assert shown[1] > 200
    assert shown[0] < 60


def test_broken_color_profile_is_ignored():
    original = picture(color=(250, 0, 0), icc_profile=b"nonsense" * 40)
    assert opened(read_picture(upload(original, "a.jpg"))).getpixel((5, 5))[0] > 240


@pytest.mark.parametrize(
    ("format", "mode", "color"),
    [
        ("JPEG", "L", 200),
        ("JPEG", "CMYK", (0, 0, 0, 55)),
        ("PNG", "L", 200),
        ("PNG", "LA", (200, 255)),
        ("PNG", "1", 1),
        ("PNG", "I;16", 200 * 256),
        ("PNG", "P", 0),
    ],
)
def test_every_mode_keeps_its_brightness(format, mode, color):
    image = Image.new(mode, (60, 40), color)
    if mode == "P":
        image.putpalette([200, 200, 200])
    output = BytesIO()
    image.save(output, format)
    clean = opened(read_picture(upload(output.getvalue(), f"a.{format.lower()}")))
    expected = 255 if mode == "1" else 200
    assert clean.mode == "RGB"
    assert clean.getpixel((5, 5)) == pytest.approx((expected,) * 3, abs=3)


def test_palette_with_a_transparent_entry_stays_transparent():
    original = picture("PNG", mode="P", transparency=0)
    assert opened(read_picture(upload(original, "a.png"))).getpixel((5, 5))[3] == 0


def test_telephone_photograph_of_several_pictures_gives_its_first():
    output = BytesIO()
    first, second = Image.new("RGB", (60, 40), "white"), Image.new("RGB", (60, 40))
    first.save(output, "MPO", save_all=True, append_images=[second])
    clean = opened(read_picture(upload(output.getvalue(), "a.jpg")))
    assert clean.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (SVG, "a.svg", "This is an SVG drawing. Choose a JPEG, PNG or WebP picture."),
        (SVG, "a.png", "This is an SVG drawing. Choose a JPEG, PNG or WebP picture."),
        (HTML, "a.html", "This is a web page. Choose a JPEG, PNG or WebP picture."),
        (pdf(), "a.png", "This is a PDF document. Choose a JPEG, PNG or WebP picture."),
        (b"GIF89a", "a.gif", "This is a GIF picture. Choose a JPEG, PNG or WebP picture."),
        (
            b"\0\0\0\x18ftypheic",
            "a.heic",
            "This is a HEIC photograph. Choose a JPEG, PNG or WebP picture.",
        ),
        (b"MZ\x90", "a.jpg", "This is a program. Choose a JPEG, PNG or WebP picture."),
        (
            office(),
            "a.jpg",
            "This is an Office document or a zip archive. Choose a JPEG, PNG or WebP picture.",
        ),
        (b"hello", "a.jpg", "This is not a picture. Choose a JPEG, PNG or WebP file."),
        (b"", "a.jpg", "This is not a picture. Choose a JPEG, PNG or WebP file."),
    ],
)
def test_anything_else_is_refused_by_what_it_is(content, name, sentence):
    assert refusal(content, name) == sentence


def test_name_that_lies_is_refused_with_what_the_picture_is():
    assert refusal(picture("JPEG"), "a.png") == (
        "The file name ends in “.png”, but this is a JPEG picture. Rename it to end in “.jpg”."
    )


def test_picture_named_as_a_page_is_refused():
    assert refusal(picture("PNG"), "a.html") == (
        "The file name ends in “.html”, but this is a PNG picture. Rename it to end in “.png”."
    )


def test_name_without_an_ending_does_not_lie():
    assert read_picture(upload(picture("PNG"), "image")).name.endswith(".jpg")


@pytest.mark.parametrize("tail", [b"<script>x</script>", b"<?php x", pdf(), b"<HTML>"])
def test_picture_that_is_also_something_else_is_refused(tail):
    assert refusal(picture() + tail) == HIDDEN


def test_too_many_bytes_are_refused_before_anything_is_decoded(settings):
    settings.PICTURE_MAX_BYTES = 1024 * 1024
    assert refusal(picture() + b"\0" * 1024 * 1024) == (
        "The picture is larger than 1 MB. Save it smaller and try again."
    )


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises pixels and holds none."""

    def chunk(kind, content):
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">2I5B", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("side", [7_100, 12_000, 60_000])
def test_pixel_bomb_is_refused_by_its_header(side):
    assert refusal(png_header(side, side), "a.png") == (
        "The picture has more than 50 million pixels. Save it smaller and try again."
    )


def test_jpeg_of_endless_scans_is_refused():
    """Each scan costs a pass over every pixel; a few bytes more buy a worker's minute."""
    content = picture(progressive=True)
    scan = content[content.rindex(b"\xff\xda") : -2]
    assert refusal(content[:-2] + scan * 200 + content[-2:]) == DAMAGED


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_animation_is_refused(format):
    output = BytesIO()
    second = Image.new("RGB", (60, 40), "white")
    Image.new("RGB", (60, 40)).save(output, format, save_all=True, append_images=[second])
    assert refusal(output.getvalue(), f"a.{format.lower()}") == (
        "The picture is animated. Save a single frame as JPEG or PNG and choose that."
    )


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("kept", [12, 0.5, 0.9])
def test_truncated_picture_is_refused(format, kept):
    output = BytesIO()
    Image.effect_noise((60, 40), 90).convert("RGB").save(output, format)
    content = output.getvalue()
    cut = content[: kept if kept == 12 else int(len(content) * kept)]
    assert refusal(cut, f"a.{format.lower()}") == DAMAGED


SEEDS = [
    picture("JPEG", comment=b"x"),
    picture("JPEG", progressive=True, exif=b"Exif\0\0II*\0\x08\0\0\0\0\0"),
    picture("PNG", mode="P", transparency=0),
    picture("PNG", mode="I;16"),
    picture("WEBP", mode="RGBA"),
]


@hypothesis_settings(deadline=None, max_examples=150)
@given(
    seed=st.sampled_from(SEEDS),
    changes=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=6)), max_size=6
    ),
    kept=st.floats(0.1, 1),
)
def test_no_bytes_cause_anything_but_a_picture_or_a_sentence(seed, changes, kept):
    content = bytearray(seed)
    for place, replacement in changes:
        start = int(place * len(content))
        content[start : start + len(replacement)] = replacement
    try:
        clean = read_picture(upload(bytes(content[: int(len(content) * kept)])))
    except ValidationError:
        return
    assert max(opened(clean).size) <= 2400


@hypothesis_settings(deadline=None)
@given(st.binary(max_size=200))
def test_random_bytes_are_refused_with_a_sentence(content):
    assert refusal(content).endswith(".")
