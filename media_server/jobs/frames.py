"""How the live process and a job process talk: a JSON document and a blob, each with its length in front."""

import struct
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:  # the job process does without
    from asyncio import StreamReader

_HEAD = struct.Struct(">II")
_MAX_JSON = 16 * 1024 * 1024
_MAX_BLOB = 64 * 1024 * 1024


class FrameError(Exception):
    """The other process does not keep to the format."""


def pack(document: bytes, blob: bytes) -> bytes:
    return _HEAD.pack(len(document), len(blob)) + document + blob


def _lengths(head: bytes) -> tuple[int, int]:
    document, blob = _HEAD.unpack(head)
    if document > _MAX_JSON or blob > _MAX_BLOB:
        raise FrameError(f"a frame of {document} and {blob} bytes is too long")
    return document, blob


async def receive(reader: "StreamReader") -> tuple[bytes, bytes]:
    """Raises IncompleteReadError when the other process is gone."""
    document, blob = _lengths(await reader.readexactly(_HEAD.size))
    return await reader.readexactly(document), await reader.readexactly(blob)


def read(file: BinaryIO) -> tuple[bytes, bytes] | None:
    """None at the end."""
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    document, blob = _lengths(head)
    return file.read(document), file.read(blob)
