"""Rooms, presence and the bus: what many people see at once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from socketio import AsyncServer

from aethex_live.realtime import hub as hubs
from aethex_live.realtime import origin
from aethex_live.realtime.bus import LocalBus
from aethex_live.realtime.hub import Hub
from aethex_live.realtime.redis_bus import RedisBus


@asynccontextmanager
async def running(sio: AsyncServer, *, redis_url: str = "", base_url: str = "") -> AsyncIterator[Hub]:
    """Live rooms on the sockets of `sio`, shared with the other workers when there is a Redis.

    With `base_url`, only pages of this site may connect.
    """
    if base_url:
        sio.eio.cors_allowed_origins = origin.ours(base_url)
    hub = Hub(sio, RedisBus(redis_url) if redis_url else LocalBus())
    await hub.start()
    hubs.use(hub)
    try:
        yield hub
    finally:
        hubs.use(None)
        await hub.stop()
