"""The creator's side of a stream: what it is called, and its end."""

from typing import Any
from uuid import UUID

import reflex as rx

from aethex_live.errors import AppError, NotFound
from aethex_live.services import channel, stream_desk
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.address import query
from aethex_live.state.door import actor_of
from aethex_live.state.live import Live


class StreamDesk(rx.State):
    """For one channel of the creator."""

    loaded: bool = False
    channel_id: str = ""
    slug: str = ""
    name: str = ""
    title: str = ""
    errors: dict[str, str] = {}
    saved: bool = False

    @rx.event
    async def load(self):
        """The channel in the address, or the first one, and its live room."""
        self.reset()
        mine = await channel.mine(current(), await actor_of(self))
        asked = query(self, "channel")
        chosen = next((each for each in mine if str(each.channel.id) == asked), mine[0] if mine else None)
        self.loaded = True
        if chosen is None:
            return None
        shown = chosen.channel
        self.channel_id, self.slug, self.name = str(shown.id), shown.slug, shown.name
        self.title = (await stream_desk.plan(current(), await actor_of(self), shown.id)).title
        return Live.enter_channel(self.slug)

    @rx.event
    async def rename(self, form: dict[str, Any]) -> None:
        """Everybody who watches sees the new title at once."""
        self.saved = False
        try:
            changed = await stream_desk.change(
                current(),
                await actor_of(self),
                _id(self.channel_id),
                {"title": str(form.get("title", ""))},
            )
            self.title = changed.title
        except AppError as error:
            self.errors = answer.field_errors(error)
            return
        self.errors, self.saved = {}, True

    @rx.event
    async def end(self):
        """End the stream; the encoder is told."""
        await stream_desk.end(current(), await actor_of(self), _id(self.channel_id))
        return answer.done("The stream has ended.")


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
