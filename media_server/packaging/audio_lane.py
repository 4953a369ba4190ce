"""Audio frames that wait for their part, timed by counting samples.

RTMP rounds 21.33 ms to 21 or 22. The count of samples does not, so it is the clock; the timestamps only say
where the count begins, when something is missing, and how far the encoder's sound card strays.
"""

from collections import deque
from collections.abc import Callable

from .boxes import Run, Sample
from .codecs.formats import AudioFormat
from .codecs.framing import samples_in
from .codecs.silence import silent_frame
from .pace import TICKS

REAL_GAP_MS = 100  # encoders and networks jitter below this; above it something was lost
STRAY_MS = 5  # a lasting difference above this is drift of a sound card and is taken out
SMOOTHING = 64  # frames, about 1.4 s of AAC: averages the rounding of RTMP away
LONGEST_SILENCE_S = 60  # put in at once; no way of the packager leads to more
SLEW = 1024  # one sample in so many: the correction, a thousandth of the speed, cannot be heard


class AudioLane:
    """One track's frames, in ticks of its own sampling rate, from `start_ms` on."""

    def __init__(self, audio: AudioFormat, start_ms: int) -> None:
        self.format = audio
        self._next = -1  # tick at which the next frame begins
        self._earliest = start_ms * audio.rate // 1000
        self._waiting: deque[tuple[int, Sample]] = deque()
        self._stray = 0.0
        self._gap = REAL_GAP_MS * audio.rate // 1000
        self._tolerance = STRAY_MS * audio.rate / 1000
        self._samples_in: Callable[[bytes], int] = samples_in(audio)
        self._silence = silent_frame(audio)
        self._filled = False  # the newest frame is silence of ours
        self.silent = False  # nothing has come since silence was put in
        self.bytes = 0

    @property
    def started(self) -> bool:
        return self._next >= 0

    @property
    def end(self) -> int:
        """Where the newest frame ends, in ticks of 90 kHz; before the first frame, where it may begin."""
        return (self._next if self._next >= 0 else self._earliest) * 1000 * TICKS // self.format.rate

    def push(self, ms: int, data: bytes) -> None:
        samples = self._samples_in(data)
        if samples <= 0:
            return
        tick = round(ms * self.format.rate / 1000)
        if self._next < 0:
            if tick + samples // 2 < self._earliest:
                return
            self._next = max(tick, self._earliest)
        ahead = tick - self._next
        late = samples // 2 if self._filled else self._gap
        self.silent = False
        if ahead < -late:
            return  # the count is past this moment: the frame came after its silence, or is one too many
        if ahead > self._gap or self._filled:
            self._bridge(max(tick, self._next))
            ahead = 0
        self._filled = False
        self._stray += (ahead - self._stray) / SMOOTHING
        slew = 0
        if abs(self._stray) > self._tolerance:
            slew = max(1, samples // SLEW) * (1 if self._stray > 0 else -1)
        self._append(data, samples + slew)

    def fill(self, until: int) -> None:
        """Silence up to `until` (90 kHz), where the codec has a frame of silence that needs no encoder."""
        if self._silence is None:
            return
        if not self.started:
            self._next = self._earliest
        self.silent = self._filled = True
        self._add_silence(until * self.format.rate // (1000 * TICKS))

    def take(self, until: int) -> Run:
        """All frames that begin before `until` (90 kHz)."""
        limit = -(-until * self.format.rate // (1000 * TICKS))
        waiting = self._waiting
        start = waiting[0][0] if waiting else max(self._next, self._earliest)
        samples = []
        while waiting and waiting[0][0] < limit:
            samples.append(waiting.popleft()[1])
        self.bytes -= sum([len(sample.data) for sample in samples])
        return Run(start, samples)

    def hand_over(self, audio: "AudioLane") -> None:
        """Give what has not been taken to the lane that goes on with the same format."""
        audio._next, audio._stray = self._next, self._stray
        audio._waiting, audio.bytes = self._waiting, self.bytes
        self._waiting, self.bytes = deque(), 0

    def _bridge(self, tick: int) -> None:
        """Begin the count anew at `tick`. What is missing becomes silence, or the last frame lasts longer."""
        self._add_silence(tick)
        if self._waiting:
            self._waiting[-1][1].duration += tick - self._next
        self._next = tick
        self._stray = 0.0

    def _add_silence(self, limit: int) -> None:
        """As many whole frames as fit before `limit`."""
        if self._silence is None or limit - self._next > LONGEST_SILENCE_S * self.format.rate:
            return
        frame, samples = self._silence
        while self._next + samples <= limit:
            self._append(frame, samples)

    def _append(self, data: bytes, duration: int) -> None:
        self._waiting.append((self._next, Sample(data, duration)))
        self._next += duration
        self.bytes += len(data)
