"""Fetches what strangers point at and tells what they want told, without being led to where only this machine can go.

A name is looked up once, every address that it has must be public, and the connection goes to the address that
was looked at: a name that means something else a moment later changes nothing. Redirects pass the same way.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from urllib.parse import urljoin

import httpx

from aethex_live.domain.egress import PORTS, is_public
from aethex_live.errors import Words
from aethex_live.integrations.certificates import trusted
from aethex_live.services.ports import Answer, Fetched, FetchFailed

TIMEOUT_SECONDS = 10.0
MOST_REDIRECTS = 3
LARGEST_ANSWER = 16 * 1024  # to what we tell
AGENT = "AeThex-LIVE"


class Egress:
    """With `allow_private` it goes everywhere: for development, and for networks without the internet."""

    def __init__(self, *, allow_private: bool = False):
        self._allow_private = allow_private
        self._client = httpx.AsyncClient(
            timeout=TIMEOUT_SECONDS, trust_env=False, verify=trusted(), headers={"User-Agent": AGENT}
        )

    async def get(self, url: str, *, most: int) -> Fetched:
        """What is at `url`, up to `most` bytes; raises FetchFailed with a sentence."""
        async with _in_time():
            for _ in range(MOST_REDIRECTS + 1):
                fetched = await self._once(url, most)
                if isinstance(fetched, Fetched):
                    return fetched
                url = fetched
        raise FetchFailed("The other server leads on and on.")

    async def post(self, url: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        """What the server at `url` answers to `content`, a redirect as it is; raises FetchFailed with a sentence."""
        async with _in_time(), self._asked("POST", url, headers, content) as response:
            body = await _read(response, LARGEST_ANSWER)
            return Answer(response.status_code, _seconds(response.headers.get("retry-after", "")), body)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()

    async def _once(self, url: str, most: int) -> Fetched | str:
        async with self._asked("GET", url) as response:
            if response.has_redirect_location:
                return urljoin(url, response.headers["location"])
            if response.status_code != 200:
                raise FetchFailed(Words("The other server answers {status}.", status=response.status_code))
            return Fetched(url, response.headers.get("content-type", ""), await _read(response, most))

    @asynccontextmanager
    async def _asked(
        self, method: str, url: str, headers: Mapping[str, str] | None = None, content: bytes | None = None
    ) -> AsyncIterator[httpx.Response]:
        target = httpx.URL(url)
        if target.scheme not in PORTS or not target.host:
            raise FetchFailed("Only http and https addresses can be played.")
        port = target.port or PORTS[target.scheme]
        address = await self._address(target.host, port)
        request = self._client.build_request(
            method,
            target.copy_with(host=address),
            headers={**(headers or {}), "Host": target.netloc.decode()},
            content=content,
            extensions={"sni_hostname": target.host},
        )
        response = await self._client.send(request, stream=True)
        try:
            yield response
        finally:
            await response.aclose()

    async def _address(self, host: str, port: int) -> str:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(entry[4][0]) for entry in found]
        if not addresses or not (self._allow_private or all(is_public(each) for each in addresses)):
            raise FetchFailed("This address leads into a private network.")
        return addresses[0]


@asynccontextmanager
async def _in_time() -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(2 * TIMEOUT_SECONDS):
            yield
    except TimeoutError:
        raise FetchFailed("The other server takes too long.") from None
    except (httpx.HTTPError, httpx.InvalidURL, OSError):
        raise FetchFailed("The other server does not answer.") from None


async def _read(response: httpx.Response, most: int) -> bytes:
    body = bytearray()
    async for piece in response.aiter_bytes():
        body += piece
        if len(body) > most:
            raise FetchFailed("The other server sends too much.")
    return bytes(body)


def _seconds(text: str) -> float:
    """How long a server asks to wait; of a date, or of what is none, nothing is known."""
    try:
        seconds = float(text)
    except ValueError:
        return 0.0
    return seconds if 0 < seconds < float("inf") else 0.0
