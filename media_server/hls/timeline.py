"""What a rendition has made so far: which segments are listed, and which still have their bytes in memory.

Pure and without a clock: the time of day comes in with each output. Segments older than the memory window may
stay listed when a recording has them on disk; their bytes are then not here any more.
"""

from dataclasses import dataclass, field

from ..packaging.outputs import InitSection, Output, Part, SegmentEnd
from .naming import new_prefix

ARCHIVED_LINGER = 2  # the disk may be a few seconds behind


@dataclass(frozen=True, slots=True)
class TimelineSettings:
    window_segments: int = 8
    """Closed segments listed at least. Players that know no parts start three targets from the end."""

    dvr_window_s: float = 0.0
    """How far back viewers may rewind. What lies beyond the memory window is read from the recording."""

    linger_segments: int = 8
    """Segments kept in memory behind the memory window: a player may still ask for what it saw listed. With a
    recording, which can answer as well, only `ARCHIVED_LINGER` of them."""

    first_discontinuity: int = 0
    """EXT-X-DISCONTINUITY-SEQUENCE to begin with; a rung that joins late has to match the source's."""


@dataclass(slots=True)
class Segment:
    """A media segment. While it is open parts are added; when memory is given back `parts` is emptied."""

    msn: int
    init: int
    start_s: float
    wall_s: float  # EXT-X-PROGRAM-DATE-TIME
    discontinuity: bool
    independent: bool
    new_init: bool  # not the one of the segment before
    parts: list[Part] = field(default_factory=list)
    duration_s: float = 0.0
    closed: bool = False
    # What the playlist says of it, kept because it never changes.
    head: str = ""
    tail: str = ""
    part_lines: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        return sum([len(part.data) for part in self.parts])


