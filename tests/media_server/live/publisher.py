"""Who publishes made media over a real connection, for next to nothing: for tests that are not about encoders."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress

from media_server.rtmp.client import Broken, ClientSession, ClientState, Destination, Live, Rejected
from tests.media_server.made_media import Recipe, encode, endless

# A keyframe a second. It is made once in each process.
STREAM = Recipe(seconds=4, gop=30, bframes=0, width=320, height=180)


class Publisher:
    """`connect`, then `send` or `play`; `stop`, `drop` or nothing at all."""

    def __init__(self, port: int, key: str) -> None:
        self.refusal = ""  # what the server gave as the reason for its no
        self.over = asyncio.Event()  # the connection has ended, whoever did it
        self._answered = asyncio.Event()
        self._session = ClientSession(Destination("live", f"rtmp://127.0.0.1:{port}/live", key))
        self._writer: asyncio.StreamWriter | None = None
        self._tasks: list[asyncio.Task[None]] = []

    @classmethod
    async def connect(cls, port: int, key: str) -> "Publisher":
        """Let in or refused."""
        made = cls(port, key)
        reader, made._writer = await asyncio.open_connection("127.0.0.1", port)
        made._flush()
        made._tasks.append(asyncio.create_task(made._listen(reader)))
        await asyncio.wait_for(made._answered.wait(), 60)
        return made

    def send(self, recipe: Recipe = STREAM) -> None:
        """All of it at once: what is made of a stream depends on its timestamps, never on the clock."""
        for _ in self._sending(recipe, recipe.seconds):
            pass
        self._flush()

    def play(self, recipe: Recipe = STREAM, ahead_s: float = 0.0) -> None:
        """Again and again, in real time after so many seconds that are sent at once."""
        self._playing = asyncio.create_task(self._play(recipe, ahead_s))
        self._tasks.append(self._playing)

    def stop(self) -> None:
        """Say goodbye, as an encoder whose button is pressed."""
        self._session.close()
        self._flush()
        self._end()

    def freeze(self) -> None:
        """Send nothing any more, and say nothing: an encoder that hangs."""
        self._playing.cancel()

    async def close(self) -> None:
        """At the end of a test."""
        self.drop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def drop(self) -> None:
        """Vanish, as an encoder that is killed."""
        assert self._writer is not None
        self._writer.transport.abort()
        self._end()

    def _end(self) -> None:
        assert self._writer is not None
        self._writer.close()
        self.over.set()

    def _sending(self, recipe: Recipe, seconds: float) -> Iterator[float]:
        """Puts one unit after the other on its way and gives the time of each, until the server wants no more."""
        for config in encode(recipe).configs:
            self._session.send_config(config, 0)
        for unit in endless(recipe, seconds):
            if self._session.state is not ClientState.LIVE or self.over.is_set():
                return
            self._session.send_unit(unit, unit.dts_ms)
            yield unit.dts_ms / 1000

    async def _play(self, recipe: Recipe, ahead_s: float) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        for at_s in self._sending(recipe, 3600.0):
            wait_s = began + at_s - ahead_s - loop.time()
            if wait_s > 0:
                self._flush()
                await asyncio.sleep(wait_s)

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        with suppress(OSError):
            while data := await reader.read(65_536):
                self._session.receive_data(data)
                for event in self._session.events():
                    self._hear(event)
                self._flush()
        self._end()
        self._answered.set()

    def _hear(self, event: Live | Rejected | Broken) -> None:
        if isinstance(event, Rejected):
            self.refusal = event.description
        self._answered.set()

    def _flush(self) -> None:
        assert self._writer is not None
        if not self.over.is_set():
            self._writer.writelines(self._session.data_to_send())
