"""A stretch of a stream without pictures: audio is the clock, and a part is a whole number of its frames."""

from .audio_lane import AudioLane
from .codecs.formats import AudioFormat
from .outputs import Output
from .pace import PART_FLOOR, TICKS, Pace
from .segment_writer import SegmentWriter
from .settings import PackagerSettings

_SECOND = 1000 * TICKS


class AudioFlow:
    """Every part can start playback, so a segment may end behind any of them."""

    def __init__(
        self,
        settings: PackagerSettings,
        pace: Pace,
        writer: SegmentWriter,
        audio_format: AudioFormat,
        start_ms: int,
    ) -> None:
        self._settings = settings
        self._writer = writer
        self._part_ticks = pace.part_ticks
        self._part_floor = round(pace.part_ticks * PART_FLOOR)
        self.audio = AudioLane(audio_format, start_ms)

    @property
    def end(self) -> int:
        """On a whole millisecond: the next stretch begins there."""
        return -(-self.audio.end // TICKS) * TICKS

    @property
    def waiting_bytes(self) -> int:
        return self.audio.bytes

    def push_audio(self, ms: int, data: bytes) -> list[Output]:
        before = self.audio.end
        self.audio.push(ms, data)
        end = self.audio.end
        outputs: list[Output] = []
        while end - self._writer.part_start > self._part_ticks:
            full = before - self._writer.part_start
            cut = before if self._part_floor <= full <= self._part_ticks else 0
            outputs += self._emit(cut or self._writer.part_start + self._part_ticks)
        length = end - self._writer.part_start
        if length >= self._part_floor and length + (end - before) > self._part_ticks:
            outputs += self._emit(end)
        return outputs

    def finish(self, until: int | None = None) -> list[Output]:
        end = self.end if until is None else until
        outputs: list[Output] = []
        while end - self._writer.part_start > self._part_ticks:
            outputs += self._emit(self._writer.part_start + self._part_ticks)
        if end > self._writer.part_start:
            outputs.append(self._writer.part(end, None, self.audio.take(end)))
        if self._writer.segment_open:
            outputs.append(self._writer.end_segment())
        return outputs

    def _emit(self, until: int) -> list[Output]:
        outputs: list[Output] = [self._writer.part(until, None, self.audio.take(until))]
        # The next part would take the segment past its length.
        if until - self._writer.segment_start + self._part_ticks // 2 >= self._settings.segment_s * _SECOND:
            outputs.append(self._writer.end_segment())
        return outputs
