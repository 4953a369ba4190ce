"""A raw RTMP client on a real socket, and a door that the tests control."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from media_server.ingest.limits import IngestLimits
from media_server.ingest.listener import RtmpListener
from media_server.ingest.ports import MediaEvent, Publication, Publisher, PublishRequest, Refused
from media_server.rtmp import messages as m
from media_server.rtmp.amf0 import decode
from media_server.rtmp.chunk import Message
from tests.media_server.rtmp import wire


@dataclass
class Taken:
    """A publication that remembers."""

    publisher: Publisher
    events: list[MediaEvent] = field(default_factory=list)
    ended: asyncio.Future[bool] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    def receive(self, events: list[MediaEvent]) -> None:
        self.events += events

    def lost(self, clean: bool) -> None:
        self.ended.set_result(clean)


@dataclass
class TestDoor:
    """Lets in every key that begins with `good`, as soon as `open` is set."""

    __test__ = False
    asked: list[PublishRequest] = field(default_factory=list)
    taken: asyncio.Queue[Taken] = field(default_factory=asyncio.Queue)
    open: asyncio.Event = field(default_factory=asyncio.Event)

    async def admit(self, request: PublishRequest, publisher: Publisher) -> Publication | Refused:
        self.asked.append(request)
        await self.open.wait()
        if not request.key.startswith("good"):
            return Refused("That key is not known.", wrong_key=True)
        taken = Taken(publisher)
        self.taken.put_nowait(taken)
        return taken


@dataclass
class Bench:
    door: TestDoor
    listener: RtmpListener
    port: int

    async def client(self, context: ssl.SSLContext | None = None) -> "Client":
        name = "localhost" if context else None
        opened = asyncio.open_connection("127.0.0.1", self.port, ssl=context, server_hostname=name)
        return Client(*await opened)


@dataclass
class Client:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def rest(self) -> list[Message]:
        """Everything that the server sends until it closes; the chunk size is announced in it."""
        data = await self.reader.read()
        return wire.read_messages(data[1 + 2 * 1536 :])

    async def status(self) -> dict[str, str]:
        """The last status that the server sends before it closes."""
        found = [decode(one.body) for one in await self.rest() if one.type_id == m.COMMAND]
        return [values[-1] for values in found if values[0] == "onStatus"][-1]

    async def ended(self) -> bool:
        """True when the server closed or broke the connection."""
        try:
            await self.reader.read()
        except ConnectionError:
            pass
        return True

    def drop(self) -> None:
        """As if the cable were pulled: no goodbye, a reset on the wire."""
        self.writer.transport.abort()


@asynccontextmanager
async def bench(
    limits: IngestLimits | None = None, open_door: bool = True, context: ssl.SSLContext | None = None
) -> AsyncIterator[Bench]:
    door = TestDoor()
    if open_door:
        door.open.set()
    listener = RtmpListener(door, limits or IngestLimits(), check_interval_s=0.05)
    port = await listener.listen("127.0.0.1", 0, context)
    try:
        yield Bench(door, listener, port)
    finally:
        await listener.close()
