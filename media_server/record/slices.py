"""Stretches of a recording as byte ranges: for clips and downloads, and for the DVR window of a running
stream.
"""

from dataclasses import dataclass
from pathlib import Path

from media_server.json_value import JsonValue
from media_server.record.errors import RecordingError
from media_server.record.index import RecordingIndex, StoredSegment
from media_server.record.lines import FileStart


@dataclass(frozen=True, slots=True)
class ByteRange(JsonValue):
    """Whole fragments of one media file; the first `init_size` bytes of that file are their CMAF header."""

    path: str
    init_size: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Run(JsonValue):
    """Ranges that share one timeline. `start_s` is where the first of them lies in the playlist."""

    start_s: float
    duration_s: float
    ranges: tuple[ByteRange, ...]


def segment_range(index: RecordingIndex, folder: Path, msn: int) -> ByteRange | None:
    """Where a segment that was closed lies on the disk, if it is still kept."""
    segment = index.segment(msn)
    if segment is None or not segment.closed:
        return None
    return _range(folder, index.files[segment.file], segment)


def runs(
    index: RecordingIndex, folder: Path, start_s: float = 0.0, end_s: float | None = None
) -> tuple[Run, ...]:
    """All that is needed to cut out a stretch of playlist time, the segment that is still growing included.

    Each run begins with a segment that can be decoded, and has a segment more on both sides, because sound
    may lie in the neighbour of the segment that shows its picture.
    """
    segments = tuple(index.segments)
    starts = [0]
    for segment in segments:
        starts.append(starts[-1] + segment.duration_us)
    from_us = start_s * 1e6
    to_us = starts[-1] if end_s is None else min(end_s * 1e6, starts[-1])
    inside = [n for n in range(len(segments)) if starts[n] < to_us and starts[n + 1] > from_us]
    if not inside:
        raise RecordingError("Nothing was recorded at that time.")
    out: list[Run] = []
    first = _decodable(segments, inside[0])
    last = inside[-1]
    if last + 1 < len(segments) and not segments[last + 1].discontinuity:
        last += 1
    begin = first
    for n in range(first, last + 1):
        if n == last or segments[n + 1].discontinuity:
            out.append(_run(index, folder, segments[begin : n + 1], starts[begin]))
            begin = n + 1
    return tuple(out)


def _decodable(segments: tuple[StoredSegment, ...], place: int) -> int:
    """One segment earlier, for the sound, and from there back to where pictures can be decoded."""
    if place and not segments[place].discontinuity:
        place -= 1
    while place and not segments[place].independent and not segments[place].discontinuity:
        place -= 1
    return place


def _run(index: RecordingIndex, folder: Path, segments: tuple[StoredSegment, ...], start_us: int) -> Run:
    ranges: list[ByteRange] = []
    for segment in segments:
        new = _range(folder, index.files[segment.file], segment)
        if ranges and ranges[-1].path == new.path and ranges[-1].offset + ranges[-1].size == new.offset:
            new = ByteRange(new.path, new.init_size, ranges[-1].offset, ranges.pop().size + new.size)
        ranges.append(new)
    return Run(start_us / 1e6, sum(s.duration_us for s in segments) / 1e6, tuple(ranges))


def _range(folder: Path, file: FileStart, segment: StoredSegment) -> ByteRange:
    return ByteRange(str(folder / file.name), file.init_size, segment.offset, segment.size)
