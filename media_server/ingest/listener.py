"""Accepts RTMP connections and keeps the limits that concern all of them."""

import asyncio
import contextlib
import ssl
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any

from media_server.ingest.connection import Connection
from media_server.ingest.key_guard import KeyGuard
from media_server.ingest.limits import IngestLimits
from media_server.ingest.ports import Door
from media_server.rtmp.errors import Fault

READ_SIZE = 256 * 1024


class RtmpListener:
    """One for plain RTMP and RTMPS together: `listen` may be called for each."""

    def __init__(self, door: Door, limits: IngestLimits, check_interval_s: float = 1.0) -> None:
        self.door = door
        self.limits = limits
        self.read_buffer = memoryview(bytearray(READ_SIZE))
        self.faults: Counter[Fault] = Counter()
        self._loop = asyncio.get_running_loop()
        self.now: Callable[[], float] = self._loop.time
        self.guard = KeyGuard(limits, self.now)
        self._servers: list[asyncio.Server] = []
        self.empty = asyncio.Event()  # no connection is open
        self.empty.set()
        self._connections: set[Connection] = set()
        self._per_address: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._check_interval_s = check_interval_s
        self._ticker: asyncio.Task[None] | None = None

    async def listen(self, host: str, port: int, context: ssl.SSLContext | None = None) -> int:
        """Gives the port, which differs from the one asked for when that was 0."""
        encrypted = context is not None
        timeout = self.limits.handshake_s if encrypted else None
        server = await self._loop.create_server(
            lambda: Connection(self, encrypted), host, port, ssl=context, ssl_handshake_timeout=timeout
        )
        self._servers.append(server)
        if self._ticker is None:
            self._ticker = self._loop.create_task(self._tick())
        return server.sockets[0].getsockname()[1]

    @property
    def connections(self) -> int:
        return len(self._connections)

    def stop_accepting(self) -> None:
        for server in self._servers:
            server.close()

    async def close(self) -> None:
        """Drops every connection."""
        self.stop_accepting()
        if self._ticker is not None:
            self._ticker.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._ticker
        for connection in list(self._connections):
            connection.stop("The server is shutting down.")
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # What connections call. They share one read buffer: a session has read all of it, or copied the rest,
    # before the loop turns to the next socket.

    def enter(self, connection: Connection) -> str | None:
        """The reason for which this connection may not stay, or None."""
        self._connections.add(connection)
        self.empty.clear()
        self._per_address[connection.address] += 1
        if len(self._connections) > self.limits.connections:
            return "the server has all the connections that it takes"
        if self._per_address[connection.address] > self.limits.connections_per_address:
            return "too many connections from one address"
        return None

    def leave(self, connection: Connection) -> None:
        self._connections.discard(connection)
        if not self._connections:
            self.empty.set()
        self._per_address[connection.address] -= 1
        if self._per_address[connection.address] <= 0:
            del self._per_address[connection.address]

    def count_fault(self, fault: Fault) -> None:
        self.faults[fault] += 1

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def call_later(self, delay: float, action: Callable[[], None]) -> None:
        self._loop.call_later(delay, action)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(self._check_interval_s)
            now = self.now()
            for connection in list(self._connections):
                connection.check(now)
