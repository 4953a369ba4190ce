"""What waits to be sent to one target. Bounded: a target that is too slow loses pictures, never memory."""

from collections import deque

from media_server.units import AccessUnit, TrackConfig

MAX_WAITING_BYTES = 8 * 1024 * 1024  # about 10 s of a 6 Mbit/s stream

Item = TrackConfig | AccessUnit


class ForwardQueue:
    """Begins with a keyframe, and again after anything was dropped: half a group of pictures is of no use."""

    def __init__(self, max_bytes: int = MAX_WAITING_BYTES) -> None:
        self._max_bytes = max_bytes
        self._items: deque[Item] = deque()
        self._bytes = 0
        self._configs: dict[str, TrackConfig] = {}
        self._waits_for_keyframe = True
        self.dropped = 0

    def on_config(self, config: TrackConfig) -> None:
        if config.track != 0 or self._configs.get(config.kind) == config:
            return
        self._configs[config.kind] = config
        self._items.append(config)
        if config.kind == "video":
            self._waits_for_keyframe = True

    def on_unit(self, unit: AccessUnit) -> None:
        if unit.track != 0 or unit.kind not in self._configs:
            return
        if self._waits_for_keyframe and "video" in self._configs:
            if unit.kind != "video" or not unit.keyframe:
                return
            self._waits_for_keyframe = False
        if self._bytes + len(unit.data) > self._max_bytes:
            self.restart()
            return
        self._items.append(unit)
        self._bytes += len(unit.data)

    def restart(self) -> None:
        """Forgets what waits and goes on at the next keyframe, configurations first."""
        self.dropped += sum(isinstance(item, AccessUnit) for item in self._items)
        self._items = deque(self._configs.values())
        self._bytes = 0
        self._waits_for_keyframe = True

    def pop(self) -> Item | None:
        if not self._items:
            return None
        item = self._items.popleft()
        if isinstance(item, AccessUnit):
            self._bytes -= len(item.data)
        return item
