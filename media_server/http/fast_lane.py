"""The short way for what live viewers ask for ten times a second: plain GETs below /live/.

A connection begins here. As long as it asks for nothing else, requests are read and answered by a few lines,
and a viewer who waits is a callback, not a task. With the first request of any other kind the connection is
handed over to aiohttp, for good, with all that it has sent: a whole head, since aiohttp would wait for the rest
of one for ever.
"""

import asyncio
import re
import time
from typing import Any

from aiohttp import web

from .desk import Answer, Answering, Ask, FromDisk, Hold, LiveDesk
from .replies import Reply, refusal
from .request_head import parse_head
from .settings import HttpSettings

IDLE_S = 75.0  # between two requests; players ask again within seconds
HEAD_S = 15.0  # from the first byte of a request to its last
MAX_HEAD = 32 * 1024
MAX_AHEAD = 32 * 1024  # of further requests, sent before the answer to this one
WRITE_PIECE = 256 * 1024  # what a slow reader can hold beyond its socket's own buffer
SWEEP_S = 5.0
_BEGINNING = re.compile(rb"[!-~]{1,32}(?: |$)")  # of a request, and of no other protocol that strays here
_TOO_LONG = refusal(431, "The head of the request is too long.")


class FastLane(asyncio.Protocol):
    """One connection. `_answering` is set from a request until its answer is written."""

    def __init__(self, lane: "Lane") -> None:
        self._lane = lane
        self._transport: asyncio.Transport | None = None
        self._address = ""
        self._buffer = b""
        self._answering: Answering | None = None
        self._hold: Hold | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._rest: list[memoryview] = []  # of the answer, while its reader is slow
        self._paused = False
        self._active_at = time.monotonic()

    # What the event loop says.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        peer = transport.get_extra_info("peername")
        self._address = peer[0] if isinstance(peer, tuple) else ""
        self._lane.connections.add(self)

    def data_received(self, data: bytes) -> None:
        if not self._buffer:
            self._active_at = time.monotonic()
        self._buffer += data
        if self._free:
            self._next_request()
        elif len(self._buffer) > MAX_AHEAD:
            self.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        self._transport = None

    def pause_writing(self) -> None:
        self._paused = True

    def resume_writing(self) -> None:
        self._paused = False
        if self._rest:
            self._write_rest()
        self._next_request()

    def close(self) -> None:
        """Whatever is under way ends."""
        if self._transport is not None:
            self._transport.abort()

    def forgotten(self, now: float) -> bool:
        """Nothing is under way, and nothing has come for too long."""
        idle = self._answering is None and not self._rest
        return idle and now - self._active_at > (HEAD_S if self._buffer else IDLE_S)

    @property
    def _free(self) -> bool:
        """The next request may be answered: the one before is, and its reader has taken most of it."""
        return self._answering is None and not self._rest and not self._paused

    # One request after the other.

    def _next_request(self) -> None:
        while self._free:
            self._buffer = self._buffer.lstrip(b"\r\n")
            if not self._buffer:
                return
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0 and _BEGINNING.match(self._buffer):
                if len(self._buffer) >= MAX_HEAD:
                    self._turn_away()
                return
            head = self._buffer[: end + 4]
            ask = parse_head(head, self._address, self._lane.settings.trusted_proxies) if end >= 0 else None
            if ask is None:
                self._hand_over()
                return
            self._buffer = self._buffer[end + 4 :]
            self._active_at = time.monotonic()
            self._begin(ask, head)

    def _turn_away(self) -> None:
        self._buffer = b""
        if self._transport is not None:
            self._transport.write(_TOO_LONG.wire)
            self._transport.close()

    def _begin(self, ask: Ask, head: bytes) -> None:
        self._answering = self._lane.desk.answer(ask)
        answer = self._advance(None)
        if isinstance(answer, FromDisk):
            # Reading files is aiohttp's part; it asks the desk again.
            self._answering = None
            self._buffer = head + self._buffer
            self._hand_over()
        elif answer is not None:
            self._write(answer)

    def _advance(self, woken: bool | None) -> Answer | None:
        """Let the desk go on. None: there is something to wait for."""
        assert self._answering is not None
        try:
            hold = next(self._answering) if woken is None else self._answering.send(woken)
        except StopIteration as end:
            self._answering = None
            answer: Answer = end.value
            return answer
        self._hold = hold
        hold.wakeup.add(self._woken)
        if self._timer is None:
            delay = hold.until - time.monotonic()
            self._timer = asyncio.get_running_loop().call_later(delay, self._time_over)
        return None

    def _woken(self) -> None:
        self._go_on(True)

    def _time_over(self) -> None:
        self._timer = None
        if self._hold is not None:
            self._hold.wakeup.discard(self._woken)
        self._go_on(False)

    def _go_on(self, woken: bool) -> None:
        if self._answering is None or self._transport is None:
            return
        self._hold = None
        answer = self._advance(woken)
        if answer is None:
            return
        self._cancel_timer()
        assert not isinstance(answer, FromDisk), "what is waited for is never on the disk"
        self._write(answer)
        self._next_request()

    def _write(self, answer: Reply) -> None:
        transport = self._transport
        if transport is None:
            return
        if len(answer.pieces) == 1 and len(answer.pieces[0]) <= WRITE_PIECE:
            transport.write(answer.wire)
            return
        self._rest = [memoryview(answer.head), *(memoryview(piece) for piece in answer.pieces)]
        self._write_rest()

    def _write_rest(self) -> None:
        """As much as the reader takes. The event loop calls again when it has taken that."""
        assert self._transport is not None
        while self._rest and not self._paused:
            piece = self._rest[0]
            self._transport.write(piece[:WRITE_PIECE])
            if len(piece) > WRITE_PIECE:
                self._rest[0] = piece[WRITE_PIECE:]
            else:
                del self._rest[0]
        self._cancel_timer()
        if self._rest:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(self._lane.settings.send_timeout_s, self.close)

    def _hand_over(self) -> None:
        transport, data = self._transport, self._buffer
        self._forget()
        self._transport = None
        if transport is not None:
            protocol = self._lane.server()
            transport.set_protocol(protocol)
            protocol.connection_made(transport)
            protocol.data_received(data)

    def _forget(self) -> None:
        self._lane.connections.discard(self)
        self._cancel_timer()
        if self._hold is not None:
            self._hold.wakeup.discard(self._woken)
            self._hold = None
        if self._answering is not None:
            self._answering.close()
            self._answering = None
        self._rest = []
        self._buffer = b""

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class Lane:
    """What the connections share. Called by the event loop for each new one."""

    def __init__(self, server: web.Server, desk: LiveDesk, settings: HttpSettings) -> None:
        self.server = server
        self.desk = desk
        self.settings = settings
        self.connections: set[FastLane] = set()
        self._sweeper = asyncio.get_running_loop().call_later(SWEEP_S, self._sweep)

    def __call__(self) -> FastLane:
        return FastLane(self)

    def close(self) -> None:
        self._sweeper.cancel()
        for connection in list(self.connections):
            connection.close()

    def _sweep(self) -> None:
        """Close what has asked for nothing for long. One timer for all costs less than one for each."""
        self._sweeper = asyncio.get_running_loop().call_later(SWEEP_S, self._sweep)
        now = time.monotonic()
        for connection in [connection for connection in self.connections if connection.forgotten(now)]:
            connection.close()


class FastLaneRunner(web.AppRunner):
    """An AppRunner whose sites accept into the fast lane."""

    def __init__(self, app: web.Application, desk: LiveDesk, settings: HttpSettings, **options: Any) -> None:
        super().__init__(app, **options)
        self._desk = desk
        self._settings = settings
        self._lane: Lane | None = None

    @property
    def server(self) -> Any:
        server = super().server
        if server is not None and self._lane is None:
            self._lane = Lane(server, self._desk, self._settings)
        return self._lane

    async def cleanup(self) -> None:
        if self._lane is not None:
            self._lane.close()
        await super().cleanup()
        if self._lane is not None:
            self._lane.close()  # what was accepted while the listening sockets were closed
