"""What an uploaded picture becomes before anything is stored: pixels and nothing else."""

from contextlib import suppress
from io import BytesIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageCms

from lmec.renditions import encode
from lmec.userfiles import ending, name_content, random_name

LONG_SIDE = 2400
ENDINGS = {
    "JPEG": ["jpg", "jpeg", "jpe", "jfif"],
    "PNG": ["png"],
    "WEBP": ["webp"],
}
CONTENTS = {
    "JPEG": _("a JPEG picture"),
    "PNG": _("a PNG picture"),
    "WEBP": _("a WebP picture"),
}
# What the camera's orientation tag asks for.
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
# A progressive JPEG has about ten scans. Each costs a pass over all pixels, so a small file of
# a hundred thousand would keep a worker busy for hours.
MAX_SCANS = 100
# A picture that is also a document of another kind; re-encoding would drop it, yet whoever
# made it meant harm. Long enough not to occur by chance.
FOREIGN = [b"<script", b"<html", b"<?php", b"%pdf-"]

TOO_LARGE = _("The picture is larger than %(limit)s MB. Save it smaller and try again.")
TOO_MANY_PIXELS = _(
    "The picture has more than %(limit)s million pixels. Save it smaller and try again."
)
ANIMATED = _("The picture is animated. Save a single frame as JPEG or PNG and choose that.")
DAMAGED = _("The picture is damaged or incomplete. Save it again in a picture program.")
NOT_A_PICTURE = _("This is not a picture. Choose a JPEG, PNG or WebP file.")
OTHER_CONTENT = _("This is %(content)s. Choose a JPEG, PNG or WebP picture.")
WRONG_ENDING = _(
    "The file name ends in “.%(ending)s”, but this is %(content)s. "
    "Rename it to end in “.%(right)s”."
)
FOREIGN_CONTENT = _(
    "The picture file has something else hidden in it. Save it again in a picture program."
)


class CleanPicture(ContentFile):
    """A picture that `read_picture` has made, with nothing in it but pixels."""


def read_picture(upload: File) -> CleanPicture:
    """The upload upright, in sRGB, without metadata, at most 2400 px long, randomly named.

    The content decides the format, and a name that says otherwise is refused. Opaque pictures
    become JPEG; those with transparency keep their format, without loss. Whatever cannot be
    accepted raises a ValidationError whose sentence tells an editor what to do.
    """
    data = _bytes_of(upload)
    image = _opened(data)
    source = image.format = "JPEG" if image.format == "MPO" else image.format
    _check_ending(upload.name, source)
    _check_content(data, source)
    try:
        image = _plain(image)
        if image.mode == "RGBA":
            options = {"lossless": True, "method": 2} if source == "WEBP" else {}
            content = encode(image, source, **options)
        else:
            # Full color resolution keeps the lettering of drawings sharp.
            sharp = {"subsampling": 0} if source == "PNG" else {}
            source, content = "JPEG", encode(image, "JPEG", quality=88, **sharp)
    except Exception as error:  # Pillow raises nearly every kind for a broken file.
        raise ValidationError(DAMAGED, code="damaged") from error
    return CleanPicture(content, name=random_name(ENDINGS[source][0]))


def _bytes_of(upload: File) -> bytes:
    limit = settings.PICTURE_MAX_BYTES
    upload.seek(0)
    data = upload.read(limit + 1)
    if len(data) > limit:
        raise ValidationError(TOO_LARGE, code="bytes", params={"limit": limit // 2**20})
    return data


def _opened(data: bytes) -> Image.Image:
    """The picture with its header read and not a pixel decoded."""
    limit = settings.PICTURE_MAX_PIXELS
    too_many = ValidationError(TOO_MANY_PIXELS, code="pixels", params={"limit": limit // 10**6})
    try:
        image = Image.open(BytesIO(data), formats=list(ENDINGS))
        animated = image.format != "MPO" and getattr(image, "is_animated", False)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many from error
    except Exception as error:  # Pillow raises nearly every kind for a broken file.
        raise _not_a_picture(data) from error
    if image.width * image.height > limit:
        raise too_many
    if animated:
        raise ValidationError(ANIMATED, code="animated")
    return image


def _not_a_picture(data: bytes) -> ValidationError:
    content = name_content(data)
    if content in CONTENTS.values():
        return ValidationError(DAMAGED, code="damaged")
    if content:
        return ValidationError(OTHER_CONTENT, code="content", params={"content": content})
    return ValidationError(NOT_A_PICTURE, code="content")


def _check_ending(name: str | None, source: str) -> None:
    claimed = ending(name)
    if claimed and claimed not in ENDINGS[source]:
        params = {"ending": claimed, "content": CONTENTS[source], "right": ENDINGS[source][0]}
        raise ValidationError(WRONG_ENDING, code="ending", params=params)


def _check_content(data: bytes, source: str) -> None:
    if source == "JPEG" and data.count(b"\xff\xda") > MAX_SCANS:
        raise ValidationError(DAMAGED, code="damaged")
    lowered = data.lower()
    if any(foreign in lowered for foreign in FOREIGN):
        raise ValidationError(FOREIGN_CONTENT, code="foreign")


def _plain(image: Image.Image) -> Image.Image:
    """The picture as RGB or RGBA in sRGB, upright and small enough, whatever it came as."""
    profile = image.info.get("icc_profile")
    turn = UPRIGHT.get(_orientation(image))
    image.draft(None, (LONG_SIDE, LONG_SIDE))  # A JPEG far too large decodes smaller at once.
    if image.mode.startswith("I"):
        image.info.pop("transparency", None)
        image = image.point(lambda value: value / 256).convert("L")  # 16 bits of gray
    if image.has_transparency_data:
        image = image.convert("RGBA")
        if image.getchannel("A").getextrema()[0] == 255:
            image = image.convert("RGB")
    elif image.mode not in ("RGB", "CMYK", "L"):
        image = image.convert("RGB")
    image.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    if profile:
        # A profile that is broken, or made for other channels, says nothing of the colors.
        with suppress(ImageCms.PyCMSError, OSError, TypeError, ValueError):
            mode = "RGBA" if image.mode == "RGBA" else "RGB"
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            image = ImageCms.profileToProfile(image, given, SRGB, outputMode=mode)
    if image.mode not in ("RGB", "RGBA"):
        image = image.convert("RGB")
    return image if turn is None else image.transpose(turn)


def _orientation(image: Image.Image) -> int | None:
    with suppress(Exception):  # An unreadable tag must not cost the picture.
        return image.getexif().get(ExifTags.Base.Orientation)
    return None
