"""How many people watch. A count that one person cannot inflate by asking under many names."""

import time
from collections import Counter
from collections.abc import Callable

SEEN_FOR_S = 12.0  # players without low latency ask once in a target duration; two misses are one too many


class Viewers:
    """Who asked for a media playlist lately.

    With a grant a viewer is the one named in it. Without, a viewer is an address with a browser's name, and
    there are only so many browsers behind an address.
    """

    def __init__(self, per_address: int = 64, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_address = per_address
        self._clock = clock
        self._seen: dict[tuple[str, str], float] = {}
        self._at: Counter[str] = Counter()
        self._swept = 0.0
        self.peak = 0

    def saw(self, address: str, agent: str, granted_to: str = "") -> None:
        now = self._clock()
        key = ("", granted_to) if granted_to else (address, agent[:200])
        if key not in self._seen:
            self._sweep(now)
            if not granted_to and self._at[address] >= self._per_address:
                return
            self._at[key[0]] += 1
        self._seen[key] = now

    def count(self) -> int:
        self._sweep(self._clock(), at_once=True)
        self.peak = max(self.peak, len(self._seen))
        return len(self._seen)

    def _sweep(self, now: float, at_once: bool = False) -> None:
        if not at_once and now - self._swept < 1.0:
            return
        self._swept = now
        for key in [key for key, seen in self._seen.items() if now - seen > SEEN_FOR_S]:
            del self._seen[key]
            self._at[key[0]] -= 1
            if not self._at[key[0]]:
                del self._at[key[0]]
