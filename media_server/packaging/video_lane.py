"""The pictures that wait to become part of a part. Times are ticks of 90 kHz on the stream's timeline."""

from collections import deque

from .boxes import OTHER_SAMPLE, SYNC_SAMPLE, Run, Sample
from .pace import TICKS


class VideoLane:
    """Pictures in decoding order. How long one lasts is known when the next one comes."""

    def __init__(self, frame_ticks: int) -> None:
        self._frame_ticks = frame_ticks
        self._waiting: deque[tuple[int, Sample]] = deque()
        self.latest = -1  # decode time of the newest picture
        self.shown_until = 0  # where the last picture in the order of showing ends
        self.bytes = 0

    @property
    def end(self) -> int:
        """Where the newest picture ends, if it lasts as long as a picture of this stream should."""
        return self.latest + self._frame_ticks

    def push(self, ticks: int, cts_ms: int, keyframe: bool, data: bytes) -> None:
        if self._waiting:
            self._waiting[-1][1].duration = ticks - self.latest
        flags = SYNC_SAMPLE if keyframe else OTHER_SAMPLE
        self._waiting.append((ticks, Sample(data, self._frame_ticks, flags, cts_ms * TICKS)))
        self.latest = ticks
        self.shown_until = max(self.shown_until, ticks + cts_ms * TICKS + self._frame_ticks)
        self.bytes += len(data)

    def close(self, ticks: int) -> None:
        """The newest picture ends here, because the next one belongs to another stretch."""
        if self._waiting:
            self._waiting[-1][1].duration = max(1, ticks - self.latest)

    def take(self, until: int) -> Run:
        """All pictures that begin before `until`."""
        waiting = self._waiting
        start = waiting[0][0] if waiting else self.end
        samples = []
        while waiting and waiting[0][0] < until:
            samples.append(waiting.popleft()[1])
        self.bytes -= sum([len(sample.data) for sample in samples])
        return Run(start, samples)
