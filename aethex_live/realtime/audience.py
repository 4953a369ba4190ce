"""The sockets of this process in one room: sends to them in order, and never waits for a slow one.

A reader who falls behind is left out until its line is empty, and then gets the whole room instead of what it
missed.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from aethex_live.realtime.outlet import Frame, Outlet, frame_of
from aethex_live.realtime.visitor import Visitor

AT_A_TIME = 100  # members served before other work of the process gets its turn
LOOK_AGAIN = 0.25  # seconds between looks at those who are behind
MOST_BEHIND = 60.0  # seconds after which a reader who takes nothing is hung up on


@dataclass(slots=True)
class Member:
    """A socket in the room. It is `ready` once it has got the whole room."""

    sid: str
    outlet: Outlet
    visitor: Visitor
    ready: bool = False
    after: int = 0  # the newest broadcast that it needs no more, because the whole had it
    behind_since: float | None = None


class Audience:
    """`send_whole(sid)` is called for a member who has fallen behind and can read again."""

    def __init__(self, send_whole: Callable[[str], None]):
        self._send_whole = send_whole
        self._members: dict[str, Member] = {}
        self._outgoing: deque[tuple[int, Frame, list[Member]]] = deque()
        self._number = 0
        self._pump: asyncio.Task[None] | None = None
        self._behind: dict[str, Member] = {}
        self._look: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return len(self._members)

    def __iter__(self) -> Iterator[Member]:
        return iter(list(self._members.values()))

    def get(self, sid: str) -> Member | None:
        """The member `sid`."""
        return self._members.get(sid)

    def add(self, member: Member) -> None:
        """Let a socket in, or in again. It gets nothing before `hand` has given it the whole room."""
        self.remove(member.sid)
        self._members[member.sid] = member

    def remove(self, sid: str) -> None:
        """Let a socket out; what is under way to it still arrives, what is waiting does not."""
        if (member := self._members.pop(sid, None)) is not None:
            member.ready = False
            self._behind.pop(sid, None)

    def hand(self, sid: str, packet: str) -> None:
        """Give one member the whole room, after all that was broadcast before."""
        member = self._members.get(sid)
        if member is None:
            return
        if member.outlet.push(frame_of(packet)):
            member.ready = True
            member.after = self._number
            member.behind_since = None
            self._behind.pop(sid, None)
        else:
            self._fall_behind(member)

    def broadcast(self, packet: str) -> None:
        """Send to everybody who is in now."""
        self._number += 1
        ready = [member for member in self._members.values() if member.ready]
        self._outgoing.append((self._number, frame_of(packet), ready))
        if self._pump is None:
            self._advance()

    def close(self) -> None:
        """Stop sending."""
        self._outgoing.clear()
        self._behind.clear()
        if self._look is not None:
            self._look.cancel()

    def _advance(self) -> None:
        """Serve the first members at once, and the rest in a task when there are many."""
        served = 0
        while self._outgoing:
            number, frame, members = self._outgoing[0]
            while members and served < AT_A_TIME:
                member = members.pop()
                if member.ready and number > member.after and not member.outlet.push(frame):
                    self._fall_behind(member)
                served += 1
            if members:
                if self._pump is None:
                    self._pump = asyncio.get_running_loop().create_task(self._pump_rest())
                return
            self._outgoing.popleft()

    async def _pump_rest(self) -> None:
        try:
            while self._outgoing:
                await asyncio.sleep(0)
                self._advance()
        finally:
            self._pump = None

    def _fall_behind(self, member: Member) -> None:
        member.ready = False
        if member.behind_since is None:
            member.behind_since = asyncio.get_running_loop().time()
        self._behind[member.sid] = member
        if self._look is None:
            self._look = asyncio.get_running_loop().call_later(LOOK_AGAIN, self._look_at_behind)

    def _look_at_behind(self) -> None:
        loop = asyncio.get_running_loop()
        self._look = None
        for member in list(self._behind.values()):
            if member.outlet.idle:
                del self._behind[member.sid]
                self._send_whole(member.sid)
            elif member.behind_since is not None and loop.time() - member.behind_since > MOST_BEHIND:
                del self._behind[member.sid]
                member.outlet.hang_up()
        if self._behind:
            self._look = loop.call_later(LOOK_AGAIN, self._look_at_behind)
