"""The ladder of one broadcast: plans its rungs, lets go of what the machine cannot make, and takes it back.

It hears the source twice: as units, which it feeds to the rungs' processes, and as the packager's output, which
says where segments begin. Rungs join at such a place, each when it is ready, and come back at a later one.
Nothing here ever waits in the way of the live stream.
"""

import asyncio
import os
from collections.abc import Callable, Iterable

from media_server.broadcast.sinks import UnitSink
from media_server.contract import Rung
from media_server.packaging.outputs import InitSection, Output, Part
from media_server.packaging.settings import Alignment
from media_server.transcode.alignment import SegmentFinder
from media_server.transcode.backlog import Backlog
from media_server.transcode.cost import CpuBudget, rung_cost
from media_server.transcode.lane import LadderSettings, Lane
from media_server.transcode.pace import Verdict
from media_server.transcode.report import RungReport, RungState
from media_server.transcode.rungs import PictureRung, Source, picture_rungs
from media_server.units import AccessUnit, TrackConfig

OpenRung = Callable[[PictureRung, Alignment], UnitSink]
OnReport = Callable[[RungReport], None]
_LOOK_EVERY_S = 0.5


def idle_cores() -> float:
    """What the last minute left over."""
    return (os.cpu_count() or 1) - os.getloadavg()[0]


