"""A whole server in this process, without Reflex: Socket.IO on a real port, a Hub, and one kind of room."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import uvicorn
from socketio import ASGIApp, AsyncServer

from aethex_live.realtime import kinds
from aethex_live.realtime.bus import Bus
from aethex_live.realtime.feed import NO_ENTRIES
from aethex_live.realtime.hub import Hub
from aethex_live.realtime.kinds import RoomKind
from aethex_live.realtime.rooms import LiveRoom
from aethex_live.realtime.visitor import Visitor
from aethex_live.realtime.wire import StateWire
from aethex_live.web_server import configuration
from tests.realtime.viewer import NAMESPACE, Viewer, Window

STATE = "root.talk"
BLANK = {"topic": "", "viewers": 0, "lines": NO_ENTRIES, "refusal": ""}
KEEP = 100


class Talk(LiveRoom):
    """Lines of text. Events: ("say", id, text), ("unsay", id), ("topic", text), ("clear",)."""

    opened: list[str] = []
    closed: list[str] = []

    async def open(self) -> None:
        Talk.opened.append(self.name)
        self.lines = self.feed("lines", keep=KEEP)
        self.show(topic=f"about {self.name}", viewers=0)

    async def close(self) -> None:
        Talk.closed.append(self.name)

    def apply(self, event: Any) -> Any:
        match event:
            case "say", key, text:
                self.lines.put({"id": key, "text": text})
                return len(self.lines)
            case "unsay", key:
                self.lines.drop(key)
            case "topic", text:
                self.show(topic=text)
            case ("clear",):
                self.lines.clear()
            case _:
                raise ValueError(f"Nobody knows what {event!r} means.")

    def counted(self, viewers: int) -> None:
        self.show(viewers=viewers)


@dataclass
class House:
    """What tests drive."""

    hub: Hub
    kind: RoomKind
    port: int
    banned: set[UUID] = field(default_factory=set)
    viewers: list[Viewer] = field(default_factory=list)

    async def viewer(self, name: str | None = None, visitor: Visitor = Visitor(), **options: Any) -> Viewer:
        """A client that is connected, and in the room `name` if one is given."""
        viewer = await Viewer.connect(self.port, **options)
        self.viewers.append(viewer)
        if name is not None:
            await self.hub.join(self.kind, name, viewer.sid, visitor)
            if viewer._reader is not None:
                await viewer.until(lambda: lines(viewer).life)
        return viewer

    async def say(self, name: str, *keys: Any) -> None:
        for key in keys:
            await self.hub.post(self.kind, name, ("say", str(key), f"text of {key}"))


async def eventually(condition: Callable[[], Any], seconds: float = 5.0) -> None:
    """Wait for what tells nobody when it happens."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


def shown(viewer: Viewer) -> dict[str, Any]:
    return viewer.shows(STATE)


def lines(viewer: Viewer) -> Window:
    return shown(viewer).setdefault("lines", Window())


@asynccontextmanager
async def open_house(bus: Bus | None = None, linger: float = 30.0) -> AsyncIterator[House]:
    """The server, running."""
    sio = AsyncServer(
        async_mode="asgi", transports=["websocket"], async_handlers=False, cors_allowed_origins=[]
    )
    sio.on("connect", lambda sid, environ, auth=None: None, namespace=NAMESPACE)
    hub = Hub(sio, bus)
    banned: set[UUID] = set()

    async def admit(visitor: Visitor, name: str) -> None:
        if visitor.person in banned:
            raise PermissionError("You are banned here.")

    kind = kinds.declare(RoomKind("talk", StateWire(STATE, BLANK), Talk, admit, linger=linger))
    application = ASGIApp(sio, socketio_path="_event")
    config = configuration(application, port=0, lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    await eventually(lambda: server.started)
    await hub.start()
    port = server.servers[0].sockets[0].getsockname()[1]
    house = House(hub, kind, port, banned)
    try:
        yield house
    finally:
        await asyncio.gather(*(viewer.close() for viewer in house.viewers))
        await hub.stop()
        server.should_exit = True
        await serving
        await sio.shutdown()
