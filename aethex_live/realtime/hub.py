"""The one door to live rooms of a process: who may enter, which rooms are open, and where each one lives."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from socketio import AsyncServer

from aethex_live.realtime import outlet as outlets
from aethex_live.realtime.audience import Member
from aethex_live.realtime.bus import Bus, LocalBus, Message, NotHere
from aethex_live.realtime.host import Host
from aethex_live.realtime.kinds import RoomKind, kind_of
from aethex_live.realtime.outlet import Outlet
from aethex_live.realtime.places import Places
from aethex_live.realtime.visitor import Visitor

RECHECKS_AT_A_TIME = 20


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a kick, a recheck or a reconnect is about: everybody who matches all that is given."""

    person: UUID | None = None
    session: UUID | None = None
    network: str | None = None
    kind: str | None = None
    name: str | None = None

    def is_about(self, visitor: Visitor) -> bool:
        """Whether this visitor is meant."""
        return (
            self.person in (None, visitor.person)
            and self.session in (None, visitor.session)
            and self.network in (None, visitor.network)
        )

    def includes(self, kind: str, name: str) -> bool:
        """Whether this room is meant."""
        return self.kind in (None, kind) and self.name in (None, name)


@dataclass(slots=True)
class _Socket:
    outlet: Outlet
    visitor: Visitor
    rooms: dict[str, str] = field(default_factory=dict)  # kind -> name; a client shows one room of a kind


