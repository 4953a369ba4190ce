"""Loudness of all running streams, measured in one process beside the live one.

The process answers every batch in order. When it dies, the stream whose batch it was working on gets a
strike; with two of them it is no longer measured, so that one broken encoder does not blind the others'
meters.
"""

import asyncio
import contextlib
import json
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from media_server.health.samples import Loudness
from media_server.jobs import frames
from media_server.jobs.process import spawn
from media_server.units import AccessUnit, TrackConfig

log = logging.getLogger(__name__)

_BATCH = 44  # frames: just under a second of AAC; health is told each second
_MAX_WAITING_BYTES = 4 * 1024 * 1024
_STRIKES = 2
_RESTART_S = 2.0
_CODECS = ("mp4a", "Opus", "fLaC")

OnLoudness = Callable[[Loudness], None]


@dataclass(slots=True, eq=False)
class LoudnessTap:
    """A sink for the main sound track of one stream."""

    _meters: "LoudnessMeters"
    number: int
    on_loudness: OnLoudness
    config: TrackConfig | None = None
    strikes: int = 0
    _waiting: list[bytes] = field(default_factory=list)

    def on_config(self, config: TrackConfig) -> None:
        if config.kind == "audio" and config.track == 0 and config != self.config:
            self.config = config
            self._waiting.clear()
            self._meters.open(self)

    def on_unit(self, unit: AccessUnit) -> None:
        if unit.kind != "audio" or unit.track != 0 or self.config is None:
            return
        self._waiting.append(unit.data)
        if len(self._waiting) >= _BATCH:
            self._meters.measure(self, self._waiting)
            self._waiting = []

    def on_discontinuity(self) -> None:
        """Another publish is measured anew."""
        self._waiting.clear()
        self.config = None

    def close(self) -> None:
        self._meters.forget(self)


class LoudnessMeters:
    """`start`, a `tap` for each stream, `close`."""

    def __init__(self, nice: int = 10) -> None:
        self._nice = nice
        self._taps: dict[int, LoudnessTap] = {}
        self._count = 0
        self._process: asyncio.subprocess.Process | None = None
        self._unanswered: deque[int] = deque()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._keep_running())

    @property
    def running(self) -> bool:
        return self._process is not None

    def tap(self, on_loudness: OnLoudness) -> LoudnessTap:
        self._count += 1
        tap = self._taps[self._count] = LoudnessTap(self, self._count, on_loudness)
        return tap

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    # For the taps.

    def open(self, tap: LoudnessTap) -> None:
        if tap.config is not None and tap.config.codec in _CODECS and tap.strikes < _STRIKES:
            self._send({"stream": tap.number, "codec": tap.config.codec}, tap.config.extradata)

    def measure(self, tap: LoudnessTap, units: list[bytes]) -> None:
        if tap.config is None or tap.config.codec not in _CODECS or tap.strikes >= _STRIKES:
            return
        if self._send({"stream": tap.number, "sizes": [len(unit) for unit in units]}, b"".join(units)):
            self._unanswered.append(tap.number)

    def forget(self, tap: LoudnessTap) -> None:
        if self._taps.pop(tap.number, None) is not None:
            self._send({"stream": tap.number, "closed": True}, b"")

    def _send(self, head: dict[str, object], blob: bytes) -> bool:
        pipe = self._process.stdin if self._process else None
        if pipe is None or pipe.transport.is_closing():
            return False
        if pipe.transport.get_write_buffer_size() > _MAX_WAITING_BYTES:
            return False
        pipe.write(frames.pack(json.dumps(head).encode(), blob))
        return True

    async def _keep_running(self) -> None:
        while True:
            process = None
            try:
                process = await spawn("media_server.health.worker", nice=self._nice)
                self._process = process
                for tap in list(self._taps.values()):
                    self.open(tap)
                await self._read(process)
            except (OSError, EOFError, ValueError, KeyError, frames.FrameError) as error:
                log.warning("the loudness process ended: %r", error)
            finally:
                self._process = None
                if process is not None:
                    with contextlib.suppress(ProcessLookupError):
                        process.kill()
                    await process.wait()
            self._strike()
            await asyncio.sleep(_RESTART_S)

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while True:
            document, _ = await frames.receive(process.stdout)
            said = json.loads(document)
            self._unanswered.popleft()
            tap = self._taps.get(int(said["stream"]))
            if tap is not None:
                values = (said["momentary"], said["short_term"], said["integrated"], said["true_peak"])
                tap.on_loudness(Loudness(*(round(float(value), 1) for value in values)))

    def _strike(self) -> None:
        if self._unanswered:
            culprit = self._taps.get(self._unanswered[0])
            if culprit is not None:
                culprit.strikes += 1
                log.warning("loudness of a stream could not be measured, for the %d. time", culprit.strikes)
        self._unanswered.clear()
