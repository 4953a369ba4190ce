"""Where the rooms are: hosts those of this process, and keeps a relay for those of other workers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any
from uuid import UUID

from aethex_live.realtime.audience import Member
from aethex_live.realtime.bus import Bus, Message, NotHere
from aethex_live.realtime.host import Host
from aethex_live.realtime.kinds import RoomKind, kind_of
from aethex_live.realtime.relay import Relay

log = logging.getLogger(__name__)

OPEN_AGAIN = 1.0


class Places:
    """`is_seated(kind, sid, name)` tells whether a client still wants to be in a room that is being moved."""

    def __init__(self, bus: Bus, is_seated: Callable[[RoomKind, str, str], bool]):
        self._bus = bus
        self._is_seated = is_seated
        self._places: dict[str, Host | Relay] = {}
        self._opening: dict[str, asyncio.Task[None]] = {}
        self._closing: dict[str, asyncio.Task[None]] = {}
        self._collecting: dict[str, asyncio.TimerHandle] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    def __len__(self) -> int:
        return len(self._places)

    def get(self, key: str) -> Host | Relay | None:
        """The room, if it is open here or somebody here is in it."""
        return self._places.get(key)

    async def open(self, kind: RoomKind, name: str) -> Host | Relay:
        """The room, opened if nobody has."""
        key = kind.key(name)
        while (place := self._places.get(key)) is None:
            if key not in self._opening:
                task = self._opening[key] = self._spawn(self._open(kind, name, key))
                task.add_done_callback(lambda _: self._opening.pop(key, None))
            await asyncio.shield(self._opening[key])
        return place

    async def is_open(self, key: str) -> bool:
        """Whether the room is open on any worker, or opens: it may have read what it shows before it changed."""
        return key in self._places or key in self._opening or await self._bus.is_claimed(key)

    def counts(self, kind: RoomKind) -> dict[str, int]:
        """How many people are in the rooms of this kind that this process hosts, by name."""
        return {name: host.count for name, host in self._hosts(kind).items()}

    def watching(self, kind: RoomKind) -> dict[str, dict[UUID | str, str]]:
        """Who is in the rooms of this kind that this process hosts, by name, with their networks."""
        return {name: host.watching for name, host in self._hosts(kind).items()}

    def _hosts(self, kind: RoomKind) -> dict[str, Host]:
        prefix = kind.key("")
        return {
            key.removeprefix(prefix): place
            for key, place in self._places.items()
            if isinstance(place, Host) and key.startswith(prefix)
        }

    def leave(self, kind: RoomKind, key: str, sid: str) -> None:
        """Let a socket out; a while after the last one has left, the room is closed."""
        place = self._places.get(key)
        if place is not None and place.leave(sid):
            self._collect_later(kind, key)

    def move(self, key: str) -> None:
        """The owner of a room has changed: its people here go where the room is now."""
        place = self._places.pop(key, None)
        if place is not None:
            self._bus.unwatch(key)
            if isinstance(place, Relay):
                place.forget()
            place.stop()
            if members := list(place.audience):
                self._spawn(self._enter_again(key, members))

    def unheard(self) -> None:
        """Messages between workers have been lost: everybody in a room of two workers gets it anew."""
        for key, place in list(self._places.items()):
            if isinstance(place, Relay):
                self.move(key)
            else:
                place.send_whole_elsewhere()

    def worker_gone(self, worker: str) -> None:
        """Forget the sockets of a worker that has gone."""
        for place in list(self._places.values()):
            if isinstance(place, Host):
                place.forget_worker(worker)

    async def receive(self, sender: str, what: str, key: str, arguments: tuple[Any, ...]) -> Any:
        """Do what another worker says about a room."""
        if key in self._opening:
            opening = asyncio.wait([self._opening[key]])
            if what != "apply":  # the bus goes on listening, for what the opening itself may need
                self._spawn(self._receive_after(opening, sender, what, key, arguments))
                return None
            await opening
        place = self._places.get(key)
        if what in ("deliver", "hand", "moved"):
            if isinstance(place, Relay) and place.owner == sender:
                self._receive_from_owner(place, what, key, arguments)
        elif isinstance(place, Host):
            return _receive_at_host(place, sender, what, arguments)
        elif what not in ("leave", "forget"):
            await self._bus.release(key)  # whoever asks believes that the room is here
            if what == "apply":
                raise NotHere(key)
            self._bus.cast(sender, Message("moved", (key,)))
        return None

    async def _receive_after(self, opening: Awaitable[Any], *message: Any) -> None:
        await opening
        await self.receive(*message)

    async def stop(self) -> None:
        """Close all rooms."""
        for key in list(self._places):
            self._close(key)
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _receive_from_owner(self, relay: Relay, what: str, key: str, arguments: tuple[Any, ...]) -> None:
        match what, arguments:
            case "deliver", (packet,):
                relay.audience.broadcast(packet)
            case "hand", (sid, packet):
                relay.audience.hand(sid, packet)
            case "moved", ():
                self.move(key)

    async def _open(self, kind: RoomKind, name: str, key: str) -> None:
        if key in self._closing:
            await self._closing[key]
        owner = await self._bus.claim(key)
        if owner == self._bus.worker:
            self._places[key] = await self._host(kind, name, key)
        else:
            self._places[key] = Relay(key, owner, self._bus)
        self._bus.watch(key, owner)
        self._collect_later(kind, key)

    async def _host(self, kind: RoomKind, name: str, key: str) -> Host:
        try:
            room = kind.create(name)
            await room.open()
            return Host(
                room,
                kind.wire,
                deliver=lambda worker, packet: self._bus.cast(worker, Message("deliver", (key, packet))),
                hand=lambda worker, sid, packet: self._bus.cast(worker, Message("hand", (key, sid, packet))),
                emptied=lambda: self._collect_later(kind, key),
            )
        except BaseException:
            await self._bus.release(key)
            raise

    def _collect_later(self, kind: RoomKind, key: str) -> None:
        if key not in self._collecting:
            loop = asyncio.get_running_loop()
            self._collecting[key] = loop.call_later(kind.linger, self._collect, kind, key)

    def _collect(self, kind: RoomKind, key: str) -> None:
        self._collecting.pop(key, None)
        place = self._places.get(key)
        if place is None or not place.empty:
            return
        if isinstance(place, Host) and asyncio.get_running_loop().time() - place.last_used < kind.linger:
            self._collect_later(kind, key)
        else:
            self._close(key)

    def _close(self, key: str) -> None:
        place = self._places.pop(key)
        if (timer := self._collecting.pop(key, None)) is not None:
            timer.cancel()
        self._bus.unwatch(key)
        place.stop()
        if isinstance(place, Host):
            task = self._closing[key] = self._spawn(self._close_room(key, place))
            task.add_done_callback(lambda _: self._closing.pop(key, None))

    async def _close_room(self, key: str, host: Host) -> None:
        try:
            await host.room.close()
        except Exception:
            log.exception("A room could not save itself")
        finally:
            await self._bus.release(key)

    async def _enter_again(self, key: str, members: list[Member]) -> None:
        kind_name, _, name = key.partition(":")
        kind = kind_of(kind_name)
        while members := [member for member in members if self._is_seated(kind, member.sid, name)]:
            try:
                place = await self.open(kind, name)
            except Exception:
                log.exception("A room could not be opened where it is now; trying again")
                await asyncio.sleep(OPEN_AGAIN)
                continue
            for member in members:
                place.enter(Member(member.sid, member.outlet, member.visitor))
            return

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _receive_at_host(host: Host, sender: str, what: str, arguments: tuple[Any, ...]) -> Any:
    match what, arguments:
        case "apply", (event,):
            return host.apply(event)
        case "enter", (sid, visitor):
            host.enter_elsewhere(sender, sid, visitor)
        case "leave", (sid,):
            host.leave(sid)
        case "forget", ():
            host.forget_worker(sender)
        case "send_whole", (sid,):
            host.send_whole(sid)
        case "heartbeat", (visitor,):
            host.heartbeat(visitor)
    return None
