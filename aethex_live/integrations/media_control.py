"""Orders to the media server, signed with the secret that both know."""

import logging
import time
from datetime import UTC, datetime
from typing import Any

import httpx

from aethex_live.domain.health import MediaStatus
from aethex_live.domain.stream import OnAir
from aethex_live.integrations.certificates import trusted
from media_server.contract import (
    ContractError,
    Envelope,
    ForwardTarget,
    Kick,
    ListStreams,
    ServerStatus,
    SetStreamPrivacy,
    ShowStatus,
    StartForward,
    StopForward,
    encode,
    sign,
    sign_grant,
)

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 3.0


class MediaControl:
    """Talks to one media server's control address. What cannot be reached is said, not raised."""

    def __init__(self, url: str, secret: str):
        self._url = url
        self._secret = secret.encode()
        self._client = httpx.AsyncClient(timeout=TIMEOUT_SECONDS, trust_env=False, verify=trusted())

    async def on_air(self) -> list[OnAir] | None:
        """What it carries right now; None when it does not answer."""
        answer = await self._order(ListStreams())
        if answer is None or answer.status_code != 200:
            return None
        try:
            return [_on_air(each) for each in answer.json()["streams"]]
        except (ValueError, KeyError, TypeError):
            log.warning("The media server's list of streams cannot be read")
            return None

    async def status(self) -> MediaStatus | None:
        """How it does; None when it does not answer."""
        answer = await self._order(ShowStatus())
        if answer is None or answer.status_code != 200:
            return None
        try:
            return _status(ServerStatus.parse(answer.content))
        except ContractError as error:
            log.warning("The media server's status cannot be read: %s", error)
            return None

    async def kick(self, name: str, reason: str) -> bool:
        """End a broadcast; the encoder shows the reason."""
        return await self._obeyed(Kick(name, reason))

    async def let_out(self, name: str) -> bool:
        """Let everybody play a stream that was private."""
        return await self._obeyed(SetStreamPrivacy(name, private=False))

    async def start_forward(self, name: str, target: str, url: str) -> bool:
        """Send a running stream to another service too."""
        return await self._obeyed(StartForward(name, ForwardTarget(target, url)))

    async def stop_forward(self, name: str, target: str) -> bool:
        """Send it there no more."""
        return await self._obeyed(StopForward(name, target))

    def grant(self, name: str, viewer: str, until: datetime) -> str:
        """What lets `viewer` play a private stream: a part of its address."""
        return sign_grant(self._secret, "live", name, viewer, int(until.timestamp()))

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()

    async def _obeyed(self, command: object) -> bool:
        answer = await self._order(command)
        return answer is not None and answer.status_code == 200

    async def _order(self, command: object) -> httpx.Response | None:
        body = encode(Envelope(command, "app"))
        headers = {"Content-Type": "application/json", **sign(self._secret, body, time.time())}
        try:
            return await self._client.post(self._url, content=body, headers=headers)
        except httpx.HTTPError as error:
            log.debug("The media server does not answer: %s", error)
            return None


def _status(told: ServerStatus) -> MediaStatus:
    return MediaStatus(
        version=told.version,
        since=datetime.fromtimestamp(told.started_at, UTC),
        streams=told.streams,
        publishers=told.publishers,
        viewers=told.viewers,
        recordings=told.recordings,
        lag_seconds=told.lag_s,
        disk_free=told.disk_free,
        disk_total=told.disk_total,
        disk_reserve=told.disk_reserve,
        refusing=told.refusing,
        recording_failures=told.recording_failures,
    )


def _on_air(each: dict[str, Any]) -> OnAir:
    began = each["started_at"]
    return OnAir(
        each["stream"],
        each["broadcast"],
        datetime.fromtimestamp(began, UTC) if began is not None else None,
        each["recording"],
    )
