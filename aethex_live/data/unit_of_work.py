"""One use case is one transaction: commit when it succeeds, roll back when it raises, then tell others."""

import logging
from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from aethex_live.domain.happening import Happening

log = logging.getLogger(__name__)


class UnitOfWork:
    """What a use case writes through. Nobody calls `session.commit()`: leaving the block does."""

    def __init__(self, session: AsyncSession):
        self.session = session
        self._happenings: list[Happening] = []
        self._after_commit: list[Callable[[], None]] = []

    def happen(self, happening: Happening) -> None:
        """Have `happening` published after the commit; a roll-back forgets it."""
        self._happenings.append(happening)

    def after_commit(self, act: Callable[[], None]) -> None:
        """Do `act` right after the commit and before anything is published, e.g. forget what was cached."""
        self._after_commit.append(act)

    async def settle(self, publish: Callable[[Sequence[Happening]], Awaitable[None]]) -> None:
        """Run what waited for the commit. The transaction stands, so a failure here is logged, not raised."""
        for act in self._after_commit:
            act()
        if not self._happenings:
            return
        try:
            await publish(self._happenings)
        except Exception:
            log.exception("Could not publish %s", [happening.name for happening in self._happenings])
