"""Delivers events to the app: journal first, then one after the other, again and again until it has them."""

import asyncio
import logging
from collections import deque
from typing import Any

from media_server.app_link.client import AppClient, AppUnreachableError
from media_server.app_link.journal import Journal
from media_server.contract import Envelope, Event, Health, encode

log = logging.getLogger(__name__)

FIRST_RETRY_S, LONGEST_RETRY_S = 0.5, 15.0  # an app that restarts is back within seconds
MOST_UNWRITTEN = 10_000  # events waiting for the disk; only a disk that hangs gets there


class EventDelivery:
    """`announce` from anywhere on the event loop; `run` is the task that does the work."""

    def __init__(self, journal: Journal, client: AppClient) -> None:
        self._journal = journal
        self._client = client
        self._unwritten: deque[Any] = deque()
        self._written: deque[tuple[int, bytes]] = deque(journal.take_waiting())
        self._file = asyncio.Lock()  # the journal is used from threads, by one at a time
        self._delivered = asyncio.Event()  # the app has everything
        self._wake_writer = asyncio.Event()
        self._wake_sender = asyncio.Event()
        self._health: bytes | None = None
        self._retry_s = 0.0

    def announce(self, event: Event) -> None:
        if isinstance(event, Health):
            self._health = encode(Envelope(event, self._journal.server))
            self._wake_sender.set()
            return
        if len(self._unwritten) >= MOST_UNWRITTEN:
            log.error("the disk does not take events; one was lost", extra={"type": event.type})
            return
        self._unwritten.append(event)
        self._delivered.clear()
        self._wake_writer.set()

    @property
    def undelivered(self) -> int:
        return len(self._unwritten) + len(self._written)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._write())
            group.create_task(self._send())

    async def flush(self, timeout_s: float) -> None:
        """At shutdown: everything onto the disk, and to the app if it listens."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._delivered.wait()
        except TimeoutError:
            log.info("events are left for the next start", extra={"count": self.undelivered})

    async def _write(self) -> None:
        while True:
            await self._wake_writer.wait()
            self._wake_writer.clear()
            events = list(self._unwritten)
            if not events:
                continue
            try:
                async with self._file:
                    lines = await asyncio.to_thread(self._journal.append, events)
            except OSError as error:
                log.error("events cannot be written", extra={"why": str(error)})
                await asyncio.sleep(FIRST_RETRY_S)
                self._wake_writer.set()
                continue
            for _ in events:
                self._unwritten.popleft()
            self._written.extend(lines)
            self._wake_sender.set()

    async def _send(self) -> None:
        self._wake_sender.set()
        while True:
            await self._wake_sender.wait()
            self._wake_sender.clear()
            await self._send_health()
            while self._written:
                sequence, body = self._written[0]
                if not await self._attempt(body):
                    await asyncio.sleep(self._retry_s)
                    continue
                self._written.popleft()
                await self._confirm(sequence, len(body) + 1)
                await self._send_health()
            if not self._unwritten:
                self._delivered.set()

    async def _confirm(self, sequence: int, size: int) -> None:
        async with self._file:
            idle = not self._written
            try:
                await asyncio.to_thread(self._journal.confirm, sequence, size, idle)
            except OSError as error:  # after a restart the app gets the event again, and knows it
                log.error("a delivery cannot be noted", extra={"why": str(error)})

    async def _send_health(self) -> None:
        body, self._health = self._health, None
        if body is not None:
            await self._attempt(body)

    async def _attempt(self, body: bytes) -> bool:
        try:
            await self._client.deliver(body)
        except AppUnreachableError as error:
            if not self._retry_s:
                log.warning("the app is away; events wait", extra={"why": str(error)})
            self._retry_s = min(max(FIRST_RETRY_S, self._retry_s * 2), LONGEST_RETRY_S)
            return False
        if self._retry_s:
            log.info("the app is back")
        self._retry_s = 0.0
        return True
