"""The streams of a channel on its page: the one that is on, and those that are over."""

from typing import TypedDict

import reflex as rx

from aethex_live.domain.page import PageRequest
from aethex_live.domain.stream import Stream
from aethex_live.errors import NotFound
from aethex_live.services import stream
from aethex_live.services.context import current
from aethex_live.state.address import argument

PAGE = 20


class PastStream(TypedDict):
    """A stream that is over. `href` is empty when it cannot be seen again."""

    id: str
    title: str
    category: str
    began: str
    minutes: int
    peak: int
    href: str


class PastStreams(rx.State):
    """Loaded with the page of a channel."""

    slug: str = ""
    on: bool = False
    title: str = ""
    picture: str = ""
    category: str = ""
    viewers: int = 0
    past: list[PastStream] = []
    in_all: int = 0

    @rx.event
    async def load(self) -> None:
        """What is on, and the newest that are over."""
        self.reset()
        self.slug = argument(self, "channel_slug")[:100].lower()
        try:
            now = await stream.on_air(current(), self.slug)
            await self._more()
        except NotFound:
            return
        if now is not None and now.is_on:
            self.on, self.title, self.picture = True, now.title, now.thumbnail
            self.category = now.category.name if now.category else ""
            self.viewers = now.viewers

    @rx.event
    async def more(self) -> None:
        """Older ones."""
        try:
            await self._more()
        except NotFound:
            return

    async def _more(self) -> None:
        request = PageRequest(len(self.past) // PAGE + 1, PAGE)
        found = await stream.past(current(), self.slug, request)
        known = {each["id"] for each in self.past}
        self.past += [_past(each) for each in found.data if str(each.id) not in known]
        self.in_all = found.total


def _past(each: Stream) -> PastStream:
    ended = each.ended_at or each.started_at
    return PastStream(
        id=str(each.id),
        title=each.title,
        category=each.category.name if each.category else "",
        began=each.started_at.isoformat(timespec="seconds"),
        minutes=max(1, round((ended - each.started_at).total_seconds() / 60)),
        peak=each.peak_viewers,
        href=f"/streams/{each.slug}?again={each.id}" if each.replay else "",
    )
