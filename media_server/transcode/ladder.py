"""The ladder of one broadcast: plans its rungs, keeps their process running, and lets go of what is too slow.

It hears the source twice: as units, which it feeds to the process, and as the packager's output, which says
where segments begin. Rungs join at such a place and are closed whenever their process ends; they come back at
a later segment. Nothing here ever waits in the way of the live stream.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from media_server.broadcast.sinks import UnitSink
from media_server.contract import Rung
from media_server.packaging.outputs import InitSection, Output, Part
from media_server.packaging.settings import Alignment
from media_server.transcode.alignment import SegmentFinder
from media_server.transcode.backlog import Backlog
from media_server.transcode.cost import CpuBudget
from media_server.transcode.feed import Feed
from media_server.transcode.link import LadderProcess
from media_server.transcode.pace import BackOff, Pace, PaceLimits, Verdict
from media_server.transcode.report import RungReport, RungState
from media_server.transcode.rungs import PictureRung, Source, picture_rungs
from media_server.transcode.wire import Message
from media_server.units import AccessUnit, TrackConfig

log = logging.getLogger(__name__)

OpenRung = Callable[[PictureRung, Alignment], UnitSink]
OnReport = Callable[[RungReport], None]
_LOOK_EVERY_S = 0.5
_FINISH_S = 3.0


@dataclass(frozen=True, slots=True)
class LadderSettings:
    preset: str = "superfast"  # half of veryfast's work for a tenth more bits
    nice: int = 5  # below the live process, above downloads
    pace: PaceLimits = field(default_factory=PaceLimits)


class Ladder:
    """A `UnitSink` for the main tracks of the source and an `OutputSink` for its rendition.

    `open_rung` makes the sink of a rung, normally a rendition whose packager has the alignment that it is
    given.
    """

    def __init__(
        self,
        stream: str,
        ladder: tuple[Rung, ...],
        budget: CpuBudget,
        open_rung: OpenRung,
        on_report: OnReport,
        settings: LadderSettings | None = None,
    ) -> None:
        self._stream, self._ladder, self._budget = stream, ladder, budget
        self._open_rung, self._on_report = open_rung, on_report
        self._settings = settings or LadderSettings()
        self._loop = asyncio.get_running_loop()
        self._finder, self._backlog = SegmentFinder(), Backlog()
        self._configs: dict[str, TrackConfig] = {}
        self._inits: dict[int, InitSection] = {}
        self._planned: int | None = None  # number of the init section that the rungs were planned for
        self._rungs: tuple[PictureRung, ...] = ()
        self._frame_rate = 30.0
        self._process: LadderProcess | None = None
        self._ready = False
        self._feed: Feed | None = None
        self._interrupted = False  # between two publishes
        self._pace: Pace | None = None
        self._back_off = BackOff()
        self._tasks: set[asyncio.Task[None]] = set()
        self._watch = self._spawn(self._keep_watch())
        self._closed = False

    # What the broadcast tells.

    def on_config(self, config: TrackConfig) -> None:
        if config.track != 0 or self._closed:
            return
        known = self._configs.get(config.kind)
        self._configs[config.kind] = config
        if self._feed is None:
            return
        if config.kind == "audio":
            self._feed.on_audio_config(config)
        elif config != known:
            self._let_go()
        elif self._interrupted:
            self._feed.on_same_video_config()
        self._interrupted = self._interrupted and config.kind != "video"

    def on_unit(self, unit: AccessUnit) -> None:
        if unit.track != 0 or self._closed:
            return
        self._finder.on_unit(unit)
        self._backlog.add(unit)
        if self._feed is not None:
            self._feed.on_unit(unit)

    def on_discontinuity(self) -> None:
        if self._closed:
            return
        self._finder.on_discontinuity()
        self._backlog.clear()
        self._interrupted = True
        if self._feed is not None:
            self._feed.on_discontinuity()

    def on_output(self, output: Output) -> None:
        if self._closed:
            return
        alignment = self._finder.on_output(output)
        if isinstance(output, InitSection):
            self._inits[output.number] = output
        elif isinstance(output, Part) and output.index == 0 and output.init != self._planned:
            self._plan(output.init)
        if alignment is not None and self._ready and self._feed is None and not self._interrupted:
            self._join(alignment)

    def close(self) -> None:
        """The broadcast is over. The rungs are closed when their last pictures are there, within seconds."""
        if self._closed:
            return
        self._closed = True
        self._watch.cancel()
        self._budget.release(self)  # now, so that a ladder that replaces this one has room
        self._spawn(self._finish())

    async def _finish(self) -> None:
        feed = self._feed
        if feed is not None:
            feed.finish()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(feed.empty.wait(), _FINISH_S)
        self._let_go()

    @property
    def lag_s(self) -> float:
        """How far the slowest rung is behind the source."""
        return self._feed.lag_s if self._feed is not None else 0.0

    async def wait_closed(self) -> None:
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    # Planning and joining.

    def _plan(self, number: int) -> None:
        self._planned = number
        self._let_go()
        init = self._inits.get(number)
        if init is None or not init.width:
            self._rungs = ()
            return
        source = Source(init.width, init.height, init.frame_rate or 30.0)
        wanted = picture_rungs(source, self._ladder)
        admission = self._budget.admit(self, source, wanted)
        self._rungs, self._frame_rate = admission.rungs, source.frame_rate
        for name in admission.refused:
            self._on_report(RungReport(name, RungState.REFUSED, admission.sentence))
        self._begin()

    def _begin(self) -> None:
        if self._rungs and not self._closed and self._process is None:
            self._process = LadderProcess(self._heard, self._lost)
            for rung in self._rungs:
                self._on_report(RungReport(rung.name, RungState.STARTING))
            self._spawn(self._start(self._process))

    async def _start(self, process: LadderProcess) -> None:
        try:
            await process.start(self._rungs, self._frame_rate, self._settings.preset, self._settings.nice)
        except (OSError, TimeoutError) as error:
            if process is self._process:
                self._lost(f"did not start: {error}")
            return
        if process is self._process:
            self._ready = True
        else:
            await process.close()

    def _join(self, alignment: Alignment) -> None:
        units = self._backlog.since(alignment.dts_ms)
        video = self._configs.get("video")
        if units is None or video is None or self._process is None:
            return
        feed = Feed(self._process.send, video, self._configs.get("audio"))
        for number, rung in enumerate(self._rungs):
            feed.open(number, rung, self._open_rung(rung, alignment))
            self._on_report(RungReport(rung.name, RungState.RUNNING))
        self._feed = feed
        feed.last_picture = self._loop.time()
        self._pace = Pace(self._settings.pace, self._loop.time())
        for unit in units:
            feed.on_unit(unit)

    # What the process tells, and what is seen of it.

    def _heard(self, message: Message) -> None:
        if self._feed is not None:
            self._feed.heard(message, self._loop.time())

    def _lost(self, reason: str) -> None:
        """The process is gone: the rungs leave, and come back after a while if it stays up."""
        log.warning("the ladder of %s lost its process: %s", self._stream, reason)
        self._let_go()
        delay = self._back_off.next_delay(self._loop.time())
        if delay is None:
            for rung in self._rungs:
                sentence = "Transcoding fails again and again for this stream: its pictures may be damaged."
                self._on_report(RungReport(rung.name, RungState.FAILED, sentence))
            self._rungs = ()
            self._budget.release(self)
        elif not self._closed:
            self._loop.call_later(delay, self._begin)

    async def _keep_watch(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_EVERY_S)
            self._look(self._loop.time())

    def _look(self, now: float) -> None:
        feed, pace = self._feed, self._pace
        if feed is None or pace is None:
            return
        verdict = pace.judge(now, feed.lag_s, feed.last_picture)
        if verdict is Verdict.HANGS:
            self._lost("no picture came out of it for a while")
        elif verdict is Verdict.TOO_SLOW or feed.overflowed:
            self._drop(feed, pace, now)

    def _drop(self, feed: Feed, pace: Pace, now: float) -> None:
        """Without its largest rung the process may hold real time; a hole in its input cannot be mended."""
        rung = None if feed.overflowed else feed.drop_largest()
        dropped = [rung] if rung else feed.rungs
        for one in dropped:
            sentence = (
                f"{one.name} was switched off: the server could not make it in real time. "
                "The other qualities go on. Choose fewer or smaller qualities for the next stream."
            )
            self._on_report(RungReport(one.name, RungState.DROPPED, sentence))
        # Numbers of rungs are places in this tuple, so a later process gets the shorter one.
        self._rungs = tuple(r for r in self._rungs if r not in dropped)
        pace.relieved(now)
        if not rung:
            self._let_go()
            self._budget.release(self)

    def _let_go(self) -> None:
        """Close the rungs and end the process, in the background."""
        feed, process = self._feed, self._process
        self._feed = self._process = self._pace = None
        self._ready = False
        if feed is not None:
            feed.close()
        if process is not None:
            self._spawn(process.close())

    def _spawn(self, coroutine) -> asyncio.Task[None]:
        task = self._loop.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
