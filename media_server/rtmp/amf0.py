"""AMF0, the value format of RTMP commands and metadata.

Objects become `dict`, ECMA arrays `EcmaArray`, strict arrays `list`, undefined and unsupported `None`, dates
their milliseconds. References and AMF3 are refused: no encoder sends them here, and a reference lets a few
bytes name a structure without end.
"""

import struct
from collections.abc import Mapping
from typing import Any

from media_server.rtmp.buffer import Cursor
from media_server.rtmp.errors import Fault, PeerError, UsageError

MAX_DEPTH = 16  # connect and onMetaData nest 3 deep; Python's own recursion limit must stay far away
MAX_ITEMS = 2_000  # members and elements in one message; OBS sends about 20, E-RTMP multitrack about 100

NUMBER, BOOLEAN, STRING, OBJECT, NULL, UNDEFINED = 0x00, 0x01, 0x02, 0x03, 0x05, 0x06
ECMA_ARRAY, OBJECT_END, STRICT_ARRAY, DATE, LONG_STRING = 0x08, 0x09, 0x0A, 0x0B, 0x0C
UNSUPPORTED, XML, TYPED_OBJECT = 0x0D, 0x0F, 0x10

_DOUBLE = struct.Struct(">d")


class EcmaArray(dict[str, Any]):
    """An associative array; on the wire it differs from an object only by its marker."""


class _Decoder:
    def __init__(self, body: bytes | bytearray | memoryview) -> None:
        self.cursor = Cursor(body, Fault.AMF)
        self._items = 0

    def _count(self) -> None:
        self._items += 1
        if self._items > MAX_ITEMS:
            raise PeerError(Fault.AMF, f"more than {MAX_ITEMS} values in one message")

    def _text(self, length_size: int) -> str:
        return self.cursor.take(self.cursor.unsigned(length_size)).decode("utf-8", "replace")

    def _number(self) -> float:
        return _DOUBLE.unpack(self.cursor.view(8))[0]

    def _members(self, depth: int, into: dict[str, Any]) -> dict[str, Any]:
        while True:
            name = self._text(2)
            marker = self.cursor.unsigned(1)
            if marker == OBJECT_END:
                return into
            self._count()
            into[name] = self._value_of(marker, depth)

    def _elements(self, depth: int) -> list[Any]:
        count = self.cursor.unsigned(4)
        if count > self.cursor.left:  # an element takes a byte at least
            raise PeerError(Fault.AMF, f"array of {count} elements in {self.cursor.left} bytes")
        return [self.value(depth) for _ in range(count)]

    def value(self, depth: int = 0) -> Any:
        self._count()
        return self._value_of(self.cursor.unsigned(1), depth)

    def _value_of(self, marker: int, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise PeerError(Fault.AMF, f"nested deeper than {MAX_DEPTH}")
        if marker == NUMBER:
            return self._number()
        if marker == BOOLEAN:
            return self.cursor.unsigned(1) != 0
        if marker == STRING:
            return self._text(2)
        if marker == OBJECT:
            return self._members(depth + 1, {})
        if marker in (NULL, UNDEFINED, UNSUPPORTED):
            return None
        if marker == ECMA_ARRAY:
            self.cursor.view(4)  # the count is a hint that encoders get wrong; the end marker decides
            return self._members(depth + 1, EcmaArray())
        if marker == STRICT_ARRAY:
            return self._elements(depth + 1)
        if marker == DATE:
            milliseconds = self._number()
            self.cursor.view(2)  # a time zone that the format says to ignore
            return milliseconds
        if marker in (LONG_STRING, XML):
            return self._text(4)
        if marker == TYPED_OBJECT:
            self._text(2)
            return self._members(depth + 1, {})
        raise PeerError(Fault.AMF, f"value of unsupported type 0x{marker:02x}")


def decode(body: bytes | bytearray | memoryview) -> list[Any]:
    """All values of a message body, or PeerError."""
    decoder = _Decoder(body)
    values = []
    while decoder.cursor.left:
        values.append(decoder.value())
    return values


def _short_text(text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if len(raw) > 0xFFFF:
        raise UsageError("a name of more than 65,535 bytes does not fit AMF0")
    return len(raw).to_bytes(2, "big") + raw


def _encode_members(members: Mapping[str, Any]) -> bytes:
    body = b"".join(_short_text(name) + _encode_value(value) for name, value in members.items())
    return body + b"\x00\x00\x09"


def _encode_value(value: Any) -> bytes:
    if value is None:
        return b"\x05"
    if isinstance(value, bool):
        return b"\x01\x01" if value else b"\x01\x00"
    if isinstance(value, int | float):
        return b"\x00" + _DOUBLE.pack(value)
    if isinstance(value, str):
        raw = value.encode("utf-8", "replace")
        if len(raw) > 0xFFFF:
            return b"\x0c" + len(raw).to_bytes(4, "big") + raw
        return b"\x02" + len(raw).to_bytes(2, "big") + raw
    if isinstance(value, EcmaArray):
        return b"\x08" + len(value).to_bytes(4, "big") + _encode_members(value)
    if isinstance(value, Mapping):
        return b"\x03" + _encode_members(value)
    if isinstance(value, list | tuple):
        return b"\x0a" + len(value).to_bytes(4, "big") + b"".join(map(_encode_value, value))
    raise UsageError(f"AMF0 has no form for {type(value).__name__}")


def encode(*values: Any) -> bytes:
    """The message body of these values."""
    return b"".join(map(_encode_value, values))
