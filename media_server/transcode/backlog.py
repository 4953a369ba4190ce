"""The last few seconds of a stream, so that a rung can join at a segment that has already begun. Pure."""

from collections import deque

from media_server.units import AccessUnit

# A part comes out at most this long after its first picture went in.
_KEEP_MS = 4_000
_MAX_BYTES = 32 * 1024 * 1024
# Sound this much earlier than its picture belongs to the segment that the picture begins.
_SOUND_EARLIER_MS = 100


class Backlog:
    def __init__(self) -> None:
        self._units: deque[AccessUnit] = deque()
        self._bytes = 0

    def add(self, unit: AccessUnit) -> None:
        units = self._units
        units.append(unit)
        self._bytes += len(unit.data)
        while self._bytes > _MAX_BYTES or unit.dts_ms - units[0].dts_ms > _KEEP_MS:
            self._bytes -= len(units.popleft().data)

    def clear(self) -> None:
        self._units.clear()
        self._bytes = 0

    def since(self, keyframe_ms: int) -> list[AccessUnit] | None:
        """From that keyframe on, with the sound beside it; None when it is not kept any more."""
        units = list(self._units)
        first = next((n for n, u in enumerate(units) if _is_keyframe(u) and u.dts_ms == keyframe_ms), None)
        if first is None:
            return None
        sound = [
            u for u in units[:first] if u.kind == "audio" and u.dts_ms >= keyframe_ms - _SOUND_EARLIER_MS
        ]
        return sound + units[first:]


def _is_keyframe(unit: AccessUnit) -> bool:
    return unit.kind == "video" and unit.keyframe