class Hub:
    """Works on the sockets of `sio`. Several processes share their rooms when they are given a RedisBus."""

    def __init__(self, sio: AsyncServer, bus: Bus | None = None, namespace: str = "/_event"):
        self._sio = sio
        self._bus = bus or LocalBus()
        self._namespace = namespace
        self._sockets: dict[str, _Socket] = {}
        self._places = Places(self._bus, lambda kind, sid, name: self.room_of(kind, sid) == name)
        self._rechecks: set[asyncio.Task[None]] = set()
        self._changes_of_rights = 0
        outlets.install(sio)

    async def start(self) -> None:
        """Begin to listen to the other workers."""
        await self._bus.start(self)

    async def stop(self) -> None:
        """Close all rooms."""
        await self._places.stop()
        await self._bus.stop()

    # Entering and leaving

    def greet(self, sid: str, visitor: Visitor) -> None:
        """Know who is behind a socket that is in no room yet, so that `reconnect` reaches it too."""
        outlet = outlets.outlet_of(self._sio, sid, self._namespace)
        if outlet is not None:
            self._socket(sid, outlet, visitor)

    async def join(self, kind: RoomKind, name: str, sid: str, visitor: Visitor) -> None:
        """Let the client `sid` into a room, and out of the one of the same kind where it was.

        Raises what `admit` raises. The client has the whole room as soon as this returns, or a moment later
        when another worker hosts it.
        """
        while True:
            changes = self._changes_of_rights
            try:
                await kind.admit(visitor, name)
            except BaseException:
                self.leave(kind, sid)
                raise
            place = await self._places.open(kind, name)
            if changes == self._changes_of_rights and self._places.get(kind.key(name)) is place:
                break
        outlet = outlets.outlet_of(self._sio, sid, self._namespace)
        if outlet is None:
            return
        socket = self._socket(sid, outlet, visitor)
        if socket.rooms.get(kind.name, name) != name:
            self._exit(sid, socket, kind)
        socket.rooms[kind.name] = name
        place.enter(Member(sid, outlet, visitor))

    def leave(self, kind: RoomKind, sid: str, refusal: str = "") -> None:
        """Let the client out and make it forget the room; `refusal` is the reason that it shows."""
        socket = self._sockets.get(sid)
        if socket is not None and kind.name in socket.rooms:
            self._exit(sid, socket, kind)
            socket.outlet.push(outlets.frame_of(kind.wire.blanked(refusal=refusal)))

    def send_whole(self, kind: RoomKind, sid: str) -> None:
        """Give a client that has missed something the whole room again."""
        socket = self._sockets.get(sid)
        if socket is not None and (name := socket.rooms.get(kind.name)) is not None:
            place = self._places.get(kind.key(name))
            if place is not None:
                place.send_whole(sid)

    def room_of(self, kind: RoomKind, sid: str) -> str | None:
        """The name of the room of this kind in which the client is."""
        socket = self._sockets.get(sid)
        return None if socket is None else socket.rooms.get(kind.name)

    # Happening

    async def post(self, kind: RoomKind, name: str, event: Any) -> Any:
        """Let a room, opened if need be, apply `event`; gives what it gives and raises what it raises."""
        while True:
            place = await self._places.open(kind, name)
            if isinstance(place, Host):
                return place.apply(event)
            try:
                return await place.post(event)
            except NotHere:
                self._places.move(kind.key(name))

    async def tell(self, kind: RoomKind, name: str, event: Any) -> None:
        """Let a room apply `event` if it is open anywhere; nobody would see it otherwise."""
        if await self._places.is_open(kind.key(name)):
            await self.post(kind, name, event)

    async def heartbeat(self, kind: RoomKind, name: str, visitor: Visitor) -> None:
        """Count a player that plays what a room is about."""
        place = await self._places.open(kind, name)
        place.heartbeat(visitor)

    def counts(self, kind: RoomKind) -> dict[str, int]:
        """How many people are in the rooms of this kind that this process keeps, by name."""
        return self._places.counts(kind)

    def watching(self, kind: RoomKind) -> dict[str, dict[UUID | str, str]]:
        """Who watches in the rooms of this kind that this process keeps, by name, with their networks."""
        return self._places.watching(kind)

    async def is_open(self, kind: RoomKind, name: str) -> bool:
        """Whether the room is open on any worker."""
        return await self._places.is_open(kind.key(name))

    # Rights

    def kick(self, target: Target, reason: str) -> None:
        """Take people out of rooms now, on all workers."""
        self._kick(target, reason)
        self._bus.shout(Message("kick", (target, reason)))

    def recheck(self, target: Target) -> None:
        """Something about people or rooms has changed: ask again who may be where, on all workers."""
        self._recheck(target)
        self._bus.shout(Message("recheck", (target,)))

    def reconnect(self, target: Target) -> None:
        """Cut people's sockets, on all workers; their browsers come back with the cookies they have now."""
        self._reconnect(target)
        self._bus.shout(Message("reconnect", (target,)))

    def _kick(self, target: Target, reason: str) -> None:
        self._changes_of_rights += 1
        for sid, _, kind, _ in list(self._meant(target)):
            self.leave(kind, sid, refusal=reason)

    def _recheck(self, target: Target) -> None:
        self._changes_of_rights += 1
        if meant := list(self._meant(target)):
            task = asyncio.get_running_loop().create_task(self._recheck_each(meant))
            self._rechecks.add(task)
            task.add_done_callback(self._rechecks.discard)

    async def _recheck_each(self, meant: list[tuple[str, _Socket, RoomKind, str]]) -> None:
        gate = asyncio.Semaphore(RECHECKS_AT_A_TIME)

        async def recheck(sid: str, visitor: Visitor, kind: RoomKind, name: str) -> None:
            async with gate:
                try:
                    await kind.admit(visitor, name)
                except Exception as error:
                    if self.room_of(kind, sid) == name:
                        self.leave(kind, sid, refusal=str(error))

        await asyncio.gather(*(recheck(sid, socket.visitor, kind, name) for sid, socket, kind, name in meant))

    def _reconnect(self, target: Target) -> None:
        for socket in list(self._sockets.values()):
            if target.is_about(socket.visitor):
                socket.outlet.hang_up()

    def _meant(self, target: Target) -> Iterator[tuple[str, _Socket, RoomKind, str]]:
        for sid, socket in self._sockets.items():
            if target.is_about(socket.visitor):
                for kind, name in socket.rooms.items():
                    if target.includes(kind, name):
                        yield sid, socket, kind_of(kind), name

    async def receive(self, sender: str, message: Message) -> Any:
        """Do what another worker says."""
        match message:
            case Message("kick", (target, reason)):
                self._kick(target, reason)
            case Message("recheck", (target,)):
                self._recheck(target)
            case Message("reconnect", (target,)):
                self._reconnect(target)
            case Message(what, (key, *arguments)):
                return await self._places.receive(sender, what, key, tuple(arguments))

    def lost(self, key: str) -> None:
        """Another worker hosts this room now, or nobody does."""
        self._places.move(key)

    def unheard(self) -> None:
        """Messages to or from other workers have been lost."""
        self._places.unheard()

    def worker_gone(self, worker: str) -> None:
        """This worker does not listen any more."""
        self._places.worker_gone(worker)

    def _socket(self, sid: str, outlet: Outlet, visitor: Visitor) -> _Socket:
        socket = self._sockets.get(sid)
        if socket is None:
            socket = self._sockets[sid] = _Socket(outlet, visitor)
            outlet.on_close.append(lambda: self._socket_gone(sid))
        socket.visitor = visitor
        return socket

    def _socket_gone(self, sid: str) -> None:
        socket = self._sockets.pop(sid, None)
        if socket is not None:
            for kind in list(socket.rooms):
                self._exit(sid, socket, kind_of(kind))

    def _exit(self, sid: str, socket: _Socket, kind: RoomKind) -> None:
        self._places.leave(kind, kind.key(socket.rooms.pop(kind.name)), sid)


_current: Hub | None = None


def use(hub: Hub | None) -> None:
    """Make `hub` the one of this process."""
    global _current
    _current = hub


def current() -> Hub:
    """The Hub of this process."""
    if _current is None:
        raise RuntimeError("There is no Hub yet: start the app with `aethex-live up`, or call hub.use().")
    return _current
