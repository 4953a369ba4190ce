"""Pictures to send, good and bad."""

import io
import struct
import zlib

from PIL import Image


def picture(width: int = 300, height: int = 200, kept_as: str = "PNG", **options) -> bytes:
    """The left half red, the right half blue; a green dot in the upper left corner."""
    image = Image.new("RGB", (width, height), "red")
    image.paste((0, 0, 255), (width // 2, 0, width, height))
    image.paste((0, 255, 0), (0, 0, width // 10, height // 10))
    buffer = io.BytesIO()
    image.save(buffer, kept_as, **options)
    return buffer.getvalue()


def png_that_says(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG whose header says it is that large; `data` is what it has for pixels, packed."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def opened(data: bytes) -> Image.Image:
    """A picture of ours, to look at its pixels."""
    return Image.open(io.BytesIO(data)).convert("RGB")
