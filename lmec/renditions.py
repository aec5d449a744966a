"""The smaller versions of a picture: how each is cropped, named and encoded.

A rendition's name says everything that went into it (picture, shape, width, focal point), so a
template knows the names without looking, and browsers may keep a rendition for ever.
"""

from dataclasses import dataclass
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from PIL import Image

# A rendition of 480 px must not take more; a wider one in proportion to its area.
MAX_BYTES = 60 * 1024
FORMATS = {"webp": "WEBP", "jpg": "JPEG"}
QUALITIES = range(80, 0, -10)


def crop_box(
    size: tuple[int, int], ratio: float | None, focus: tuple[int, int]
) -> tuple[float, float, float, float]:
    """The largest part of `ratio` (width by height) whose middle is as near `focus` as can be.

    `focus` is in percent from the left and from the top. Without a ratio it is the whole picture.
    """
    width, height = size
    if ratio is None:
        return (0, 0, width, height)
    across = min(width, height * ratio)
    down = across / ratio
    left = min(max(width * focus[0] / 100 - across / 2, 0), width - across)
    top = min(max(height * focus[1] / 100 - down / 2, 0), height - down)
    return (left, top, left + across, top + down)


@dataclass(frozen=True)
class Rendition:
    """One smaller version; it is stored twice, as `name`.webp and `name`.jpg."""

    name: str
    width: int
    height: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class Sources:
    """What a `<picture>` needs; templates/_picture.html writes it.

    `src`, `width` and `height` are those of the smallest JPEG, `largest` is the address of the
    largest. `sizes` is how wide the page shows it, unless a page says otherwise.
    """

    webp_srcset: str
    jpeg_srcset: str
    src: str
    largest: str
    width: int
    height: int
    alt: str
    sizes: str


@dataclass(frozen=True)
class Shape:
    """A way to show pictures: its proportions, and how wide its renditions are at most."""

    name: str
    ratio: float | None
    widths: tuple[int, ...]
    sizes: str

    def renditions(
        self, original: str, size: tuple[int, int], focus: tuple[int, int]
    ) -> list[Rendition]:
        """From small to large and never wider than the picture, so a small one may have one."""
        box = crop_box(size, self.ratio, focus)
        across, down = box[2] - box[0], box[3] - box[1]
        stem = original.rpartition(".")[0]
        return [
            Rendition(
                name=f"{stem}-{self.name}-{width}-{focus[0]}-{focus[1]}",
                width=width,
                height=max(1, round(width * down / across)),
                box=box,
            )
            for width in sorted({max(1, min(width, int(across))) for width in self.widths})
        ]

    def sources(
        self, storage: Storage, original: str, size: tuple[int, int], focus: tuple[int, int], alt
    ) -> Sources:
        renditions = self.renditions(original, size, focus)
        webp = [storage.url(f"{rendition.name}.webp") for rendition in renditions]
        jpeg = [storage.url(f"{rendition.name}.jpg") for rendition in renditions]
        widths = [rendition.width for rendition in renditions]
        return Sources(
            webp_srcset=_srcset(webp, widths),
            jpeg_srcset=_srcset(jpeg, widths),
            src=jpeg[0],
            largest=jpeg[-1],
            width=renditions[0].width,
            height=renditions[0].height,
            alt=alt,
            sizes=self.sizes,
        )


GALLERY = Shape(
    "gallery", 3 / 2, (480, 960), "(min-width: 60em) 20rem, (min-width: 40em) 50vw, 100vw"
)
PORTRAIT = Shape("portrait", 1, (88, 176), "5.5rem")
LOGO = Shape("logo", None, (176, 352), "11rem")
# The whole picture as large as a page shows it, and for screens of twice the resolution.
WHOLE = Shape("whole", None, (960, 1600), "(min-width: 65em) 60rem, 100vw")
SHAPES = [GALLERY, PORTRAIT, LOGO]


def write_missing(
    storage: Storage,
    original: str,
    size: tuple[int, int],
    focus: tuple[int, int],
    shapes: list[Shape] = SHAPES,
) -> None:
    """Store each rendition of a stored picture, in each of the shapes, that is not there yet."""
    missing = {
        rendition: endings
        for shape in shapes
        for rendition in shape.renditions(original, size, focus)
        if (endings := [end for end in FORMATS if not storage.exists(f"{rendition.name}.{end}")])
    }
    if not missing:
        return
    with storage.open(original) as file, Image.open(file) as picture:
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    for rendition, endings in missing.items():
        smaller = picture.resize(
            (rendition.width, rendition.height),
            Image.Resampling.LANCZOS,
            box=rendition.box,
            reducing_gap=2,
        )
        for end in endings:
            content = ContentFile(_fitting(smaller, FORMATS[end]))
            storage.save(f"{rendition.name}.{end}", content)


def encode(image: Image.Image, format: str, **options) -> bytes:
    """The picture's bytes and nothing else: no camera data, no comment, no color profile."""
    image.info = {}  # Pillow would write some of it back.
    if format == "JPEG":
        options |= {"optimize": True, "progressive": True}
    output = BytesIO()
    image.save(output, format, **options)
    return output.getvalue()


def _fitting(image: Image.Image, format: str) -> bytes:
    """The picture in the best quality that keeps it small; JPEG shows it on white."""
    if format == "JPEG" and image.mode == "RGBA":
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    limit = MAX_BYTES * max(1, image.width / 480) ** 2
    for quality in QUALITIES:
        content = encode(image, format, quality=quality)
        if len(content) <= limit:
            break
    return content


def _srcset(addresses: list[str], widths: list[int]) -> str:
    pairs = zip(addresses, widths, strict=True)
    return ", ".join(f"{address} {width}w" for address, width in pairs)