class Ladder:
    """A `UnitSink` for the main tracks of the source and an `OutputSink` for its rendition.

    `open_rung` makes the sink of a rung, normally a rendition whose packager has the alignment that it is
    given.
    """

    def __init__(
        self,
        ladder: tuple[Rung, ...],
        budget: CpuBudget,
        open_rung: OpenRung,
        on_report: OnReport,
        settings: LadderSettings | None = None,
        idle: Callable[[], float] = idle_cores,
    ) -> None:
        self._ladder, self._budget, self._idle = ladder, budget, idle
        self._open_rung, self._on_report = open_rung, on_report
        self._settings = settings or LadderSettings()
        self._loop = asyncio.get_running_loop()
        self._finder, self._backlog = SegmentFinder(), Backlog()
        self._configs: dict[str, TrackConfig] = {}
        self._inits: dict[int, InitSection] = {}
        self._planned: int | None = None  # number of the init section that the lanes were planned for
        self._source = Source(0, 0, 30.0)
        self._lanes: tuple[Lane, ...] = ()  # the largest first
        self._left: list[Lane] = []  # of earlier plans: their processes may still be ending
        self._interrupted = False  # between two publishes
        self._watch = self._loop.create_task(self._keep_watch())
        self._finishing: asyncio.Task[None] | None = None

    # What the broadcast tells.

    def on_config(self, config: TrackConfig) -> None:
        if config.track != 0 or self._closed:
            return
        known = self._configs.get(config.kind)
        self._configs[config.kind] = config
        if config.kind == "audio":
            for lane in self._lanes:
                lane.on_audio_config(config)
            return
        if config != known:
            self._stop(lane for lane in self._lanes if lane.running)
        elif self._interrupted:
            for lane in self._lanes:
                lane.on_same_video_config()
        self._interrupted = False

    def on_unit(self, unit: AccessUnit) -> None:
        if unit.track != 0 or self._closed:
            return
        self._finder.on_unit(unit)
        self._backlog.add(unit)
        for lane in self._lanes:
            lane.on_unit(unit)

    def on_discontinuity(self) -> None:
        if self._closed:
            return
        self._finder.on_discontinuity()
        self._backlog.clear()
        self._interrupted = True
        for lane in self._lanes:
            lane.on_discontinuity()

    def on_output(self, output: Output) -> None:
        if self._closed:
            return
        alignment = self._finder.on_output(output)
        if isinstance(output, InitSection):
            self._inits[output.number] = output
        elif isinstance(output, Part) and output.index == 0 and output.init != self._planned:
            self._plan(output.init)
        if alignment is not None and not self._interrupted and any(lane.ready for lane in self._lanes):
            self._join(alignment)

    def close(self) -> None:
        """The broadcast is over. The rungs are closed when their last pictures are there, within seconds."""
        if self._closed:
            return
        self._watch.cancel()
        self._budget.release(self)  # now, so that a ladder that replaces this one has room
        self._finishing = self._loop.create_task(self._finish())

    async def _finish(self) -> None:
        await asyncio.gather(*[lane.finish() for lane in self._lanes])

    async def wait_closed(self) -> None:
        if self._finishing is not None:
            await self._finishing
        for lane in [*self._lanes, *self._left]:
            await lane.wait_closed()

    @property
    def _closed(self) -> bool:
        return self._finishing is not None

    @property
    def lag_s(self) -> float:
        """How far the slowest rung is behind the source."""
        return max([lane.lag_s for lane in self._lanes], default=0.0)

    # Planning and joining.

    def _plan(self, number: int) -> None:
        self._planned = number
        self._stop(self._lanes)
        self._left = [lane for lane in (*self._left, *self._lanes) if lane.closing]
        self._lanes = ()
        init = self._inits.get(number)
        if init is None or not init.width:
            self._budget.release(self)
            return
        self._source = Source(init.width, init.height, init.frame_rate or 30.0)
        rungs = picture_rungs(self._source, self._ladder)
        admission = self._budget.admit(self, self._source, rungs)
        self._lanes = tuple(
            [Lane(rung, self._source.frame_rate, self._settings, self._state) for rung in rungs]
        )
        for lane in self._lanes:
            if lane.rung in admission.rungs:
                lane.start()
            else:
                lane.rest.begin(self._loop.time())
                self._state(lane, RungState.REFUSED, admission.sentence)

    def _join(self, alignment: Alignment) -> None:
        units = self._backlog.since(alignment.dts_ms)
        video = self._configs.get("video")
        if units is None or video is None:
            return
        for lane in self._lanes:
            if lane.ready:
                lane.join(self._open_rung(lane.rung, alignment), video, self._configs.get("audio"), units)

    # What is seen of the lanes.

    async def _keep_watch(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_EVERY_S)
            self._look(self._loop.time())

    def _look(self, now: float) -> None:
        too_slow = False
        for lane in self._lanes:
            if lane.overflowed:
                self._drop(lane, now)  # a hole in its input cannot be mended
                return
            verdict = lane.judge(now)
            if verdict is Verdict.HANGS:
                lane.lost("no picture came out of it for a while")
            too_slow = too_slow or verdict is Verdict.TOO_SLOW
        if too_slow:
            # Without its largest rung the machine may hold real time. One at a time.
            self._drop(next(lane for lane in self._lanes if lane.running), now)
        else:
            self._take_back(now)

    def _drop(self, lane: Lane, now: float) -> None:
        lane.let_go()
        lane.rest.begin(now)
        self._budget.give_back(self, lane.rung)
        for other in self._lanes:
            other.relieved(now)
        sentence = (
            f"{lane.rung.name} was switched off: the server could not make it in real time. The other "
            "qualities go on. It comes back when there is room; fewer or smaller qualities help."
        )
        self._state(lane, RungState.DROPPED, sentence)

    def _take_back(self, now: float) -> None:
        """One rung, the smallest first, when it has rested and the machine has had room for it for a while."""
        at_work = [lane for lane in self._lanes if lane.at_work]
        if not all(lane.running and lane.lag_s < self._settings.pace.lag_s / 2 for lane in at_work):
            return
        rested = [lane for lane in self._lanes if lane.rest.is_over(now)]
        if not rested or self._idle() < rung_cost(self._source, rested[-1].rung):
            return
        if self._budget.take(self, self._source, rested[-1].rung):
            rested[-1].rest.end()
            rested[-1].start()

    def _stop(self, lanes: Iterable[Lane]) -> None:
        for lane in lanes:
            lane.let_go()

    def _state(self, lane: Lane, state: RungState, sentence: str) -> None:
        if state is RungState.FAILED:
            self._budget.give_back(self, lane.rung)
        self._on_report(RungReport(lane.rung.name, state, sentence))
