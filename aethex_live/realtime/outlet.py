"""A socket's way out that never makes a broadcast wait, and its way in that no client can flood.

Engine.IO gives each socket a queue and a task that copies it to the ASGI server; for a room of a thousand
that is a thousand wake-ups a message, four times the cost of the write itself. An Outlet starts the ASGI
server's own `send` and takes the first step of it at once. Usually the first step is all: the frame is in the
server's buffer and no task was woken. When the reader is slow the rest of the send is left to a task, later
frames wait in line, and when the line is full `push` refuses. Frames leave in the order in which they were
given, whoever gave them.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from engineio.async_drivers import asgi
from socketio import AsyncServer
from socketio.exceptions import ConnectionRefusedError as Refused  # raised in on_connect, tells the page why

from aethex_live import metrics
from aethex_live.realtime.incoming import Incoming

__all__ = ["Outlet", "Pace", "Refused", "frame_of", "install", "outlet_of", "straight"]

MOST_WAITING = 64
MOST_WAITING_SIZE = 1_000_000
MOST_INCOMING_BYTES = 256_000
_CLOSING_SECONDS = 5.0
_STRAIGHT = "aethex.straight_send"

Frame = dict[str, Any]  # what an ASGI server sends; made once for all who get it
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[Frame], Awaitable[None]]
ASGIApp = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]


@dataclass(slots=True)
class Pace:
    """How fast a client may send: `burst` messages at once, then `rate` a second. Others are read later."""

    rate: float = 20.0
    burst: float = 60.0
    _free_at: float = 0.0

    def delay(self, now: float) -> float:
        """Seconds until the message that has just come may be read."""
        self._free_at = max(self._free_at, now - self.burst / self.rate) + 1 / self.rate
        return max(0.0, self._free_at - now)


def frame_of(content: str | bytes) -> Frame:
    """A websocket frame with this content."""
    is_text = isinstance(content, str)
    return {
        "type": "websocket.send",
        "text": content if is_text else None,
        "bytes": None if is_text else content,
    }


class _Rest:
    """Awaits the rest of a send whose first step has been taken and has yielded `waiting`."""

    def __init__(self, steps: Iterator[Any], waiting: Any):
        self._steps = steps
        self._waiting = waiting

    def __await__(self) -> Generator[Any, Any, None]:
        while True:
            try:
                yield self._waiting
                self._waiting = next(self._steps)
            except StopIteration:
                return


class Outlet(asgi.WebSocket):
    """Takes the place of Engine.IO's websocket; the socket that it serves has it as `outlet`."""

    def __init__(self, handler: Callable[..., Any], server: Any):
        super().__init__(handler, server)
        self.closed = False
        self.on_close: list[Callable[[], None]] = []
        self._pace = Pace()
        self._incoming = Incoming()
        self._line: deque[Frame] = deque()
        self._line_size = 0
        self._under_way: tuple[Iterator[Any], Any] | None = None
        self._rest: asyncio.Task[None] | None = None
        self._connection: asyncio.Task[Any] | None = None
        self._send: Send
        handler.__self__.outlet = self  # type: ignore[attr-defined]

    async def __call__(self, environ: dict[str, Any]) -> str:
        self._connection = asyncio.current_task()
        self._send = environ["asgi.scope"].get(_STRAIGHT, environ["asgi.send"])
        return await super().__call__(environ)

    @property
    def idle(self) -> bool:
        """Whether everything that was given has left."""
        return self._settled() and not self._line

    def push(self, frame: Frame) -> bool:
        """Send `frame` after all earlier ones. False: the reader is too slow, and the frame was not taken."""
        if (self._under_way is None and self._rest is None) or self._settled():
            self._start(frame)
            return True
        if len(self._line) >= MOST_WAITING or self._line_size >= MOST_WAITING_SIZE:
            return False
        self._wait_in_line(frame)
        return True

    async def send(self, message: str | bytes) -> None:
        """Engine.IO's own frames: none is refused, its writer waits instead."""
        if self._settled():
            self._start(frame_of(message))
        else:
            self._wait_in_line(frame_of(message))
        if self._rest is not None:
            await asyncio.shield(self._rest)

    async def wait(self) -> str | bytes | None:
        """The client's next frame, at the pace that it may send. None ends the connection."""
        message = await super().wait()
        if message is None:
            return None
        if not self._incoming.takes(message):
            metrics.misfits.inc()
            return None
        delay = self._pace.delay(asyncio.get_running_loop().time())
        if delay:
            await asyncio.sleep(delay)
        return message

    def hang_up(self) -> None:
        """End the connection, also with a reader who reads nothing. A browser comes back with a new one."""
        if self._rest is not None:
            self._rest.cancel()
        if self._connection is not None:
            self._connection.cancel()

    async def close(self) -> None:
        """Engine.IO is done with the websocket."""
        if not self.closed:
            self.closed = True
            for callback in self.on_close:
                callback()
        with suppress(TimeoutError):
            await asyncio.wait_for(super().close(), _CLOSING_SECONDS)

    def _settled(self) -> bool:
        if self._rest is not None:
            return False
        if self._under_way is None:
            return True
        steps, waiting = self._under_way
        if not waiting.done():
            return False
        self._under_way = None
        self._step(steps)
        return self._under_way is None and self._rest is None

    def _start(self, frame: Frame) -> None:
        if not self.closed:
            self._step(self._send(frame).__await__())

    def _step(self, steps: Iterator[Any]) -> None:
        try:
            waiting = next(steps)
        except StopIteration:
            return
        except Exception:
            return  # the client is gone; Engine.IO's reader learns it by itself
        self._under_way = (steps, waiting)
        # A future of this loop belongs to a send that goes on only when somebody awaits it. A server that
        # sends in threads of its own hands out a future of another kind, and finishes without us.
        if isinstance(waiting, asyncio.Future):
            self._finish_in_task()

    def _wait_in_line(self, frame: Frame) -> None:
        self._line.append(frame)
        self._line_size += _size(frame)
        self._finish_in_task()

    def _finish_in_task(self) -> None:
        if self._rest is None:
            self._rest = asyncio.get_running_loop().create_task(self._finish())

    async def _finish(self) -> None:
        try:
            if self._under_way is not None:
                under_way, self._under_way = self._under_way, None
                await _Rest(*under_way)
            while self._line:
                frame = self._line.popleft()
                self._line_size -= _size(frame)
                await self._send(frame)
        except Exception:
            self._line.clear()  # the client is gone; Engine.IO's reader learns it by itself
            self._line_size = 0
        finally:
            self._rest = None


def _size(frame: Frame) -> int:
    return len(frame["text"] or frame["bytes"] or "")


def straight(app: ASGIApp) -> ASGIApp:
    """Wrap the outermost app: frames then go straight to the server, not through each layer of middleware."""

    async def wrapped(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            scope[_STRAIGHT] = send
        await app(scope, receive, send)

    return wrapped


def install(sio: AsyncServer) -> None:
    """Let the sockets of `sio` send through Outlets. Call before the first client connects."""
    if not isinstance(getattr(sio.eio, "_async", None), dict):
        raise RuntimeError(
            "This python-engineio keeps its websocket class elsewhere; adapt realtime/outlet.py."
        )
    sio.eio._async = {**sio.eio._async, "websocket": Outlet}
    sio.eio.max_http_buffer_size = MOST_INCOMING_BYTES


def outlet_of(sio: AsyncServer, sid: str, namespace: str) -> Outlet | None:
    """The way out to the client `sid`, or None when it has gone."""
    engine_sid = sio.manager.eio_sid_from_sid(sid, namespace)
    socket = sio.eio.sockets.get(engine_sid)
    outlet = getattr(socket, "outlet", None)
    return None if outlet is None or outlet.closed else outlet
