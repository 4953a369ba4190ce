"""Sends one stream to one target: connects, publishes, and tries again when the target goes away.

The broadcast only ever calls `on_unit` and its like, which put something into a bounded queue. Whatever the
target does, or does not do, happens in a task of its own.
"""

import asyncio
import contextlib
import logging
import socket
import ssl
from collections.abc import Callable
from enum import Enum

from media_server.forward.queue import ForwardQueue
from media_server.forward.target import Target, TargetError, check_public
from media_server.rtmp.client import Broken, ClientSession, ClientState, Live, Rejected
from media_server.units import AccessUnit, TrackConfig

log = logging.getLogger(__name__)

OPENING_S = 10.0  # to connect and be let in
WRITING_S = 10.0  # a target that takes nothing for this long hangs
FIRST_RETRY_S, LONGEST_RETRY_S = 2.0, 60.0
REFUSALS = 3  # in a row; then the key is wrong rather than the service busy
UNSENT_BYTES = 256 * 1024  # in the socket's buffer; the rest waits in the bounded queue


class ForwardState(Enum):
    CONNECTING = "connecting"
    LIVE = "live"
    WAITING = "waiting"  # for the next try
    REFUSED = "refused"
    STOPPED = "stopped"


OnState = Callable[[ForwardState, str], None]


class _LostError(Exception):
    """This connection is over; the text is for the creator."""


class _RefusedError(Exception):
    """The target does not want the stream."""


class Forwarder:
    """A unit sink of the broadcast."""

    def __init__(self, target: Target, allow_private: bool, on_state: OnState) -> None:
        self.state = ForwardState.CONNECTING
        self.message = ""
        self.queue = ForwardQueue()
        self._target = target
        self._allow_private = allow_private
        self._on_state = on_state
        self._wake = asyncio.Event()
        self._clock = _OutgoingClock()
        self._task = asyncio.get_running_loop().create_task(self._run())

    def on_config(self, config: TrackConfig) -> None:
        self.queue.on_config(config)
        self._wake.set()

    def on_unit(self, unit: AccessUnit) -> None:
        self.queue.on_unit(unit)
        self._wake.set()

    def on_discontinuity(self) -> None:
        self._clock.jump()
        self.queue.restart()

    def close(self) -> None:
        self._task.cancel()

    async def wait_closed(self) -> None:
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        retry_s, refusals = FIRST_RETRY_S, 0
        try:
            while True:
                self._enter(ForwardState.CONNECTING)
                try:
                    await self._publish()
                except _RefusedError as error:
                    refusals += 1
                    if refusals == REFUSALS:
                        self._enter(ForwardState.REFUSED, str(error))
                        return
                    message = str(error)
                except TargetError as error:
                    self._enter(ForwardState.REFUSED, str(error))
                    return
                except (_LostError, OSError, TimeoutError, ssl.SSLError) as error:
                    message = str(error) or "The target does not answer."
                if self.state is ForwardState.LIVE:
                    retry_s, refusals = FIRST_RETRY_S, 0
                self._enter(ForwardState.WAITING, message)
                await asyncio.sleep(retry_s)
                retry_s = min(retry_s * 2, LONGEST_RETRY_S)
        except asyncio.CancelledError:
            self._enter(ForwardState.STOPPED)
            raise
        except Exception:
            log.exception("a forwarder failed")
            self._enter(ForwardState.STOPPED, "The forwarding failed on this server.")

    def _enter(self, state: ForwardState, message: str = "") -> None:
        if (state, message) != (self.state, self.message):
            self.state, self.message = state, message
            log.info("forwarding", extra={"host": self._target.host, "state": state.value, "why": message})
            self._on_state(state, message)

    async def _publish(self) -> None:
        async with asyncio.timeout(OPENING_S):
            reader, writer = await self._connect()
        session = ClientSession(self._target.destination)
        try:
            async with asyncio.timeout(OPENING_S):
                await self._open(session, reader, writer)
            self._enter(ForwardState.LIVE)
            self.queue.restart()
            async with asyncio.TaskGroup() as group:
                group.create_task(self._listen(session, reader, writer))
                group.create_task(self._feed(session, writer))
        except* (_LostError, OSError, TimeoutError) as group_error:
            raise _LostError(str(group_error.exceptions[0])) from None
        except* _RefusedError as group_error:
            raise _RefusedError(str(group_error.exceptions[0])) from None
        finally:
            session.close()
            with contextlib.suppress(OSError, RuntimeError):
                writer.writelines(session.data_to_send())
            if writer.transport.get_write_buffer_size() > UNSENT_BYTES:
                writer.transport.abort()
            writer.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Connects to the very address that was checked, so that no second look-up can lead elsewhere."""
        target = self._target
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        address = str(found[0][4][0])
        if not self._allow_private:
            check_public(address)
        context = ssl.create_default_context() if target.encrypted else None
        return await asyncio.open_connection(
            address, target.port, ssl=context, server_hostname=target.host if context else None
        )

    async def _open(
        self, session: ClientSession, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        while session.state is not ClientState.LIVE:
            writer.writelines(session.data_to_send())
            await self._hear(session, reader)

    async def _hear(self, session: ClientSession, reader: asyncio.StreamReader) -> None:
        data = await reader.read(65_536)
        if not data:
            raise _LostError("The target closed the connection.")
        session.receive_data(data)
        for event in session.events():
            if isinstance(event, Rejected):
                raise _RefusedError(event.description)
            if isinstance(event, Broken):
                raise _LostError(f"The target does not speak RTMP: {event.error}")
            assert isinstance(event, Live)

    async def _listen(
        self, session: ClientSession, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        while True:
            await self._hear(session, reader)
            writer.writelines(session.data_to_send())

    async def _feed(self, session: ClientSession, writer: asyncio.StreamWriter) -> None:
        writer.transport.set_write_buffer_limits(high=UNSENT_BYTES)
        while True:
            item = self.queue.pop()
            if item is None:
                self._wake.clear()
                await self._wake.wait()
                continue
            if isinstance(item, TrackConfig):
                session.send_config(item, self._clock.now_ms)
            else:
                session.send_unit(item, self._clock.place(item.dts_ms))
            writer.writelines(session.data_to_send())
            # Not `wait_for`: until Python 3.12 it forgets a cancellation that comes when the write is just done.
            async with asyncio.timeout(WRITING_S):
                await writer.drain()


class _OutgoingClock:
    """Timestamps for the target: from 0, and onwards when the publisher's own begin anew."""

    def __init__(self) -> None:
        self.now_ms = 0
        self._offset: int | None = None

    def jump(self) -> None:
        self._offset = None

    def place(self, dts_ms: int) -> int:
        if self._offset is None:
            self._offset = self.now_ms - dts_ms
        placed = max(0, dts_ms + self._offset)
        self.now_ms = max(self.now_ms, placed)
        return placed
