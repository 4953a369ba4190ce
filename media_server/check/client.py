"""Fetches what is checked."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin

from aiohttp import ClientError, ClientSession, ClientTimeout

LONGEST_S = 15.0


@dataclass(frozen=True)
class Answer:
    """Status 0: there was none."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    took_s: float

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


class Client:
    """One player's connections."""

    def __init__(self, session: ClientSession) -> None:
        self._session = session

    async def get(self, url: str, base: str = "", **query: object) -> Answer:
        target = urljoin(base, url)
        if query:
            target += ("&" if "?" in target else "?") + urlencode(query)
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with self._session.get(target, timeout=ClientTimeout(total=LONGEST_S)) as answer:
                body = await answer.read()
                return Answer(answer.status, body, answer.headers, loop.time() - began)
        except (ClientError, TimeoutError) as error:
            return Answer(0, str(error).encode(), {}, loop.time() - began)
