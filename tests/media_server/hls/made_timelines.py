"""Timelines by recipe: parts whose bytes do not matter."""

from media_server.hls.timeline import Timeline, TimelineSettings
from media_server.packaging.outputs import InitSection, Part, SegmentEnd

NOON = 1_789_992_000.0  # 2026-09-21T12:00:00Z
PART_S = 0.5


class Maker:
    """Adds to a timeline as a packager would; the time of day goes along with the media."""

    def __init__(self, settings: TimelineSettings | None = None, target: int = 2) -> None:
        self.timeline = Timeline(settings, prefix="0123456789ab")
        self.clock_offset = 0.0
        self._target = target
        self._now = 0.0
        self._init = -1
        self.init()

    def init(self) -> None:
        self._init += 1
        codecs = ("avc1.64001f", "mp4a.40.2")
        self._apply(InitSection(self._init, b"init", codecs, 1280, 720, 30.0, part_target_s=0.505))

    def part(
        self, independent: bool = False, discontinuity: bool = False, duration_s: float = PART_S
    ) -> Part:
        msn, index = self.timeline.next_part
        part = Part(
            msn,
            index,
            self._init,
            self._now,
            duration_s,
            independent,
            discontinuity,
            b"part-%d.%d" % (msn, index),
        )
        self._now += duration_s
        self._apply(part)
        return part

    def end_segment(self) -> None:
        last = self.timeline.segments[-1]
        self._apply(SegmentEnd(last.msn, sum(part.duration_s for part in last.parts), self._target))

    def segments(self, count: int, parts: int = 4, discontinuity: bool = False) -> "Maker":
        for number in range(count):
            for index in range(parts):
                self.part(independent=index == 0, discontinuity=discontinuity and number == 0)
            self.end_segment()
        return self

    def parts(self, count: int) -> "Maker":
        for _ in range(count):
            self.part(independent=self.timeline.next_part[1] == 0)
        return self

    def _apply(self, output: InitSection | Part | SegmentEnd) -> None:
        self.timeline.apply(output, NOON + self._now + self.clock_offset)
