"""What the lines of a recording's index add up to: its files and segments."""

import json
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from media_server.record.lines import (
    FileDropped,
    FileStart,
    Header,
    Line,
    Sealed,
    SegmentClosed,
    StoredPart,
    decode_lines,
    read_row,
)

_BLOCK = 256 * 1024  # read at once: other threads get their turn in between


@dataclass(frozen=True, slots=True)
class StoredSegment:
    """A segment as one byte range. `closed` is False while parts may still be added to it."""

    msn: int
    file: int
    offset: int
    size: int
    start_us: int
    duration_us: int
    independent: bool
    discontinuity: bool
    closed: bool


class RecordingIndex:
    """What the lines so far add up to. One thread applies lines; others may read, and copy `segments` before
    they walk it.
    """

    def __init__(self, lines: Iterable[Line] = ()) -> None:
        self.header: Header | None = None
        self.files: dict[int, FileStart] = {}
        self.segments: list[StoredSegment] = []
        self.sealed: Sealed | None = None
        self.duration_us = 0
        self.size = 0
        self._file = 0
        for line in lines:
            self.apply(line)

    def apply(self, line: Line) -> None:
        match line:
            case StoredPart():
                self._add_part(line)
            case SegmentClosed(msn, duration):
                self._close_segment(msn, duration)
            case FileStart():
                self._close_open_segment()
                self.files[line.number] = line
                self._file = line.number
                self.size += line.init_size
            case FileDropped(number):
                self._drop_file(number)
            case Header():
                self.header = line
            case Sealed():
                self._close_open_segment()
                self.sealed = line

    def segment(self, msn: int) -> StoredSegment | None:
        segments = self.segments
        place = bisect_left(segments, msn, key=attrgetter("msn"))
        return segments[place] if place < len(segments) and segments[place].msn == msn else None

    def _add_part(self, part: StoredPart) -> None:
        self.size += part.size
        self.duration_us += part.duration_us
        last = self.segments[-1] if self.segments else None
        if last is not None and not last.closed and last.msn == part.msn and last.file == self._file:
            self.segments[-1] = replace(
                last, size=last.size + part.size, duration_us=last.duration_us + part.duration_us
            )
            return
        self._close_open_segment()
        self.segments.append(
            StoredSegment(
                part.msn,
                self._file,
                part.offset,
                part.size,
                part.start_us,
                part.duration_us,
                part.independent,
                part.discontinuity,
                closed=False,
            )
        )

    def _close_segment(self, msn: int, duration_us: int) -> None:
        last = self.segments[-1] if self.segments else None
        if last is not None and last.msn == msn and not last.closed:
            self.duration_us += duration_us - last.duration_us
            self.segments[-1] = replace(last, duration_us=duration_us, closed=True)

    def _close_open_segment(self) -> None:
        if self.segments and not self.segments[-1].closed:
            self.segments[-1] = replace(self.segments[-1], closed=True)

    def _drop_file(self, number: int) -> None:
        gone = self.files.pop(number, None)
        dropped = [s for s in self.segments if s.file == number]
        if gone is not None:
            self.size -= gone.init_size + sum(s.size for s in dropped)
        self.duration_us -= sum(s.duration_us for s in dropped)
        self.segments = self.segments[len(dropped) :]


def read_index(data: bytes, block: int = _BLOCK) -> RecordingIndex:
    """The index of a whole file, up to its first bad line.

    A day of stream has half a million lines, so parts are added up without making a value of each.
    """
    index = RecordingIndex()
    place = 0
    while (end := data.rfind(b"\n", place, place + block)) != -1:
        try:
            rows = json.loads(b"[" + data[place:end].replace(b"\n", b",") + b"]")
        except ValueError:
            break
        if not _apply_rows(index, rows):
            return index
        place = end + 1
    lines, _ = decode_lines(data[place:])
    for line in lines:
        index.apply(line)
    return index


def _continues(part: list[Any], row: object) -> bool:
    if type(row) is not list or len(row) != 9 or row[0] != "part" or row[1] != part[1]:
        return False
    return type(row[4]) is type(row[6]) is int


def _apply_rows(index: RecordingIndex, rows: list[Any]) -> bool:
    """False at a row that is no line."""
    joined: list[int] | None = None  # neighbouring parts of one segment
    for row in rows:
        if joined is not None and _continues(joined, row):
            joined[4] += row[4]
            joined[6] += row[6]
            continue
        if joined is not None:
            index.apply(read_row(joined))
            joined = None
        line = read_row(row)
        if line is None:
            return False
        if isinstance(line, StoredPart):
            joined = row
        else:
            index.apply(line)
    if joined is not None:
        index.apply(read_row(joined))
    return True
