"""A broadcast without sockets: its surroundings only remember, and the clock is set by hand."""

import asyncio
import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from media_server.broadcast.rendition import Rendition
from media_server.broadcast.sinks import Output, UnitSink
from media_server.contract import AuthorisePublish, Event, PublishAnswer
from media_server.packaging.packager import Packager
from media_server.units import AccessUnit, TrackConfig


class HandClock:
    """Time goes by when `advance` says so; timers fire in order."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self._timers: list[tuple[float, int, asyncio.TimerHandle]] = []
        self._order = count()

    def time(self) -> float:
        return self.now

    def call_later(self, delay: float, callback: Callable[..., object], *args: Any) -> asyncio.TimerHandle:
        loop = asyncio.get_running_loop()
        handle = asyncio.TimerHandle(self.now + delay, callback, args, loop)
        heapq.heappush(self._timers, (self.now + delay, next(self._order), handle))
        return handle

    def advance(self, seconds: float) -> None:
        end = self.now + seconds
        while self._timers and self._timers[0][0] <= end:
            self.now, _, handle = heapq.heappop(self._timers)
            if not handle.cancelled():
                handle._run()
        self.now = end


@dataclass
class FakePublisher:
    address: str = "192.0.2.1"
    stopped: str | None = None
    knows_reconnect: bool = False

    def stop(self, reason: str) -> None:
        self.stopped = reason

    def request_reconnect(self) -> bool:
        return self.knows_reconnect


@dataclass
class Remembering:
    """Both kinds of sink."""

    got: list[Any] = field(default_factory=list)
    closed: bool = False

    def on_config(self, config: TrackConfig) -> None:
        self.got.append(config)

    def on_unit(self, unit: AccessUnit) -> None:
        self.got.append(unit)

    def on_discontinuity(self) -> None:
        self.got.append("discontinuity")

    def on_output(self, output: Output) -> None:
        self.got.append(output)

    def close(self) -> None:
        self.closed = True


@dataclass
class FakeEquipment:
    recording: str | None = None
    units: Remembering = field(default_factory=Remembering)
    outputs: dict[str, Remembering] = field(default_factory=dict)
    interruptions: int = 0
    over: bool = False

    def unit_sinks(self) -> list[UnitSink]:
        return [self.units]

    def renditions_for(self, config: TrackConfig) -> list[Rendition]:
        name = "source" if config.track == 0 else f"{config.kind}{config.track}"
        if name in self.outputs:
            return []
        rendition = Rendition(name, Packager(), config.track, 0)
        self.outputs[name] = Remembering()
        rendition.sinks.add(self.outputs[name])
        self.recording = "recording-1"
        return [rendition]

    def interrupted(self) -> None:
        self.interruptions += 1

    def ended(self) -> None:
        self.over = True


@dataclass
class FakeWorkshop:
    made: list[FakeEquipment] = field(default_factory=list)
    full: str | None = None

    def equip(self, stream: str, broadcast: str, answer: PublishAnswer) -> FakeEquipment:
        self.made.append(FakeEquipment())
        return self.made[-1]

    def refusal(self, record: bool) -> str | None:
        return self.full


@dataclass
class FakeApp:
    """Authorises by a table, and remembers events."""

    answers: dict[str, PublishAnswer] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    async def authorise(self, question: AuthorisePublish) -> PublishAnswer:
        wrong = PublishAnswer(False, "That key is not known.", wrong_key=True)
        return self.answers.get(question.key, wrong)

    def announce(self, event: Event) -> None:
        self.events.append(event)

    @property
    def heard(self) -> list[str]:
        return [event.type for event in self.events]
