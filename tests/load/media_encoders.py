"""Many encoders in one process, which costs a tenth of as many ffmpegs: the same stream over many connections.

    python -m tests.load.media_encoders rtmp://127.0.0.1:1935/live/KEY ... [--kbps 6000]

Each begins a little later than the one before, so that their keyframes do not come together. It ends, with a word,
as soon as one of them is refused, thrown out or not read from in time.
"""

import argparse
import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

from media_server.rtmp.client import ClientSession, Destination, Live
from media_server.units import AccessUnit, TrackConfig
from tests.load.media_packaging import units_of
from tests.load.media_processes import Running, running
from tests.load.media_sample import SECONDS

TICK_S = 0.004
STAGGER_S = 2.0  # over which they all begin
MAX_UNREAD = 8 * 1024 * 1024


class Reel:
    """A sample that goes round and round."""

    def __init__(self, kbps: int) -> None:
        self.configs: list[TrackConfig]
        self.configs, self._units = units_of(kbps)

    def at(self, number: int) -> tuple[AccessUnit, int]:
        """A unit, and when it is to be sent, in milliseconds from the start."""
        turn, place = divmod(number, len(self._units))
        unit = self._units[place]
        return unit, unit.dts_ms + turn * SECONDS * 1000


class Encoder(asyncio.Protocol):
    def __init__(self, url: str, reel: Reel) -> None:
        parts = urlsplit(url)
        app, _, name = parts.path.strip("/").rpartition("/")
        self._session = ClientSession(Destination(app, f"rtmp://{parts.netloc}/{app}", name))
        self._reel = reel
        self._sent = 0
        self._began: float | None = None
        self.trouble = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._flush()

    def data_received(self, data: bytes) -> None:
        self._session.receive_data(data)
        for event in self._session.events():
            if isinstance(event, Live):
                self._begin()
            else:
                self.trouble = repr(event)
        self._flush()

    def connection_lost(self, exc: Exception | None) -> None:
        self.trouble = self.trouble or f"the connection ended: {exc!r}"

    def send_due(self, now: float) -> None:
        if self._began is None or self.trouble:
            return
        passed = (now - self._began) * 1000
        unit, due = self._reel.at(self._sent)
        while due <= passed:
            self._session.send_unit(unit, due)
            self._sent += 1
            unit, due = self._reel.at(self._sent)
        self._flush()
        if self._transport.get_write_buffer_size() > MAX_UNREAD:
            self.trouble = "the server does not read"

    def _begin(self) -> None:
        for config in self._reel.configs:
            self._session.send_config(config, 0)
        self._began = asyncio.get_running_loop().time()

    def _flush(self) -> None:
        for data in self._session.data_to_send():
            self._transport.write(data)


async def play(urls: Sequence[str], kbps: int) -> str:
    """Returns what went wrong, when something does."""
    reel, loop = Reel(kbps), asyncio.get_running_loop()
    encoders: list[Encoder] = []
    began = loop.time()
    while True:
        now = loop.time()
        if len(encoders) < len(urls) and now - began >= len(encoders) * STAGGER_S / len(urls):
            encoder, url = Encoder(urls[len(encoders)], reel), urls[len(encoders)]
            await loop.create_connection(lambda one=encoder: one, urlsplit(url).hostname, urlsplit(url).port)
            encoders.append(encoder)
        for number, encoder in enumerate(encoders):
            encoder.send_due(now)
            if encoder.trouble:
                return f"encoder {number}: {encoder.trouble}"
        await asyncio.sleep(TICK_S)


@contextmanager
def light_encoders(urls: Sequence[str], kbps: int) -> Iterator[Running]:
    """As a process of its own, which runs for as long as all of them publish."""
    with running([sys.executable, "-m", "tests.load.media_encoders", *urls, "--kbps", str(kbps)]) as process:
        yield process


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("urls", nargs="+", metavar="URL")
    parser.add_argument("--kbps", type=int, default=6_000)
    arguments = parser.parse_args()
    sys.exit(asyncio.run(play(arguments.urls, arguments.kbps)))


if __name__ == "__main__":
    main()
