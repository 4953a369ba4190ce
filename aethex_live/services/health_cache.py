"""What was found a moment ago: whoever asks for the health again and again must not make work for everybody."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from aethex_live.domain.health import Finding

RECENT = timedelta(seconds=5)
Findings = tuple[Finding, ...]


class RecentHealth:
    """Keeps the last findings; those who come while somebody looks wait for the same."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._findings: Findings = ()
        self._looked_at: datetime | None = None

    async def get(self, now: datetime, look: Callable[[], Awaitable[Findings]]) -> Findings:
        """What `look` gives, or what it gave less than RECENT ago."""
        async with self._lock:
            if self._looked_at is None or now - self._looked_at >= RECENT:
                self._findings = await look()
                self._looked_at = now
            return self._findings
