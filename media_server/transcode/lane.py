"""One rung of a ladder, with a process of its own: started, joined to the source, replaced when it dies.

Whatever happens here, the other rungs go on: each decodes the source for itself.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from media_server.broadcast.sinks import UnitSink
from media_server.transcode.feed import Feed
from media_server.transcode.link import RungProcess
from media_server.transcode.pace import BackOff, Pace, PaceLimits, Rest, Verdict
from media_server.transcode.report import RungState
from media_server.transcode.rungs import PictureRung
from media_server.transcode.wire import Message
from media_server.units import AccessUnit, TrackConfig

log = logging.getLogger(__name__)

_FINISH_S = 3.0
HOPELESS = "Transcoding fails again and again for this stream: its pictures may be damaged."


@dataclass(frozen=True, slots=True)
class LadderSettings:
    preset: str = "superfast"  # half of veryfast's work for a tenth more bits
    nice: int = 5  # below the live process, above downloads
    pace: PaceLimits = field(default_factory=PaceLimits)


class Lane:
    """Made by the ladder for each rung that fits the source. `on_state` is told what becomes of it."""

    def __init__(
        self,
        rung: PictureRung,
        frame_rate: float,
        settings: LadderSettings,
        on_state: Callable[["Lane", RungState, str], None],
    ) -> None:
        self.rung = rung
        self.rest = Rest(settings.pace)
        self.ready = False  # the process waits for pictures
        self._frame_rate, self._settings, self._on_state = frame_rate, settings, on_state
        self._loop = asyncio.get_running_loop()
        self._process: RungProcess | None = None
        self._feed: Feed | None = None
        self._pace = Pace(settings.pace, 0.0)
        self._back_off = BackOff()
        self._again: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def running(self) -> bool:
        return self._feed is not None

    @property
    def at_work(self) -> bool:
        """Running or about to: it uses its share of the machine."""
        return self._process is not None or self._again is not None

    @property
    def closing(self) -> bool:
        """A process of it is still ending."""
        return bool(self._tasks)

    @property
    def lag_s(self) -> float:
        return self._feed.lag_s if self._feed is not None else 0.0

    @property
    def overflowed(self) -> bool:
        return self._feed is not None and self._feed.overflowed

    def start(self) -> None:
        self._again = None
        self._process = RungProcess(self._heard, self.lost)
        self._on_state(self, RungState.STARTING, "")
        self._spawn(self._start(self._process))

    async def _start(self, process: RungProcess) -> None:
        try:
            await process.start(self.rung, self._frame_rate, self._settings.preset, self._settings.nice)
        except (OSError, TimeoutError) as error:
            if process is self._process:
                self.lost(f"did not start: {error}")
            return
        if process is self._process:
            self.ready = True
        else:
            await process.close()

    def join(
        self, sink: UnitSink, video: TrackConfig, audio: TrackConfig | None, units: Iterable[AccessUnit]
    ) -> None:
        """`units` are those from the beginning of a segment of the source up to now."""
        assert self._process is not None
        self.ready = False
        self._feed = feed = Feed(self._process.send, sink, video, audio)
        feed.last_picture = self._loop.time()
        self._pace.relieved(self._loop.time())
        self.rest.began(self._loop.time())
        self._on_state(self, RungState.RUNNING, "")
        for unit in units:
            feed.on_unit(unit)

    # What the source does.

    def on_unit(self, unit: AccessUnit) -> None:
        if self._feed is not None:
            self._feed.on_unit(unit)

    def on_audio_config(self, config: TrackConfig) -> None:
        if self._feed is not None:
            self._feed.on_audio_config(config)

    def on_same_video_config(self) -> None:
        if self._feed is not None:
            self._feed.on_same_video_config()

    def on_discontinuity(self) -> None:
        if self._feed is not None:
            self._feed.on_discontinuity()

    # How it does.

    def judge(self, now: float) -> Verdict:
        if self._feed is None:
            return Verdict.GOOD
        return self._pace.judge(now, self._feed.lag_s, self._feed.last_picture)

    def relieved(self, now: float) -> None:
        """Another rung makes room: this one gets time to catch up."""
        self._pace.relieved(now)

    def lost(self, reason: str) -> None:
        """The process is gone or of no use: the rung leaves, and comes back after a while if it stays up."""
        log.warning("a rung lost its process: %s", reason, extra={"rung": self.rung.name})
        self.let_go()
        delay = self._back_off.next_delay(self._loop.time())
        if delay is None:
            self._on_state(self, RungState.FAILED, HOPELESS)
        else:
            self._again = self._loop.call_later(delay, self.start)

    def let_go(self) -> None:
        """Close the rung and end its process, in the background."""
        feed, process = self._feed, self._process
        self._feed = self._process = None
        self.ready = False
        if self._again is not None:
            self._again.cancel()
            self._again = None
        if feed is not None:
            feed.close()
        if process is not None:
            self._spawn(process.close())

    async def finish(self) -> None:
        """Let the last pictures come, but not for long."""
        if self._feed is not None:
            self._feed.finish()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._feed.closed.wait(), _FINISH_S)
        self.let_go()

    async def wait_closed(self) -> None:
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _heard(self, message: Message) -> None:
        if self._feed is not None:
            self._feed.heard(message, self._loop.time())

    def _spawn(self, coroutine) -> None:
        task = self._loop.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
