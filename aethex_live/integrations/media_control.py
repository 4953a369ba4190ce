"""Orders to the media server, signed with the secret that both know."""

import logging
import time

import httpx

from aethex_live.domain.stream import OnAir
from media_server.contract import Envelope, Kick, ListStreams, encode, sign

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 3.0


class MediaControl:
    """Talks to one media server's control address. What cannot be reached is said, not raised."""

    def __init__(self, url: str, secret: str):
        self._url = url
        self._secret = secret.encode()
        self._client = httpx.AsyncClient(timeout=TIMEOUT_SECONDS, trust_env=False)

    async def on_air(self) -> list[OnAir] | None:
        """What it carries right now; None when it does not answer."""
        answer = await self._order(ListStreams())
        if answer is None or answer.status_code != 200:
            return None
        try:
            return [OnAir(each["stream"], each["broadcast"]) for each in answer.json()["streams"]]
        except (ValueError, KeyError, TypeError):
            log.warning("The media server's list of streams cannot be read")
            return None

    async def kick(self, slug: str, reason: str) -> bool:
        """End a broadcast; the encoder shows the reason."""
        answer = await self._order(Kick(slug, reason))
        return answer is not None and answer.status_code == 200

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()

    async def _order(self, command: object) -> httpx.Response | None:
        body = encode(Envelope(command, "app"))
        headers = {"Content-Type": "application/json", **sign(self._secret, body, time.time())}
        try:
            return await self._client.post(self._url, content=body, headers=headers)
        except httpx.HTTPError as error:
            log.debug("The media server does not answer: %s", error)
            return None
