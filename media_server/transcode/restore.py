"""Puts a rung's pictures into the places that the source's had, so that its packager cuts where the source's
does.

Every picture of the source is a slot. A rung gives one picture for each slot, in order of presentation; the
n-th takes the decoding time of the n-th slot, and whatever stood between two slots (sound, mostly) stands
there again. So the packager of the rung is given the same sequence of times, keyframes and sound as that of
the source.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from media_server.units import AccessUnit


@dataclass(frozen=True, slots=True)
class _Slot:
    dts_ms: int


class Restorer:
    """One for each rung. `deliver` is given units; other items are steps that are called in their turn."""

    def __init__(self, deliver: Callable[[AccessUnit], None]) -> None:
        self._deliver = deliver
        self._waiting: deque[_Slot | AccessUnit | Callable[[], None]] = deque()
        self._newest_ms: int | None = None
        self._reached_ms: int | None = None

    @property
    def lag_s(self) -> float:
        """How far the rung is behind the source, on the source's clock."""
        if self._newest_ms is None or not self._waiting:
            return 0.0
        reached = self._reached_ms if self._reached_ms is not None else self._first_waiting()
        return max(0.0, (self._newest_ms - reached) / 1000)

    def slot(self, unit: AccessUnit) -> None:
        self._waiting.append(_Slot(unit.dts_ms))
        self._newest_ms = unit.dts_ms

    def between(self, item: AccessUnit | Callable[[], None]) -> None:
        self._waiting.append(item)
        self._pass_on()

    def picture(self, pts_ms: int, keyframe: bool, data: bytes) -> None:
        slot = self._next_slot()
        if slot is not None:
            self._reached_ms = slot.dts_ms
            self._deliver(AccessUnit("video", slot.dts_ms, pts_ms - slot.dts_ms, keyframe, data))
            self._pass_on()

    def skip(self) -> None:
        slot = self._next_slot()
        if slot is not None:
            self._reached_ms = slot.dts_ms
            self._pass_on()

    def restart_clock(self) -> None:
        """The timestamps of another publish follow: they cannot be compared with those before."""
        self._newest_ms = self._reached_ms = None

    def _next_slot(self) -> _Slot | None:
        self._pass_on()
        item = self._waiting.popleft() if self._waiting else None
        return item if isinstance(item, _Slot) else None

    def _pass_on(self) -> None:
        waiting = self._waiting
        while waiting and not isinstance(waiting[0], _Slot):
            item = waiting.popleft()
            if isinstance(item, AccessUnit):
                self._deliver(item)
            else:
                item()

    def _first_waiting(self) -> int:
        return next((item.dts_ms for item in self._waiting if isinstance(item, _Slot)), self._newest_ms or 0)
