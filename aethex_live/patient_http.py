"""HTTP/1.1 for the web server, with an end to its patience: nobody holds a connection by sending or reading slowly.

Uvicorn by itself waits for ever for the rest of a request that has begun, and keeps a head of any length.
"""

import asyncio
from enum import Enum, auto
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class Phase(Enum):
    """What of a request is on its way."""

    HEAD = auto()
    BODY = auto()
    NOTHING = auto()


class PatientHttp(HttpToolsProtocol):
    """The limits are a class's, so that tests can have shorter ones."""

    head_seconds = 15.0  # from the first byte, or the connection, to the end of the headers
    largest_head = 64 * 1024
    body_seconds = 20.0  # in each such while, a body must bring at least this:
    smallest_share = 64 * 1024
    read_seconds = 60.0  # in which a reader must take something of what waits for it

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._phase = Phase.HEAD
        self._size = 0
        self._deadline: asyncio.TimerHandle | None = None
        self._reading: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._enter(Phase.HEAD)

    def connection_lost(self, exc: Exception | None) -> None:
        self._enter(Phase.NOTHING)
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._phase is Phase.HEAD:
            self._size += len(data)
        super().data_received(data)
        if self._phase is Phase.HEAD and self._size > self.largest_head:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if self._phase is Phase.NOTHING:  # otherwise its time has begun with the connection
            self._enter(Phase.HEAD)

    def on_headers_complete(self) -> None:
        self._enter(Phase.NOTHING if self.parser.should_upgrade() else Phase.BODY)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._size += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._enter(Phase.NOTHING)
        super().on_message_complete()

    def pause_writing(self) -> None:
        if self._reading is None:
            self._reading = self.loop.call_later(self.read_seconds, self.transport.abort)
        super().pause_writing()

    def resume_writing(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        super().resume_writing()

    def _enter(self, phase: Phase) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        self._phase = phase
        self._size = 0
        if phase is not Phase.NOTHING:
            seconds = self.head_seconds if phase is Phase.HEAD else self.body_seconds
            self._deadline = self.loop.call_later(seconds, self._look)

    def _look(self) -> None:
        """The time is up; there is more of it when the client is not to blame."""
        if self._phase is Phase.HEAD:
            excused = self._answering()  # this request waits behind another one
        else:
            excused = self.flow.read_paused or self._size >= self.smallest_share
        if excused:
            self._enter(self._phase)
        else:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)

    def _refuse(self, status: HTTPStatus) -> None:
        """Hang up; with a word why to who has asked something and is not being answered yet."""
        if self._phase is Phase.HEAD:
            waits = self._size > 0 and not self._answering()
        else:
            waits = not self.cycle.response_started
        self._enter(Phase.NOTHING)
        if waits:
            text = f"{status.phrase}.\n"
            self.transport.write(
                f"HTTP/1.1 {status.value} {status.phrase}\r\ncontent-type: text/plain; charset=utf-8\r\n"
                f"content-length: {len(text)}\r\nconnection: close\r\n\r\n{text}".encode()
            )
        self.transport.close()

    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete
