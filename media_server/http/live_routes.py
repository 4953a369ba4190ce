"""/live/ through aiohttp: for everything that the fast lane leaves to it."""

import asyncio
import time

from aiohttp import web

from .addresses import client_address
from .answering import preflight, refused, send
from .desk import Answer, Ask, FromDisk, LiveDesk
from .disk import slice_answer
from .replies import takes_gzip
from .settings import HttpSettings


class LiveRoutes:
    def __init__(self, desk: LiveDesk, settings: HttpSettings) -> None:
        self._desk = desk
        self._settings = settings

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.method == "OPTIONS":
            return preflight()
        if request.method not in ("GET", "HEAD"):
            return refused(405, "Only GET, HEAD and OPTIONS are possible here.")
        headers = request.headers
        address = client_address(
            request.remote or "", headers.get("X-Forwarded-For", ""), self._settings.trusted_proxies
        )
        ask = Ask(
            path=request.path,
            query=request.query_string,
            address=address,
            agent=headers.get("User-Agent", ""),
            gzip=takes_gzip(headers.get("Accept-Encoding", "")),
        )
        answer = await self._answer(ask)
        if isinstance(answer, FromDisk):
            return await slice_answer(request, answer, self._settings.send_timeout_s)
        return await send(request, answer, self._settings.send_timeout_s)

    async def _answer(self, ask: Ask) -> Answer:
        answering = self._desk.answer(ask)
        try:
            hold = next(answering)
            while True:
                hold = answering.send(await _wait(hold.wakeup.future(), hold.until - time.monotonic()))
        except StopIteration as end:
            return end.value
        finally:
            answering.close()


async def _wait(future: "asyncio.Future[None]", timeout_s: float) -> bool:
    try:
        async with asyncio.timeout(timeout_s):
            await future
    except TimeoutError:
        return False
    return True
