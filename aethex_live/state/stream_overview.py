"""The studio's first page: what is on now, and how the last streams went."""

from datetime import datetime
from typing import TypedDict

import reflex as rx

from aethex_live.domain.stream import Status, Stream
from aethex_live.services import stream_desk
from aethex_live.services.context import current
from aethex_live.state.door import actor_of


class StreamRow(TypedDict):
    """A stream in the list. `started` is for the browser to write in its reader's way."""

    id: str
    slug: str
    title: str
    status: str
    started: str
    length: str
    viewers: int
    peak: int
    thumbnail: str
    replay: bool


class StreamOverview(rx.State):
    """Of all channels of the person."""

    loaded: bool = False
    on: list[StreamRow] = []
    past: list[StreamRow] = []

    @rx.event
    async def load(self) -> None:
        """Ask anew."""
        actor = await actor_of(self)
        if actor.user_id is None:
            return
        found = [_row(each) for each in await stream_desk.latest(current(), actor)]
        self.on = [row for row in found if row["status"] != Status.ENDED]
        self.past = [row for row in found if row["status"] == Status.ENDED]
        self.loaded = True


def _row(stream: Stream) -> StreamRow:
    return StreamRow(
        id=str(stream.id),
        slug=stream.slug,
        title=stream.title,
        status=str(stream.status),
        started=stream.started_at.isoformat(timespec="seconds"),
        length=_length(stream.started_at, stream.ended_at),
        viewers=stream.viewers,
        peak=stream.peak_viewers,
        thumbnail=stream.thumbnail,
        replay=bool(stream.replay),
    )


def _length(began: datetime, ended: datetime | None) -> str:
    minutes = max(0, round(((ended or current().clock()) - began).total_seconds() / 60))
    return f"{minutes // 60}:{minutes % 60:02} h"
