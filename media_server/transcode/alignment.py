"""Finds the picture with which a segment of the source begins, so that a rung can join there. Pure."""

import io
from collections import deque

from media_server.jobs.mp4.boxes import BoxError
from media_server.jobs.mp4.reader import read_fragments, read_header
from media_server.jobs.mp4.tables import SampleTable
from media_server.packaging.outputs import InitSection, Output, Part, SegmentEnd
from media_server.packaging.settings import Alignment
from media_server.units import AccessUnit

_REMEMBERED = 64  # keyframes; a part comes out well within this many


class SegmentFinder:
    """Watches what goes into the source's packager and what comes out.

    How timestamps lie on the packager's timeline is guessed once, from a segment that begins with a keyframe,
    and counts as known when the next such segment begins where that says.
    """

    def __init__(self) -> None:
        self._keyframes: deque[tuple[int, int]] = deque(maxlen=_REMEMBERED)  # dts, cts
        self._newest_ms = 0
        self._offset_ms: int | None = None
        self._init: InitSection | None = None
        self._target_s = 0

    def on_unit(self, unit: AccessUnit) -> None:
        if unit.kind == "video":
            self._newest_ms = unit.dts_ms
            if unit.keyframe:
                self._keyframes.append((unit.dts_ms, unit.cts_ms))

    def on_discontinuity(self) -> None:
        self._keyframes.clear()
        self._offset_ms = None

    def on_output(self, output: Output) -> Alignment | None:
        """Where a rung may join, each time that a segment of the source has begun."""
        match output:
            case InitSection():
                self._init = output
            case SegmentEnd():
                self._target_s = output.target_duration_s
            case Part(index=0, independent=True):
                return self._segment_began(output)
        return None

    def _segment_began(self, part: Part) -> Alignment | None:
        start_ms = round(part.start_s * 1000)
        began = start_ms - self._offset_ms if self._offset_ms is not None else None
        cts_ms = next((cts for dts, cts in self._keyframes if dts == began), None)
        if began is None or cts_ms is None:
            guess = self._guess(part)
            self._offset_ms = None if guess is None else start_ms - guess
            return None
        if self._init is None or not self._target_s:
            return None
        return Alignment(
            msn=part.msn,
            dts_ms=began,
            start_s=part.start_s,
            part_target_s=self._init.part_target_s,
            target_duration_s=self._target_s,
            frame_rate=self._init.frame_rate,
            reorder_ms=cts_ms - _first_cts_ms(self._init, part, cts_ms),
        )

    def _guess(self, part: Part) -> int | None:
        """The newest keyframe that is old enough for its part to be complete by now."""
        limit = self._newest_ms - round(part.duration_s * 1000) // 2
        return next((dts for dts, _ in reversed(self._keyframes) if dts <= limit), None)


def _first_cts_ms(init: InitSection, part: Part, unknown: int) -> int:
    """How long after its decoding the first picture of a part is shown, as the packager wrote it."""
    tables: dict[int, SampleTable] = {}
    try:
        video = tuple(track for track in read_header(init.data) if track.kind == "video")
        read_fragments(io.BytesIO(part.data), 0, len(part.data), video, tables)
    except BoxError:
        return unknown
    times = [table[0].cts * 1000 / video[0].timescale for table in tables.values() if table]
    return round(times[0]) if times else unknown
