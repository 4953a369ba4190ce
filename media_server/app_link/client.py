"""Signed requests to the app."""

import asyncio
import logging
import time

import aiohttp

from media_server import contract
from media_server.contract import AuthorisePublish, ContractError, Envelope, PublishAnswer

log = logging.getLogger(__name__)

EVENT_TIMEOUT_S = 10.0
MAX_ANSWER_BYTES = 64 * 1024


class AppUnreachableError(Exception):
    """The app did not take the event; it is to be sent again."""


class AppClient:
    """One HTTP session to the app. Redirects are not followed: the app is where the operator said it is."""

    def __init__(self, url: str, secret: str, server: str, timeout_s: float) -> None:
        self._url = url
        self._secret = secret.encode()
        self._server = server
        self._timeout_s = timeout_s
        self._session = aiohttp.ClientSession()

    async def close(self) -> None:
        await self._session.close()

    async def authorise(self, question: AuthorisePublish) -> PublishAnswer:
        """Fails closed: an app that is away, slow or confused lets nobody in."""
        try:
            status, answer = await self._post(
                contract.encode(Envelope(question, self._server)), self._timeout_s
            )
            if status != 200:
                raise ContractError(f"the app answered {status}")
            return PublishAnswer.parse(answer)
        except (aiohttp.ClientError, TimeoutError, OSError, ContractError) as error:
            log.warning("the app could not be asked", extra={"why": str(error) or type(error).__name__})
            return PublishAnswer(False, "Stream keys cannot be checked at the moment. Try again soon.")

    async def deliver(self, body: bytes) -> None:
        """Sends one event. One that the app cannot read is dropped, or it would block all that follow."""
        try:
            status, answer = await self._post(body, EVENT_TIMEOUT_S)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise AppUnreachableError(str(error) or type(error).__name__) from error
        if status in (400, 413, 422):
            log.error("the app cannot read an event", extra={"status": status, "answer": answer[:200]})
        elif not 200 <= status < 300:
            raise AppUnreachableError(f"the app answered {status}")

    async def _post(self, body: bytes, timeout_s: float) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json", **contract.sign(self._secret, body, time.time())}
        async with asyncio.timeout(timeout_s):
            async with self._session.post(
                self._url, data=body, headers=headers, allow_redirects=False
            ) as response:
                return response.status, await _read(response.content)


async def _read(content: aiohttp.StreamReader) -> bytes:
    answer = bytearray()
    async for piece in content.iter_any():
        answer += piece
        if len(answer) > MAX_ANSWER_BYTES:
            raise ContractError("the app answered too much")
    return bytes(answer)
