"""A source with its packager and a ladder beside it, wired as a broadcast wires them; rungs keep what they
get.
"""

import asyncio
import io
from collections.abc import Callable, Iterator

import av
import psutil

from media_server.contract import Rung
from media_server.packaging.outputs import InitSection, Output, Part, SegmentEnd
from media_server.packaging.packager import Packager
from media_server.packaging.settings import Alignment, PackagerSettings
from media_server.transcode.cost import CpuBudget
from media_server.transcode.ladder import Ladder
from media_server.transcode.lane import LadderSettings
from media_server.transcode.pace import PaceLimits
from media_server.transcode.report import RungReport, RungState
from media_server.transcode.rungs import PictureRung
from media_server.units import AccessUnit, TrackConfig
from tests.media_server.made_media import Encoded, read_number

LADDER = (Rung("60p", 60, 200_000), Rung("45p", 45, 100_000))
ONE_RUNG = LADDER[:1]  # where a second process would tell no more
_STEP_S = 0.02  # what comes within it comes at once


class RungSink:
    """What a broadcast makes of a rung: a rendition with an aligned packager."""

    def __init__(self, rung: PictureRung, alignment: Alignment) -> None:
        self.rung, self.alignment = rung, alignment
        self.units: list[AccessUnit] = []
        self.outputs: list[Output] = []
        self.closed = False
        self._packager = Packager(PackagerSettings(alignment=alignment))

    def on_config(self, config: TrackConfig) -> None:
        self.outputs += self._packager.configure(config)

    def on_unit(self, unit: AccessUnit) -> None:
        self.units.append(unit)
        self.outputs += self._packager.push(unit)

    def on_discontinuity(self) -> None:
        self.outputs += self._packager.discontinuity()

    def close(self) -> None:
        self.closed = True
        self.outputs += self._packager.finish()

    @property
    def pictures(self) -> int:
        return sum(unit.kind == "video" for unit in self.units)

    def numbers(self) -> list[int]:
        """Burnt into the pictures. Only for rungs with one init section."""
        return [number for number, _ in pictures(self.outputs)]


class Rig:
    def __init__(self, settings: LadderSettings | None = None, ladder=LADDER, cores: float = 4.0) -> None:
        """Without settings of its own no rung is ever too slow, and `play` waits for those that fall behind."""
        self.idle = 4.0  # cores
        self._patient = settings is None
        settings = settings or LadderSettings(pace=PaceLimits(lag_s=3600.0))
        self.rungs = len(ladder)
        self.sinks: list[RungSink] = []
        self.reports: list[RungReport] = []
        self.outputs: list[Output] = []
        self.budget = CpuBudget(cores)
        self._source = Packager()
        self.ladder = Ladder(
            ladder, self.budget, self._open, self.reports.append, settings, lambda: self.idle
        )

    def _open(self, rung: PictureRung, alignment: Alignment) -> RungSink:
        self.sinks.append(RungSink(rung, alignment))
        return self.sinks[-1]

    def newest(self, rung: str) -> RungSink:
        """Rungs join one by one, each when its process is ready."""
        return [sink for sink in self.sinks if sink.rung.name == rung][-1]

    def configure(self, encoded: Encoded) -> None:
        for config in encoded.configs:
            self.ladder.on_config(config)
            self._hear(self._source.configure(config))

    def push(self, unit: AccessUnit) -> None:
        self.ladder.on_unit(unit)
        self._hear(self._source.push(unit))

    def discontinuity(self) -> None:
        self.ladder.on_discontinuity()
        self._hear(self._source.discontinuity())

    async def finish(self) -> None:
        """The end of the broadcast, once a machine that does other work has made the rungs."""
        for _ in range(3000):
            if self.ladder.lag_s < 0.3:
                break
            await asyncio.sleep(0.01)
        self._hear(self._source.finish())
        self.ladder.close()
        await self.ladder.wait_closed()

    def _hear(self, outputs: list[Output]) -> None:
        self.outputs += outputs
        for output in outputs:
            self.ladder.on_output(output)

    async def play(self, units: Iterator[AccessUnit], until: Callable[[], bool], speed: float = 8.0) -> None:
        """Push units faster than life until something has happened; give the processes time between."""
        began = previous = None
        loop = asyncio.get_running_loop()
        for unit in units:
            if began is None:
                began, previous = loop.time(), unit.dts_ms
            wait = began + (unit.dts_ms - previous) / 1000 / speed - loop.time()
            if wait > _STEP_S:
                await asyncio.sleep(wait)
            while self._patient and self.ladder.lag_s > 4.0:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
            self.push(unit)
            if until():
                return
        raise AssertionError("the stream ended before it happened")

    def states(self, state: RungState) -> list[str]:
        return [report.rung for report in self.reports if report.state is state]


def pictures(outputs: list[Output]) -> list[tuple[int, float]]:
    """Number and time of every picture in the order of showing. Only for streams with one init section."""
    data = b"".join(o.data for o in outputs if isinstance(o, InitSection | Part))
    with av.open(io.BytesIO(data)) as container:
        return [(read_number(frame), round(frame.time, 3)) for frame in container.decode(video=0)]


def segments(outputs: list[Output]) -> dict[int, float]:
    return {o.msn: round(o.duration_s, 3) for o in outputs if isinstance(o, SegmentEnd)}


def parts(outputs: list[Output]) -> dict[tuple[int, int], tuple[float, float, bool, bool]]:
    return {
        (o.msn, o.index): (round(o.start_s, 3), round(o.duration_s, 3), o.independent, o.discontinuity)
        for o in outputs
        if isinstance(o, Part)
    }


def rung_processes() -> list[psutil.Process]:
    """In the order in which they were started: that of the largest rung first."""
    children = psutil.Process().children()  # not theirs: a whole site may run beside this test
    found = [child for child in children if "media_server.transcode.worker" in child.cmdline()]
    return sorted(found, key=lambda child: child.pid)
