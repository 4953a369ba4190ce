"""Counts the people in a room: each once, however many tabs, players and addresses they use. Pure; time is
handed in.

A person who is logged in counts once. Of browsers in which nobody is, those count that we gave a name, up to
`GUESTS_OF_NETWORK` a network, because whoever wants many names gets them. Where there are none, browsers without
a name count as one; and not at all where somebody known is present, who is taken to be the same. So nobody
makes a number grow with more tabs, bogus heartbeats or forged headers. Who is here only to work is no viewer.
"""

from collections import Counter, OrderedDict, defaultdict
from uuid import UUID

from aethex_live.realtime.visitor import Visitor

HEARTBEAT_LIFE = 45.0
GUESTS_OF_NETWORK = 5
MOST_HEARTBEATS = 50_000  # about 10 MB; beyond, the oldest go first


class Presence:
    """Sockets are here until they leave, heartbeats for `HEARTBEAT_LIFE` seconds."""

    def __init__(self, most_heartbeats: int = MOST_HEARTBEATS):
        self._most_heartbeats = most_heartbeats
        self._sockets: dict[str, Visitor] = {}
        self._heartbeats: OrderedDict[Visitor, float] = OrderedDict()
        self._persons: Counter[UUID] = Counter()
        self._backstage: Counter[UUID] = Counter()
        self._known_at: Counter[str] = Counter()
        self._unknown_at: Counter[str] = Counter()
        self._guests_at: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def enter(self, sid: str, visitor: Visitor) -> None:
        """The socket `sid` is here."""
        self.leave(sid)
        visitor = self._countable(visitor)
        self._sockets[sid] = visitor
        self._add(visitor, 1)

    def leave(self, sid: str) -> None:
        """The socket `sid` has gone."""
        if (visitor := self._sockets.pop(sid, None)) is not None:
            self._add(visitor, -1)

    def heartbeat(self, visitor: Visitor, now: float) -> None:
        """A player without a socket here is playing."""
        visitor = self._countable(visitor)
        if visitor not in self._heartbeats:
            if len(self._heartbeats) >= self._most_heartbeats:
                self._end_heartbeat(next(iter(self._heartbeats)))
            self._add(visitor, 1)
        self._heartbeats[visitor] = now
        self._heartbeats.move_to_end(visitor)

    def count(self, now: float) -> int:
        """How many people are here."""
        while self._heartbeats:
            oldest, seen = next(iter(self._heartbeats.items()))
            if now - seen < HEARTBEAT_LIFE:
                break
            self._end_heartbeat(oldest)
        guests = sum(min(len(names), GUESTS_OF_NETWORK) for names in self._guests_at.values())
        unknown = sum(
            network not in self._known_at and network not in self._guests_at for network in self._unknown_at
        )
        busy = sum(self._persons[person] == places for person, places in self._backstage.items())
        return len(self._persons) - busy + guests + unknown

    def people(self) -> list[UUID]:
        """The ids of those who are logged in."""
        return list(self._persons)

    def watching(self) -> dict[UUID | str, str]:
        """Who is here to watch, with their network: people, and browsers that have a name of ours."""
        found: dict[UUID | str, str] = {}
        for visitor in (*self._sockets.values(), *self._heartbeats):
            who = visitor.person or visitor.guest
            if who and not visitor.backstage:
                found.setdefault(who, visitor.network)
        return found

    @property
    def has_heartbeats(self) -> bool:
        """Whether the count may sink without anybody leaving."""
        return bool(self._heartbeats)

    def _countable(self, visitor: Visitor) -> Visitor:
        """Without what does not matter here, and without a name when its network has enough of them."""
        if visitor.person is not None:
            return Visitor(visitor.person, network=visitor.network, backstage=visitor.backstage)
        names = self._guests_at.get(visitor.network, {})
        known = visitor.guest in names or len(names) < GUESTS_OF_NETWORK
        return Visitor(network=visitor.network, guest=visitor.guest if known else "")

    def _end_heartbeat(self, visitor: Visitor) -> None:
        del self._heartbeats[visitor]
        self._add(visitor, -1)

    def _add(self, visitor: Visitor, difference: int) -> None:
        if visitor.guest and visitor.person is None:
            names = self._guests_at[visitor.network]
            _change(names, visitor.guest, difference)
            if not names:
                del self._guests_at[visitor.network]
        elif visitor.person is None:
            _change(self._unknown_at, visitor.network, difference)
        else:
            _change(self._persons, visitor.person, difference)
            if visitor.backstage:
                _change(self._backstage, visitor.person, difference)
            else:
                _change(self._known_at, visitor.network, difference)


def _change(counter: Counter, key: object, difference: int) -> None:
    counter[key] += difference
    if counter[key] <= 0:
        del counter[key]
