"""Rules for pictures: what may be sent, which shapes and sizes are made of it, and where they are found."""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from aethex_live.errors import InvalidInput, Words

LARGEST_UPLOAD = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 16_000
ID = re.compile(r"[0-9a-f]{32}")
CROP_TOLERANCE = 0.02  # of the shape: browsers round to whole pixels


class Kind(StrEnum):
    """What a picture is for."""

    AVATAR = "avatar"
    BANNER = "banner"
    POSTER = "poster"  # stands for a channel on cards, and in the player while it is offline
    ART = "art"  # stands for a category


class Format(StrEnum):
    """What is stored of every size."""

    WEBP = "webp"
    AVIF = "avif"


MIME = {Format.WEBP: "image/webp", Format.AVIF: "image/avif"}


@dataclass(frozen=True, slots=True)
class Shape:
    """The sides' ratio, the widths that are made, and the one that a bare address gives."""

    ratio: tuple[int, int]
    widths: tuple[int, ...]
    default: int

    def size(self, width: int) -> tuple[int, int]:
        """Width and height of one of the sizes."""
        return width, round(width * self.ratio[1] / self.ratio[0])


SHAPES = {
    Kind.AVATAR: Shape((1, 1), (64, 128, 256), 256),
    Kind.BANNER: Shape((4, 1), (800, 1600), 1600),
    Kind.POSTER: Shape((16, 9), (320, 640, 1280), 640),
    Kind.ART: Shape((3, 4), (180, 360), 360),
}


@dataclass(frozen=True, slots=True)
class Crop:
    """What shall be seen: a rectangle in pixels of the picture as it is shown, turned upright."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that is ready to be put somewhere. `url` as it is gives a middling size."""

    id: str
    kind: Kind
    url: str


class Source(StrEnum):
    """What may be sent; the values are the decoders' names."""

    JPEG = "JPEG"
    PNG = "PNG"
    GIF = "GIF"
    WEBP = "WEBP"
    AVIF = "AVIF"


def sniff(data: bytes) -> Source:
    """What it is by its first bytes, whatever its name says; refused unless it is a picture that we take."""
    if not data:
        raise _refusal("The file is empty.")
    if len(data) > LARGEST_UPLOAD:
        raise _refusal(
            Words("The picture is larger than {most} MB. Send a smaller one.", most=LARGEST_UPLOAD // 1024**2)
        )
    if data.startswith(b"\xff\xd8\xff"):
        return Source.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Source.PNG
    if data.startswith((b"GIF87a", b"GIF89a")):
        return Source.GIF
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Source.WEBP
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return Source.AVIF
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1"):
        raise _refusal("This is a HEIC picture. Export it as JPEG and send that.")
    if b"<svg" in data[:1024].lower():
        raise _refusal("SVG drawings are not taken. Export it as PNG and send that.")
    raise _refusal("This is not a picture that we can read. Send a JPEG, PNG, WebP, AVIF or GIF.")


def check_size(width: int, height: int) -> None:
    """Refuse what would take too much memory to unpack."""
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise _refusal(
            Words(
                "The picture has {width} x {height} pixels, which is too many. Send a smaller one.",
                width=width,
                height=height,
            )
        )


def cut(kind: Kind, width: int, height: int, crop: Crop | None) -> Crop:
    """What is kept of a picture: the crop, or as much as fits the shape, from the middle."""
    shape = SHAPES[kind]
    ratio = shape.ratio[0] / shape.ratio[1]
    if crop is not None:
        inside = 0 <= crop.x < crop.x + crop.width <= width and 0 <= crop.y < crop.y + crop.height <= height
        if not inside or abs(crop.width / crop.height / ratio - 1) > CROP_TOLERANCE:
            raise _refusal("The chosen part does not fit the picture. Choose it again.")
    elif width / height > ratio:
        kept = round(height * ratio)
        crop = Crop((width - kept) // 2, 0, kept, height)
    else:
        kept = min(height, round(width / ratio))
        crop = Crop(0, (height - kept) // 2, width, kept)
    if crop.width < shape.widths[0]:
        least_width, least_height = shape.size(shape.widths[0])
        raise _refusal(
            Words(
                "The picture is too small. It needs at least {width} x {height} pixels.",
                width=least_width,
                height=least_height,
            )
        )
    return crop


def image_id(source: bytes, kind: Kind, crop: Crop | None, uploader: str) -> str:
    """The same picture, sent again by the same person, is the same."""
    digest = hashlib.sha256(repr((kind.value, crop, uploader)).encode())
    digest.update(source)
    return digest.hexdigest()[:32]


def address(kind: Kind, image: str) -> str:
    """Where a picture is found; with `/WIDTH` or `/WIDTH.FORMAT` behind it, in that size."""
    return f"/images/{kind}/{image}"


def stored_name(kind: Kind, image: str, width: int, kept_as: Format) -> str:
    """Its name in the store."""
    return f"{stored_prefix(kind, image)}{width}.{kept_as}"


def stored_prefix(kind: Kind, image: str) -> str:
    """What the names of all its sizes begin with."""
    return f"images/{kind}/{image[:2]}/{image}/"


def _refusal(message: str) -> InvalidInput:
    return InvalidInput(message, code="image_refused", field="image")
