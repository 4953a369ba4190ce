"""A real HTTP server on a port of its own, and streams that are fed to it part by part."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from aiohttp import ClientSession, TCPConnector, web

from media_server.hls.timeline import TimelineSettings
from media_server.http.app import HttpServer, build, runner
from media_server.http.live import Archive, LiveRendition, LiveStream, LiveStreams
from media_server.http.recordings import Shelf
from media_server.http.settings import HttpSettings
from media_server.packaging.outputs import Output, Part
from tests.media_server.made_media import Recipe, encode
from tests.media_server.packaging.feeding import feed

SECRET = b"a secret for grants in tests"
RECIPE = Recipe(seconds=30, fps=15, gop=15, bframes=0, width=160, height=90)


def outputs(recipe: Recipe = RECIPE) -> list[Output]:
    return list(_packaged(recipe))


@cache
def _packaged(recipe: Recipe) -> tuple[Output, ...]:
    encoded = encode(recipe)
    return tuple(feed(encoded.configs, encoded.units))


@dataclass
class Channel:
    """A live stream that moves when the test says so."""

    stream: LiveStream
    rendition: LiveRendition
    script: list[Output] = field(default_factory=outputs)
    _next: int = 0

    @property
    def timeline(self) -> Any:
        return self.rendition.timeline

    @property
    def base(self) -> str:
        return f"/live/{self.stream.name}/{self.rendition.name}"

    def advance(self, parts: int = 1) -> None:
        """Give the next parts, and the ends of segments right behind them."""
        while parts:
            parts -= isinstance(self._give(), Part)
        while self._next < len(self.script) and not isinstance(self.script[self._next], Part):
            self._give()

    def advance_segments(self, count: int) -> None:
        target = self.timeline.next_part[0] + count
        while self.timeline.next_part[0] < target:
            self.advance()

    def _give(self) -> Output:
        output = self.script[self._next]
        self._next += 1
        self.rendition.on_output(output)
        return output


@dataclass
class Served:
    server: HttpServer
    url: str
    http: ClientSession
    runner: web.AppRunner

    def channel(
        self,
        name: str = "show",
        private: bool = False,
        settings: TimelineSettings | None = None,
        archive: Archive | None = None,
    ) -> Channel:
        stream = self.server.streams[name] = LiveStream(name, private=private)
        return Channel(stream, stream.add(LiveRendition("source", settings, archive)))

    async def get(self, path: str, **options: Any) -> tuple[int, bytes, Any]:
        async with self.http.get(self.url + path, **options) as answer:
            return answer.status, await answer.read(), answer.headers

    async def text(self, path: str) -> str:
        status, body, _ = await self.get(path)
        assert status == 200, body
        return body.decode()


async def until(condition: Callable[[], bool], limit_s: float = 60.0) -> None:
    """Look until it is so; a wait without a wake-up, because nothing tells of what is looked for."""
    async with asyncio.timeout(limit_s):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


@asynccontextmanager
async def served(settings: HttpSettings | None = None, shelf: Shelf | None = None) -> AsyncIterator[Served]:
    server = build(LiveStreams(), SECRET, settings, shelf)
    running = runner(server)
    await running.setup()
    site = web.TCPSite(running, "127.0.0.1", 0, backlog=4096)
    await site.start()
    url = f"http://127.0.0.1:{running.addresses[0][1]}"
    async with ClientSession(connector=TCPConnector(limit=0), auto_decompress=True) as http:
        try:
            yield Served(server, url, http, running)
        finally:
            for stream in server.streams.values():
                stream.close()
            await running.cleanup()
