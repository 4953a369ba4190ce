"""What one visitor of a stream's page sees besides the live room: earlier streams, and what they have agreed to."""

from contextlib import suppress
from typing import TypedDict

import reflex as rx

from aethex_live.domain.stream import Stream
from aethex_live.errors import NotFound
from aethex_live.services import stream, user_settings
from aethex_live.services.context import current
from aethex_live.state.address import argument, query
from aethex_live.state.door import actor_of
from aethex_live.state.sent import id_or_none

RECENT = 6
ADULT, AGREED = "adult", "yes"  # what the browser keeps


class EarlierStream(TypedDict):
    """A stream that is over."""

    title: str
    category: str
    ended: str
    minutes: int
    peak: int
    replay: str
    thumbnail: str


class Watch(rx.State):
    """Loaded with the page."""

    ready: bool = False
    slug: str = ""
    link: str = ""
    earlier: list[EarlierStream] = []
    replay: str = ""
    replay_title: str = ""
    _again: str = ""
    adult: str = rx.LocalStorage("", name=ADULT, sync=True)

    @rx.event
    async def load(self) -> None:
        """The channel in the address."""
        slug = argument(self, "channel_slug")[:100].lower()
        if slug != self.slug:
            self.replay = self.replay_title = ""
        self.slug, self.ready = slug, True
        self.link = f"{current().settings.base_url}/streams/{slug}"
        actor = await actor_of(self)
        if actor.user_id is not None and (await user_settings.get_settings(current(), actor)).adult:
            self.adult = AGREED
        await self._find_earlier()
        again = query(self, "again")
        if again != self._again:  # a browser that comes back goes on with what it shows
            self._again = again
            await self._open(again)

    @rx.event
    async def refresh(self) -> None:
        """A stream has begun or ended: the earlier ones are others now. Who came for one of them goes on with it."""
        if self.slug:
            if not self._again:
                self.replay = self.replay_title = ""
            await self._find_earlier()

    @rx.event
    def see_again(self, replay: str) -> None:
        """Play one of the earlier streams in the place of the picture."""
        for each in self.earlier:
            if each["replay"] and each["replay"] == replay:
                self.replay, self.replay_title = each["replay"], each["title"]

    @rx.event
    def back(self) -> None:
        """Stop the earlier stream."""
        self.replay = self.replay_title = ""

    @rx.event
    async def agree(self) -> None:
        """They are old enough. The browser remembers it, and the account of who is logged in."""
        self.adult = AGREED
        actor = await actor_of(self)
        if actor.user_id is not None:
            await user_settings.change_settings(current(), actor, adult=True)

    async def _open(self, stream_id: str) -> None:
        """The earlier stream that the address asks for, as the list on the channel's page does."""
        wanted = id_or_none(stream_id)
        if wanted is None:
            return
        with suppress(NotFound):
            found = await stream.past_one(current(), self.slug, wanted)
            if found.replay:
                self.replay, self.replay_title = found.replay, found.title

    async def _find_earlier(self) -> None:
        try:
            found = await stream.recent(current(), self.slug, RECENT)
        except NotFound:
            self.earlier = []
            return
        self.earlier = [_earlier(each) for each in found if not each.is_on]


def _earlier(found: Stream) -> EarlierStream:
    ended = found.ended_at or found.started_at
    return {
        "title": found.title,
        "category": found.category.name if found.category else "",
        "ended": ended.isoformat(timespec="seconds"),
        "minutes": max(1, round((ended - found.started_at).total_seconds() / 60)),
        "peak": found.peak_viewers,
        "replay": found.replay,
        "thumbnail": found.thumbnail,
    }
