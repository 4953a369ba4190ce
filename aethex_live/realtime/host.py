"""Keeps one live room in this process: sends what has changed to everybody in it, here and in other workers.

A change leaves at once when the room was quiet, and together with others at most `BEAT` seconds later when it
is busy: the sooner, the fewer there are to be served.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable
from typing import Any
from uuid import UUID

from aethex_live.realtime.audience import Audience, Member
from aethex_live.realtime.presence import Presence
from aethex_live.realtime.rooms import LiveRoom
from aethex_live.realtime.visitor import Visitor
from aethex_live.realtime.wire import StateWire

log = logging.getLogger(__name__)

BEAT = 0.05
SHORTEST_BEAT = 0.02
BEAT_OF_MEMBER = (
    0.00005  # three times what serving one takes, so that at most a third of the time goes into it
)
COUNT_EVERY = 1.0


class Host:
    """`deliver(worker, packet)` and `hand(worker, sid, packet)` reach members whose sockets others hold.

    `emptied` is called when nobody is here any more without having said so.
    """

    def __init__(
        self,
        room: LiveRoom,
        wire: StateWire,
        *,
        deliver: Callable[[str, str], None],
        hand: Callable[[str, str, str], None],
        emptied: Callable[[], None],
    ):
        self.room = room
        self.presence = Presence()
        self.last_used = self._now()
        self._wire = wire
        self._deliver = deliver
        self._hand = hand
        self._emptied = emptied
        self.audience = Audience(self.send_whole)
        self._elsewhere: dict[str, str] = {}  # sid -> worker
        self._flush_timer: asyncio.Handle | None = None
        self._flushed_at = float("-inf")
        self._count_timer: asyncio.TimerHandle | None = None
        self._counted = 0
        self._counted_at = float("-inf")
        room.attach(secrets.token_hex(4), wire.known, self._wake, self.presence.people)

    @property
    def empty(self) -> bool:
        """Whether nobody is here and no player has lately told of itself."""
        return not self.audience and not self._elsewhere and not self.presence.count(self._now())

    @property
    def count(self) -> int:
        """How many people are here."""
        return self.presence.count(self._now())

    @property
    def watching(self) -> dict[UUID | str, str]:
        """Who is here to watch, with their network."""
        return self.presence.watching()

    def apply(self, event: Any) -> Any:
        """Let the room change itself."""
        self.last_used = self._now()
        return self.room.apply(event)

    def enter(self, member: Member) -> None:
        """Let a socket of this process in, and give it the room."""
        self.audience.add(member)
        self.presence.enter(member.sid, member.visitor)
        self.send_whole(member.sid)
        self._count_soon()

    def enter_elsewhere(self, worker: str, sid: str, visitor: Visitor) -> None:
        """Let a socket of another worker in, and give it the room."""
        self._elsewhere[sid] = worker
        self.presence.enter(sid, visitor)
        self.send_whole(sid)
        self._count_soon()

    def leave(self, sid: str) -> bool:
        """Let a socket out, wherever it is; whether it was the last."""
        self.audience.remove(sid)
        self._elsewhere.pop(sid, None)
        self.presence.leave(sid)
        self._count_soon()
        return self.empty

    def forget_worker(self, worker: str) -> None:
        """Let all sockets of a worker out that does not answer any more."""
        for sid in [sid for sid, at in self._elsewhere.items() if at == worker]:
            self.leave(sid)
        if self.empty:
            self._emptied()

    def heartbeat(self, visitor: Visitor) -> None:
        """A player plays what this room is about."""
        self.presence.heartbeat(visitor, self._now())
        self.last_used = self._now()
        self._count_soon()

    def send_whole(self, sid: str) -> None:
        """Give one socket the whole room, after everything that has been sent to it."""
        self._flush()
        packet = self._wire.packet(self.room.whole())
        if (worker := self._elsewhere.get(sid)) is not None:
            self._hand(worker, sid, packet)
        else:
            self.audience.hand(sid, packet)

    def send_whole_elsewhere(self) -> None:
        """Give all sockets of other workers the whole room."""
        for sid in list(self._elsewhere):
            self.send_whole(sid)

    def stop(self) -> None:
        """Send nothing more."""
        for timer in (self._flush_timer, self._count_timer):
            if timer is not None:
                timer.cancel()
        self.audience.close()

    @property
    def _beat(self) -> float:
        return min(BEAT, max(SHORTEST_BEAT, BEAT_OF_MEMBER * len(self.audience)))

    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    def _wake(self) -> None:
        if self._flush_timer is None:
            loop = asyncio.get_running_loop()
            due = self._flushed_at + self._beat
            self._flush_timer = (
                loop.call_soon(self._flush) if due <= loop.time() else loop.call_at(due, self._flush)
            )

    def _flush(self) -> None:
        if self._flush_timer is not None:
            self._flush_timer.cancel()
            self._flush_timer = None
        changes = self.room.take_changes()
        if not changes:
            return
        self._flushed_at = self._now()
        packet = self._wire.packet(changes)
        self.audience.broadcast(packet)
        for worker in set(self._elsewhere.values()):
            self._deliver(worker, packet)

    def _count_soon(self) -> None:
        if self._count_timer is None:
            due = max(self._counted_at + COUNT_EVERY, self._now())
            self._count_timer = asyncio.get_running_loop().call_at(due, self._count)

    def _count(self) -> None:
        self._count_timer = None
        self._counted_at = self._now()
        count = self.presence.count(self._now())
        if count != self._counted:
            self._counted = count
            try:
                self.room.counted(count)
            except Exception:
                log.exception("A room could not take note of its viewers")
        if self.presence.has_heartbeats:
            self._count_soon()
            if self.empty:
                self._emptied()
