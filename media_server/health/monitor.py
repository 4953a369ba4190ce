"""Counts what a stream brings and makes a sample of it every second. Pure: the clock is given.

It keeps the last ten minutes, for graphs and for the rules that look back.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from media_server.health.gradual import refreshes_gradually
from media_server.health.rules import Advice, judge
from media_server.health.samples import Loudness, Sample
from media_server.packaging.outputs import InitSection, Output
from media_server.units import AccessUnit, TrackConfig

KEPT = 600  # samples: ten minutes
# As the packager: beyond it a new timeline begins, but a picture without sound may stay on for longer.
_JUMP_MS, _STILL_MS = 1_000, 10_000
_BEST_OF_S = 60  # lateness is counted from the best moment in this time


@dataclass(slots=True)
class _Track:
    """One kind of media since the last sample."""

    count: int = 0
    size: int = 0
    jumps: int = 0
    newest_ms: int | None = None
    keyframe_ms: int | None = None
    interval_ms: int = 0

    def add(self, unit: AccessUnit, heard_ms: int | None) -> None:
        newest = self.newest_ms
        regular = newest is None or 0 <= unit.dts_ms - newest <= _JUMP_MS
        if not regular and not _still(unit, newest or 0, heard_ms):
            self.jumps += 1
            self.keyframe_ms = None
        if unit.keyframe:
            if self.keyframe_ms is not None:
                self.interval_ms = unit.dts_ms - self.keyframe_ms
            self.keyframe_ms = unit.dts_ms
        self.newest_ms = unit.dts_ms
        self.count += 1
        self.size += len(unit.data)

    def start_second(self) -> None:
        self.count = self.size = self.jumps = 0


def _still(unit: AccessUnit, newest_ms: int, heard_ms: int | None) -> bool:
    """Whether no picture came for a while because it did not change."""
    if unit.kind == "audio" or unit.dts_ms < newest_ms:
        return False
    if heard_ms is None:
        return unit.dts_ms - newest_ms <= _STILL_MS
    return abs(unit.dts_ms - heard_ms) <= _JUMP_MS


@dataclass(slots=True)
class HealthMonitor:
    """A sink for the main tracks' units and for the packager's output; `tick` once a second."""

    _tracks: dict[str, _Track] = field(default_factory=lambda: {"video": _Track(), "audio": _Track()})
    _configured: set[str] = field(default_factory=set)
    _init: InitSection | None = None
    _samples: deque[Sample] = field(default_factory=lambda: deque(maxlen=KEPT))
    _leads: deque[float] = field(default_factory=lambda: deque(maxlen=_BEST_OF_S))
    _last_tick: float | None = None
    _last_data: float | None = None
    _nominal: float = 0.0
    _loudness: Loudness | None = None
    _is_avc: bool = False
    _gradual: bool = False

    def on_config(self, config: TrackConfig) -> None:
        if config.track == 0:
            self._configured.add(config.kind)
            if config.kind == "video":
                self._is_avc, self._gradual = config.codec == "avc1", False

    def on_unit(self, unit: AccessUnit) -> None:
        if unit.track == 0:
            if self._is_avc and unit.keyframe and unit.kind == "video":
                self._gradual = refreshes_gradually(unit.data)
            self._tracks[unit.kind].add(unit, self._tracks["audio"].newest_ms)

    def on_output(self, output: Output) -> None:
        if isinstance(output, InitSection):
            self._init = output

    def on_discontinuity(self) -> None:
        """Another publish, whose timestamps cannot be compared with those before."""
        for track in self._tracks.values():
            track.newest_ms = track.keyframe_ms = None
        self._leads.clear()
        self._configured.clear()
        self._loudness = None

    def on_loudness(self, loudness: Loudness) -> None:
        self._loudness = loudness

    def close(self) -> None:
        """Nothing to let go of."""

    def tick(self, now: float, at: float) -> Sample:
        """About a second after the last time: `now` on a clock that nobody sets, `at` in seconds of the Unix epoch."""
        sample = self._sample(now, at)
        self._samples.append(sample)
        for track in self._tracks.values():
            track.start_second()
        self._last_tick = now
        return sample

    @property
    def history(self) -> Sequence[Sample]:
        """Oldest first."""
        return tuple(self._samples)

    def advice(self) -> tuple[Advice, ...]:
        """What is wrong now, the worst first."""
        return judge(tuple(self._samples))

    def report(self, known: Sequence[Advice] = ()) -> dict[str, Any]:
        """The newest sample and the advice, ready for JSON, behind what is known from elsewhere."""
        newest = self._samples[-1].to_json() if self._samples else {}
        return {"sample": newest, "advice": [one.to_json() for one in (*known, *self.advice())]}

    def _sample(self, now: float, at: float) -> Sample:
        video, audio = self._tracks["video"], self._tracks["audio"]
        passed = max(0.001, now - self._last_tick) if self._last_tick is not None else 1.0
        if video.count or audio.count or self._last_data is None:
            self._last_data = now
        rate = video.count / passed
        init = self._init
        if init is not None and init.frame_rate and not self._nominal:
            self._nominal = init.frame_rate
        return Sample(
            at=at,
            video_bitrate=round(video.size * 8 / passed),
            audio_bitrate=round(audio.size * 8 / passed),
            frame_rate=round(rate, 2),
            nominal_frame_rate=self._nominal,
            width=init.width if init else 0,
            height=init.height if init else 0,
            codecs=init.codecs if init else (),
            keyframe_interval_s=self._keyframe_interval(),
            sound_ahead_ms=self._sound_ahead(),
            late_ms=self._lateness(now),
            jumps=video.jumps + audio.jumps,
            silent_s=round(now - self._last_data, 1),
            loudness=self._loudness,
            gradual=self._gradual,
            has_video="video" in self._configured,
            has_audio="audio" in self._configured,
        )

    def _keyframe_interval(self) -> float:
        video = self._tracks["video"]
        newest, keyframe = video.newest_ms, video.keyframe_ms
        since = newest - keyframe if newest is not None and keyframe is not None else 0
        return max(video.interval_ms, since) / 1000

    def _sound_ahead(self) -> int:
        video, audio = self._tracks["video"].newest_ms, self._tracks["audio"].newest_ms
        return audio - video if audio is not None and video is not None else 0

    def _lateness(self, now: float) -> int:
        """Media in real time keeps its distance to the clock; what that was at best is no delay."""
        times = [track.newest_ms for track in self._tracks.values() if track.newest_ms is not None]
        if not times:
            return 0
        lead = max(times) - now * 1000
        if any(track.jumps for track in self._tracks.values()):
            self._leads.clear()
        self._leads.append(lead)
        return round(max(self._leads) - lead)
