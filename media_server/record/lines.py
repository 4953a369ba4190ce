"""The lines of a recording's index file.

A part is written to its media file first and gets its line after that, so every line speaks of bytes that are
there.
"""

import json
from dataclasses import dataclass
from typing import Any

FORMAT = 1
_INDEPENDENT, _DISCONTINUITY = 1, 2


@dataclass(frozen=True, slots=True)
class Header:
    """First line: which stream was recorded, and when its first byte came."""

    recording_id: str
    stream: str
    started_us: int  # microseconds since 1970, UTC


@dataclass(frozen=True, slots=True)
class FileStart:
    """A media file was begun; it opens with a copy of its CMAF header."""

    number: int
    name: str
    init: int
    init_size: int
    codecs: tuple[str, ...]
    width: int
    height: int
    frame_rate: float
    wall_us: int


@dataclass(frozen=True, slots=True)
class StoredPart:
    """A part lies whole in the file that was begun last."""

    msn: int
    index: int
    offset: int
    size: int
    start_us: int
    duration_us: int
    independent: bool
    discontinuity: bool
    crc32: int


@dataclass(frozen=True, slots=True)
class SegmentClosed:
    msn: int
    duration_us: int


@dataclass(frozen=True, slots=True)
class FileDropped:
    """A media file fell out of the window that is kept, and was deleted."""

    number: int


@dataclass(frozen=True, slots=True)
class Sealed:
    """Last line: nothing will be added. `reason` is `ended`, `repaired` or the code of an alert."""

    reason: str
    duration_us: int
    size: int


Line = Header | FileStart | StoredPart | SegmentClosed | FileDropped | Sealed


def encode_line(line: Line) -> bytes:
    return json.dumps(_to_json(line), separators=(",", ":")).encode() + b"\n"


def _to_json(line: Line) -> list[Any]:
    match line:
        case StoredPart(msn, index, offset, size, start, duration, independent, discontinuity, crc):
            flags = independent * _INDEPENDENT + discontinuity * _DISCONTINUITY
            return ["part", msn, index, offset, size, start, duration, flags, crc]
        case SegmentClosed(msn, duration):
            return ["segment", msn, duration]
        case Header(recording_id, stream, started):
            return ["recording", FORMAT, recording_id, stream, started]
        case FileStart():
            f = line
            return [
                "file",
                f.number,
                f.name,
                f.init,
                f.init_size,
                f.codecs,
                f.width,
                f.height,
                f.frame_rate,
                f.wall_us,
            ]
        case FileDropped(number):
            return ["dropped", number]
        case Sealed(reason, duration, size):
            return ["sealed", reason, duration, size]


def decode_line(text: bytes) -> Line | None:
    """None for anything that `encode_line` did not write, such as the torn last line after a crash."""
    try:
        return read_row(json.loads(text))
    except ValueError:
        return None


def read_row(row: object) -> Line | None:
    """A line that was JSON already."""
    match row:
        case ["part", int(), int(), int(), int(), int(), int(), int(flags), int()] as row:
            return StoredPart(*row[1:7], bool(flags & _INDEPENDENT), bool(flags & _DISCONTINUITY), row[8])
        case ["segment", int(msn), int(duration)]:
            return SegmentClosed(msn, duration)
        case ["recording", 1, str(recording_id), str(stream), int(started)]:
            return Header(recording_id, stream, started)
        case [
            "file",
            int(),
            str(),
            int(),
            int(),
            list(codecs),
            int(),
            int(),
            int() | float(),
            int(),
        ] as row:
            return FileStart(*row[1:5], tuple(map(str, codecs)), *row[6:])
        case ["dropped", int(number)]:
            return FileDropped(number)
        case ["sealed", str(reason), int(duration), int(size)]:
            return Sealed(reason, duration, size)
    return None


def decode_lines(data: bytes) -> tuple[list[Line], int]:
    """The good lines from the start of an index, and how many bytes they take."""
    lines: list[Line] = []
    good = 0
    while (end := data.find(b"\n", good)) != -1:
        line = decode_line(data[good:end])
        if line is None:
            break
        lines.append(line)
        good = end + 1
    return lines, good
