"""The few numbers on the pages of channels and people."""

import reflex as rx

from aethex_live.domain.stats import Stats
from aethex_live.errors import NotFound
from aethex_live.services import stats
from aethex_live.services.context import current
from aethex_live.state.address import argument
from aethex_live.state.door import actor_of


class Numbers(rx.State, mixin=True):
    """What there is to know, when it is `known`."""

    known: bool = False
    streams: int = 0
    hours: int = 0
    since: str = ""

    def _show(self, found: Stats) -> None:
        self.known, self.streams, self.hours = True, found.streams, found.hours
        self.since = found.since.isoformat(timespec="seconds")


class ChannelStats(Numbers, rx.State):
    """The channel in the address."""

    @rx.event
    async def load(self) -> None:
        """Count."""
        self.reset()
        try:
            self._show(await stats.of_channel(current(), argument(self, "channel_slug")))
        except NotFound:
            return


class UserStats(Numbers, rx.State):
    """The person in the address; nothing where their page is not the reader's to see."""

    @rx.event
    async def load(self) -> None:
        """Count."""
        self.reset()
        try:
            found = await stats.of_person(current(), await actor_of(self), argument(self, "handle"))
        except NotFound:
            return
        if found is not None:
            self._show(found)
