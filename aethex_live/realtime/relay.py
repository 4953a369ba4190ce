"""Stands for a room that another worker hosts: passes on who is here, and what comes back."""

from typing import Any

from aethex_live.realtime.audience import Audience, Member
from aethex_live.realtime.bus import Bus, Message
from aethex_live.realtime.visitor import Visitor


class Relay:
    """The sockets of this process in a room of `owner`."""

    def __init__(self, key: str, owner: str, bus: Bus):
        self.owner = owner
        self.audience = Audience(self.send_whole)
        self._key = key
        self._bus = bus

    @property
    def empty(self) -> bool:
        """Whether nobody of this process is here."""
        return not self.audience

    def enter(self, member: Member) -> None:
        """Let a socket in; the owner sends it the room."""
        self.audience.add(member)
        self._cast("enter", member.sid, member.visitor)

    def leave(self, sid: str) -> bool:
        """Let a socket out; whether it was the last."""
        self.audience.remove(sid)
        self._cast("leave", sid)
        return self.empty

    def forget(self) -> None:
        """Tell the owner that this process enters anew, or elsewhere."""
        self._cast("forget")

    def send_whole(self, sid: str) -> None:
        """Ask the owner to send one socket the whole room."""
        self._cast("send_whole", sid)

    async def post(self, event: Any) -> Any:
        """Let the owner apply an event."""
        return await self._bus.ask(self.owner, Message("apply", (self._key, event)))

    def heartbeat(self, visitor: Visitor) -> None:
        """Tell the owner of a player."""
        self._cast("heartbeat", visitor)

    def stop(self) -> None:
        """The owner is another one now, or nobody is here."""
        self.audience.close()

    def _cast(self, what: str, *arguments: Any) -> None:
        self._bus.cast(self.owner, Message(what, (self._key, *arguments)))
