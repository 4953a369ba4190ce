"""Who holds which session or access token, remembered for seconds, so that asking costs no query."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

KEPT = timedelta(seconds=5)  # how long another process may still let in a session that was revoked here
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Known:
    """What a look-up found."""

    user_id: UUID
    role: str
    session_id: UUID  # or the access token's
    looked_up_at: datetime
    scopes: frozenset[str] | None = None  # None: a session, which may do everything


class SessionCache:
    """Bounded; the least recently used goes first. One event loop, so no locks."""

    def __init__(self) -> None:
        self._by_token: OrderedDict[bytes, Known] = OrderedDict()
        self._token_of: dict[UUID, bytes] = {}
        self._forgettings = 0

    def get(self, token_hash: bytes, now: datetime) -> Known | None:
        """What is known and recent."""
        known = self._by_token.get(token_hash)
        if known is None or not timedelta(0) <= now - known.looked_up_at < KEPT:
            return None
        self._by_token.move_to_end(token_hash)
        return known

    def mark(self) -> int:
        """To be taken before a look-up and given to `put`, which then sees whether it was overtaken."""
        return self._forgettings

    def put(self, token_hash: bytes, known: Known, mark: int) -> None:
        """Remember, unless a session was revoked while it was looked up."""
        if mark != self._forgettings:
            return
        self.forget([known.session_id], count=False)
        self._by_token[token_hash] = known
        self._token_of[known.session_id] = token_hash
        if len(self._by_token) > MOST:
            _, oldest = self._by_token.popitem(last=False)
            self._token_of.pop(oldest.session_id, None)

    def forget_person(self, user_id: UUID) -> None:
        """Ask again about everything of somebody."""
        self.forget([known.session_id for known in self._by_token.values() if known.user_id == user_id])

    def forget(self, session_ids: Iterable[UUID], *, count: bool = True) -> None:
        """Ask the database again the next time."""
        self._forgettings += count
        for session_id in session_ids:
            token_hash = self._token_of.pop(session_id, None)
            if token_hash is not None:
                self._by_token.pop(token_hash, None)
