"""How many requests may wait at once: for one stream, and from one address."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class TooManyWaiting(Exception):
    """Answered with 503."""


class WaitingRoom:
    """Counts by whatever it is given: a stream's name, an address."""

    def __init__(self, per_stream: int, per_address: int) -> None:
        self._per_stream = per_stream
        self._per_address = per_address
        self._streams: Counter[str] = Counter()
        self._addresses: Counter[str] = Counter()

    def __len__(self) -> int:
        return self._streams.total()

    @contextmanager
    def seat(self, stream: str, address: str) -> Iterator[None]:
        if self._streams[stream] >= self._per_stream or self._addresses[address] >= self._per_address:
            raise TooManyWaiting
        self._streams[stream] += 1
        self._addresses[address] += 1
        try:
            yield
        finally:
            _leave(self._streams, stream)
            _leave(self._addresses, address)


def _leave(counter: Counter[str], key: str) -> None:
    counter[key] -= 1
    if not counter[key]:
        del counter[key]
