"""A client that speaks the browser's side of the websocket by hand and applies deltas as the browser does."""

import asyncio
import json
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Self
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

NAMESPACE = "/_event"
MARKER = "_rx_state_"


class Window:
    """What a browser keeps of a feed; `gaps` counts how often it noticed that something is missing."""

    def __init__(self, keep: int = 10_000) -> None:
        self.keep = keep
        self.life, self.state, self.gaps = "", 0, 0
        self.entries: dict[str, Any] = {}
        self.arrived: list[str] = []

    def take(self, value: dict[str, Any]) -> None:
        if "all" in value:
            self.life, self.state = value["k"], value["n"]
            new = {entry["id"]: entry for entry in value["all"]}
            self.arrived += [key for key in new if key not in self.entries and key not in self.arrived]
            self.entries = new
        elif value["k"] != self.life or value["from"] > self.state:
            self.gaps += 1
        elif value["n"] > self.state:
            self.state = value["n"]
            for key in value.get("gone", ()):
                self.entries.pop(key, None)
            for entry in value.get("set", ()):
                if entry["id"] in self.entries:
                    self.entries[entry["id"]] = entry
            for entry in value.get("put", ()):
                self.entries.pop(entry["id"], None)
                self.entries[entry["id"]] = entry
                self.arrived.append(entry["id"])
        while len(self.entries) > self.keep:
            del self.entries[next(iter(self.entries))]


class Viewer:
    """`vars` holds what the browser's state holds, by state and name; feeds are Windows."""

    def __init__(self, connection: ClientConnection, token: str):
        self.connection = connection
        self.token = token
        self.sid = ""
        self.vars: dict[str, dict[str, Any]] = {}
        self.deltas: list[dict[str, Any]] = []
        self.closed = asyncio.Event()
        self._changed = asyncio.Condition()
        self._reader: asyncio.Task[None] | None = None

    @classmethod
    async def connect(
        cls, port: int, *, token: str = "", auth: Any = None, reading: bool = True, **options: Any
    ) -> Self:
        """Connect as a browser does; with `reading=False` as one who reads nothing but the greeting."""
        token = token or uuid4().hex
        uri = f"ws://127.0.0.1:{port}/_event/?EIO=4&transport=websocket&token={token}"
        if not reading:
            options |= {"sock": _narrow_socket(port), "max_queue": 1}
        connection = await connect(uri, compression=None, max_size=None, ping_interval=None, **options)
        viewer = cls(connection, token)
        assert str(await connection.recv()).startswith("0")
        await connection.send(f"40{NAMESPACE}," + (json.dumps(auth) if auth else ""))
        while not viewer.sid:
            frame = str(await connection.recv())
            if frame.startswith(f"40{NAMESPACE},"):
                viewer.sid = json.loads(frame.partition(",")[2])["sid"]
            else:
                viewer._take(frame)
        if reading:
            viewer._reader = asyncio.create_task(viewer._read())
        return viewer

    async def send(self, name: str, payload: Any) -> None:
        """Send a Socket.IO event."""
        await self.connection.send(f"42{NAMESPACE}," + json.dumps([name, payload]))

    async def close(self) -> None:
        if self._reader is None:
            self.connection.transport.abort()
            return
        self._reader.cancel()
        await self.connection.close()

    def shows(self, state: str) -> dict[str, Any]:
        """The vars of one state."""
        return self.vars.setdefault(state, {})

    async def until(self, condition: Callable[[], Any], seconds: float = 30.0) -> None:
        """Wait until what is shown fulfils `condition`."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(condition)

    async def _read(self) -> None:
        with suppress(ConnectionClosed):
            async for frame in self.connection:
                if frame == "2":
                    await self.connection.send("3")
                else:
                    self._take(str(frame))
                    async with self._changed:
                        self._changed.notify_all()
        self.closed.set()
        async with self._changed:
            self._changed.notify_all()

    def _take(self, frame: str) -> None:
        if not frame.startswith(f"42{NAMESPACE},"):
            return
        event, *arguments = json.loads(frame.partition(",")[2])
        if event != "event":
            return
        for state, delta in arguments[0].get("delta", {}).items():
            self.deltas.append(delta)
            shown = self.shows(state)
            for name, value in delta.items():
                name = name.removesuffix(MARKER)
                if isinstance(value, dict) and "k" in value and "n" in value:
                    if not isinstance(shown.get(name), Window):
                        shown[name] = Window()
                    shown[name].take(value)
                else:
                    shown[name] = value


def _narrow_socket(port: int) -> socket.socket:
    """A connection that is soon full."""
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    narrow.connect(("127.0.0.1", port))
    narrow.setblocking(False)
    return narrow
