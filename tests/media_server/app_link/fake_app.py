"""An app that runs: a real HTTP server that checks signatures, and can be away, slow or confused."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from media_server import contract
from media_server.contract import AuthorisePublish, Envelope, PublishAnswer

SECRET = "a secret of the two servers"


@dataclass
class RunningApp:
    url: str = ""
    answers: dict[str, PublishAnswer] = field(default_factory=dict)
    events: list[Envelope] = field(default_factory=list)
    health: list[Envelope] = field(default_factory=list)
    asked: int = 0
    status: int = 200  # what it answers to events
    delay_s: float = 0.0
    nonsense: bytes | None = None
    port: int = 0
    _runner: web.AppRunner | None = None

    async def handle(self, request: web.Request) -> web.Response:
        body = await request.read()
        contract.verify(SECRET.encode(), request.headers, body, time.time())
        envelope = contract.decode(body)
        await asyncio.sleep(self.delay_s)
        if isinstance(envelope.message, AuthorisePublish):
            self.asked += 1
            if self.nonsense is not None:
                return web.Response(body=self.nonsense, status=self.status)
            wrong = PublishAnswer(False, "No channel has this stream key.", wrong_key=True)
            answer = self.answers.get(envelope.message.key, wrong)
            return web.Response(body=answer.to_bytes(), content_type="application/json")
        if self.status == 200:
            (self.events if envelope.sequence else self.health).append(envelope)
        return web.Response(status=self.status)

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/media/hooks", self.handle)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self.port}/media/hooks"

    async def stop(self) -> None:
        """Away. `start` brings it back under the same address."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None


@asynccontextmanager
async def running_app() -> AsyncIterator[RunningApp]:
    app = RunningApp()
    await app.start()
    try:
        yield app
    finally:
        await app.stop()
