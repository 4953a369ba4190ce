"""Pictures by Pillow: unpack what strangers sent, carefully; pack what we show."""

import contextlib
import io
import warnings

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from aethex_live.domain.image import SHAPES, Crop, Format, Kind, Source, check_size, cut
from aethex_live.errors import InvalidInput

_SRGB = ImageCms.createProfile("sRGB")
_CAREFUL = {
    Format.WEBP: {"format": "WEBP", "quality": 82, "method": 4},
    Format.AVIF: {"format": "AVIF", "quality": 62, "speed": 8, "max_threads": 1},
}
_QUICK = {  # a third of the time for a third more bytes
    Format.WEBP: _CAREFUL[Format.WEBP] | {"method": 2},
    Format.AVIF: _CAREFUL[Format.AVIF] | {"speed": 9},
}


def convert(data: bytes, source: Source, kind: Kind, crop: Crop | None) -> dict[tuple[int, Format], bytes]:
    """All sizes and formats of a picture that was sent. Nothing of its file survives but what is seen."""
    return pack(unpack(data, source, kind, crop), kind)


def unpack(data: bytes, source: Source, kind: Kind, crop: Crop | None) -> Image.Image:
    """The part of the picture that is kept, upright, in sRGB; refused when it cannot be had."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # our own limit is below the one that Pillow warns of
            picture = Image.open(io.BytesIO(data), formats=[source.value])
            check_size(*picture.size)
            picture.load()
        ImageOps.exif_transpose(picture, in_place=True)
        box = cut(kind, *picture.size, crop)
        return _plain(picture.crop((box.x, box.y, box.x + box.width, box.y + box.height)))
    except Image.DecompressionBombError as error:
        raise _refusal("The picture has far too many pixels. Send a smaller one.") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise _refusal(
            "The picture is damaged or not what it seems to be. Save it again and send that."
        ) from error


def pack(picture: Image.Image, kind: Kind, *, quick: bool = False) -> dict[tuple[int, Format], bytes]:
    """All sizes and formats of a picture of the right shape."""
    options = _QUICK if quick else _CAREFUL
    made = {}
    for width in sorted(SHAPES[kind].widths, reverse=True):
        picture = picture.resize(SHAPES[kind].size(width), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for kept_as in Format:
            buffer = io.BytesIO()
            picture.save(buffer, **options[kept_as])
            made[width, kept_as] = buffer.getvalue()
    return made


def _plain(picture: Image.Image) -> Image.Image:
    """RGB, or RGBA if it lets anything through; without metadata."""
    profile = picture.info.get("icc_profile")
    transparent = picture.has_transparency_data
    if profile and picture.mode in ("RGB", "RGBA", "CMYK"):
        # Phones and cameras have wider colours; a profile that makes no sense changes nothing.
        with contextlib.suppress(ImageCms.PyCMSError, OSError):
            mode = "RGBA" if picture.mode == "RGBA" else "RGB"
            source_profile = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            picture = ImageCms.profileToProfile(picture, source_profile, _SRGB, outputMode=mode)
    mode = "RGBA" if transparent else "RGB"
    plain = picture if picture.mode == mode else picture.convert(mode)  # which copies it all
    if transparent and plain.getextrema()[3][0] == 255:
        plain = plain.convert("RGB")
    plain.info.clear()
    return plain


def _refusal(message: str) -> InvalidInput:
    return InvalidInput(message, code="image_refused", field="image")