class Timeline:
    """One rendition. `version` grows with every change: what was rendered of it may be reused."""

    def __init__(self, settings: TimelineSettings | None = None, prefix: str | None = None) -> None:
        self.settings = settings or TimelineSettings()
        self.prefix = prefix or new_prefix()
        self.inits: dict[int, InitSection] = {}
        self.segments: list[Segment] = []  # consecutive numbers; the oldest first
        self.first_listed = 0  # msn of the oldest segment in the playlist
        self.discontinuity_sequence = self.settings.first_discontinuity
        self.target_duration_s = 0  # 0 until the first segment has ended
        self.part_target_s = 0.0
        self.independent_segments = True
        self.waiting_for_publisher = False
        self.ended = False
        self.version = 0
        self.linger_segments = self.settings.linger_segments
        self._archived = self.settings.dvr_window_s > 0
        self._anchor = (0.0, 0.0)  # a place on the timeline and the time of day that it had

    @property
    def ready(self) -> bool:
        """There is a playlist to give: its target duration, a promise for good, is known."""
        return self.target_duration_s > 0

    @property
    def last(self) -> Segment | None:
        return self.segments[-1] if self.segments else None

    @property
    def next_part(self) -> tuple[int, int]:
        """Number of the segment and index of the part that comes next."""
        last = self.last
        if last is None:
            return 0, 0
        return (last.msn + 1, 0) if last.closed else (last.msn, len(last.parts))

    @property
    def end_s(self) -> float:
        """Where the newest part ends."""
        last = self.last
        if last is None:
            return 0.0
        return last.parts[-1].start_s + last.parts[-1].duration_s if last.parts else last.start_s

    @property
    def bytes_in_memory(self) -> int:
        return sum([segment.size for segment in self.segments])

    def apply(self, output: Output, wall_s: float) -> None:
        """Take what the packager made. `wall_s` is the time of day, in seconds since 1970."""
        if self.ended:
            return
        match output:
            case Part():
                self._add_part(output, wall_s)
            case SegmentEnd():
                self._close_segment(output)
            case InitSection():
                self.inits[output.number] = output
                self.part_target_s = self.part_target_s or output.part_target_s
        self.version += 1

    def end(self) -> None:
        """Nothing will be added. A segment that was left open is closed as it is."""
        last = self.last
        if last is not None and not last.closed and last.parts:
            length = sum(part.duration_s for part in last.parts)
            self._close_segment(SegmentEnd(last.msn, length, max(1, self.target_duration_s, round(length))))
        self.ended = True
        self.version += 1

    def set_waiting(self, waiting: bool) -> None:
        """The publisher is gone and may come back: nothing new is to be expected for now."""
        self.waiting_for_publisher = waiting
        self.version += 1

    def stop_archive(self) -> None:
        """The recording can take no more: list only what is in memory from now on."""
        self._archived = False
        self._slide()
        self.version += 1

    def segment(self, msn: int) -> Segment | None:
        place = msn - self.segments[0].msn if self.segments else -1
        return self.segments[place] if 0 <= place < len(self.segments) else None

    def part(self, msn: int, index: int) -> Part | None:
        segment = self.segment(msn)
        return segment.parts[index] if segment and index < len(segment.parts) else None

    def listed(self) -> list[Segment]:
        if not self.segments:
            return []
        return self.segments[max(0, self.first_listed - self.segments[0].msn) :]

    def _add_part(self, part: Part, wall_s: float) -> None:
        last = self.last
        self.waiting_for_publisher = False
        if last is None or last.closed:
            last = self._open_segment(part, wall_s)
        last.parts.append(part)
        if not self.ready:
            # Nobody has seen the playlist yet, and the first parts come late because the start was looked at
            # first: the part that came soonest after its media tells the time best.
            began_s = wall_s - (part.start_s + part.duration_s - last.start_s)
            last.wall_s = min(last.wall_s, began_s)
            self._anchor = (last.start_s, last.wall_s)

    def _open_segment(self, part: Part, wall_s: float) -> Segment:
        before = self.last
        began_s = wall_s - part.duration_s
        if before is None:
            self.first_listed = part.msn
            self._anchor = (part.start_s, began_s)
        elif part.discontinuity:
            # Time went by without media. The clock may have been set back: the listed time never is.
            self._anchor = (part.start_s, max(began_s, before.wall_s + before.duration_s))
        segment = Segment(
            msn=part.msn,
            init=part.init,
            start_s=part.start_s,
            wall_s=self._anchor[1] + part.start_s - self._anchor[0],
            discontinuity=part.discontinuity,
            independent=part.independent,
            new_init=before is None or before.init != part.init,
        )
        self.independent_segments = self.independent_segments and part.independent
        self.segments.append(segment)
        return segment

    def _close_segment(self, end: SegmentEnd) -> None:
        segment = self.last
        if segment is None or segment.closed:
            return
        segment.duration_s = end.duration_s
        segment.closed = True
        self.target_duration_s = self.target_duration_s or end.target_duration_s
        self._slide()

    def _slide(self) -> None:
        """Unlist what fell out of the window, and let go of the bytes that nobody may ask for any more."""
        settings = self.settings
        if not self.segments:
            return
        newest = self.segments[-1].msn
        wanted_s = settings.dvr_window_s if self._archived else 0.0
        wanted_s = max(wanted_s, 3.0 * self.target_duration_s)
        while (
            newest - self.first_listed >= settings.window_segments
            and self.end_s - self._end_of(self.first_listed) >= wanted_s
        ):
            gone = self.segments[self.first_listed - self.segments[0].msn]
            self.discontinuity_sequence += gone.discontinuity
            self.first_listed += 1
        keep = settings.window_segments + self.linger_segments
        if not self._archived:
            keep = max(keep, newest + 1 - self.first_listed)
        self._release(newest + 1 - keep)

    def _release(self, first_in_memory: int) -> None:
        oldest = self.segments[0].msn
        for segment in self.segments[: max(0, first_in_memory - oldest)]:
            segment.parts = []
        forget = min(first_in_memory, self.first_listed) - oldest
        if forget > 0:
            del self.segments[:forget]
            used = {segment.init for segment in self.segments}
            for number in [number for number in self.inits if number < min(used)]:
                del self.inits[number]

    def _end_of(self, msn: int) -> float:
        segment = self.segments[msn - self.segments[0].msn]
        return segment.start_s + segment.duration_s
