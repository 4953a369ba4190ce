"""The box syntax of ISO 14496-12, as far as our own files and those of a hostile writer need it."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass


class BoxError(Exception):
    """The bytes are not the MP4 that they should be."""


@dataclass(frozen=True, slots=True)
class Box:
    kind: bytes
    body: memoryview
    offset: int  # of the box's first byte in the buffer that was walked

    @property
    def size(self) -> int:
        """With its header."""
        return len(self.body) + 8


def walk(data: bytes | memoryview) -> Iterator[Box]:
    view = memoryview(data)
    place = 0
    while place + 8 <= len(view):
        size, kind = struct.unpack_from(">I4s", view, place)
        if size < 8 or place + size > len(view):
            raise BoxError(f"box {kind!r} claims {size} bytes where {len(view) - place} are left")
        yield Box(kind, view[place + 8 : place + size], place)
        place += size


def find(data: bytes | memoryview, *path: bytes) -> memoryview | None:
    """The body of the first box down a path of kinds."""
    for kind in path:
        found = next((box for box in walk(data) if box.kind == kind), None)
        if found is None:
            return None
        data = found.body
    return memoryview(data)


def need(data: bytes | memoryview, *path: bytes) -> memoryview:
    found = find(data, *path)
    if found is None:
        raise BoxError(f"there is no {b'/'.join(path).decode('latin-1')} box")
    return found


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", len(body) + 8, kind) + body


def full_box(kind: bytes, version: int, flags: int, *parts: bytes) -> bytes:
    return box(kind, struct.pack(">I", version << 24 | flags), *parts)
