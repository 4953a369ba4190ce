"""A stretch of a stream with pictures: they are the clock, audio is put beside them.

A part is cut where a picture begins. It is given away when the audio has come that far too, or is late.
"""

from collections import deque

from .audio_lane import AudioLane
from .codecs.formats import AudioFormat, VideoFormat
from .outputs import Output
from .pace import PART_FLOOR, TARGET_ROUNDING_S, TICKS, Pace
from .segment_writer import SegmentWriter
from .settings import PackagerSettings
from .video_lane import VideoLane

_SECOND = 1000 * TICKS
AUDIBLE_GAP = 30 * TICKS  # players bridge less by themselves
SEGMENT_SLACK = 50 * TICKS  # a keyframe that comes this little early still ends the segment


class VideoFlow:
    """Between two changes of format: one init section, one unbroken timeline."""

    def __init__(
        self,
        settings: PackagerSettings,
        pace: Pace,
        writer: SegmentWriter,
        formats: tuple[VideoFormat, AudioFormat | None],
        start_ms: int,
        reorder_ms: int = 0,
    ) -> None:
        """`reorder_ms`: how much longer than its decoding time the audio of a moment takes to come."""
        self._settings = settings
        self._audio_wait = (settings.audio_wait_ms + reorder_ms) * TICKS
        self._writer = writer
        self._part_ticks = pace.part_ticks
        self._part_floor = round(pace.part_ticks * PART_FLOOR)
        self._frame_ticks = pace.frame_ticks or pace.part_ticks
        self._cuts: deque[tuple[int, bool]] = deque()  # where, and whether the segment ends there
        self._part_start = writer.part_start
        self._segment_start = writer.segment_start
        self._keyframe = self._part_start  # the newest one
        self.video = VideoLane(self._frame_ticks)
        self.audio = AudioLane(formats[1], start_ms) if formats[1] else None

    @property
    def end(self) -> int:
        """Where all that has come so far ends, on a whole millisecond: the next stretch begins there."""
        end = max(self.video.end, self.video.shown_until)
        if self.audio and self.audio.started:
            end = max(end, self.audio.end)
        return -(-end // TICKS) * TICKS

    @property
    def waiting_bytes(self) -> int:
        return self.video.bytes + (self.audio.bytes if self.audio else 0)

    def push_video(self, ms: int, cts_ms: int, keyframe: bool, data: bytes) -> list[Output]:
        ticks = ms * TICKS
        self._cut_before(ticks)
        if ticks > self._part_start:
            if keyframe and self._segment_should_end(ticks):
                self._cut(ticks, end_segment=True)
            elif self._part_is_full(ticks, keyframe):
                self._cut(ticks, end_segment=self._segment_must_end(ticks))
        if keyframe:
            self._keyframe = ticks
        self.video.push(ticks, cts_ms, keyframe, data)
        return self.ready()

    def push_audio(self, ms: int, data: bytes) -> list[Output]:
        if self.audio is None:
            return []
        self.audio.push(ms, data)
        return self.ready() if self._cuts else []

    def ready(self) -> list[Output]:
        """The parts that nothing is missing for any more."""
        outputs: list[Output] = []
        while self._cuts and self._audio_has_come(self._cuts[0][0]):
            outputs += self._emit(*self._cuts.popleft())
        return outputs

    def finish(self, until: int | None = None) -> list[Output]:
        """Give away all that begins before `until` (everything without it) and end the segment."""
        end = self.end if until is None else until
        self.video.close(end)
        self._cut_before(end)
        outputs: list[Output] = []
        while self._cuts:
            outputs += self._emit(*self._cuts.popleft())
        if end > self._writer.part_start:
            outputs += self._emit(end, True)
        elif self._writer.segment_open:
            outputs.append(self._writer.end_segment())
        return outputs

    def fill_gap(self) -> None:
        """Let the sound end with the picture: a hole before the next stretch would stop players."""
        if self.audio and self.audio.started and self.end - self.audio.end > AUDIBLE_GAP:
            self.audio.fill(self.end)

    def _cut_before(self, ticks: int) -> None:
        """Cut until the open part, ended at `ticks`, would not be longer than a part may be."""
        while ticks - self._part_start > self._part_ticks:
            boundary = self.video.latest
            if not self._part_floor <= boundary - self._part_start <= self._part_ticks:
                # No picture begins where one should: the cut falls inside a picture that stays on for longer.
                boundary = self._part_start + self._part_ticks
            self._cut(boundary, end_segment=self._segment_must_end(boundary))

    def _part_is_full(self, ticks: int, keyframe: bool) -> bool:
        length = ticks - self._part_start
        if length < self._part_floor:
            return False
        return keyframe or length + self._frame_ticks > self._part_ticks

    def _segment_should_end(self, ticks: int) -> bool:
        length = ticks - self._segment_start
        if length >= self._settings.segment_s * _SECOND - SEGMENT_SLACK:
            return True
        # The next keyframe would come too late if it keeps the distance that this one has to the one before.
        return length + (ticks - self._keyframe) > self._segment_limit(self._settings.segment_s)

    def _segment_must_end(self, ticks: int) -> bool:
        limit = self._segment_limit(self._settings.longest_first_segment_s)
        return ticks - self._segment_start + self._part_ticks > limit

    def _segment_limit(self, before_first_s: float) -> int:
        """The longest that a segment may be. Until the first one fixes it, `before_first_s` counts."""
        return round(((self._writer.target_s or before_first_s) + TARGET_ROUNDING_S) * _SECOND)

    def _cut(self, ticks: int, end_segment: bool) -> None:
        self._cuts.append((ticks, end_segment))
        self._part_start = ticks
        if end_segment:
            self._segment_start = ticks

    def _audio_has_come(self, cut: int) -> bool:
        audio = self.audio
        if audio is None or audio.end >= cut:
            return True
        if self.video.latest - cut < self._audio_wait:
            return False
        if audio.silent or self.video.latest - audio.end > self._settings.audio_lost_ms * TICKS:
            audio.fill(cut)
        return True

    def _emit(self, until: int, end_segment: bool) -> list[Output]:
        video = self.video.take(until)
        audio = self.audio.take(until) if self.audio else None
        outputs: list[Output] = [self._writer.part(until, video, audio)]
        if end_segment:
            outputs.append(self._writer.end_segment())
        return outputs
