"""Streams: what is on, to see for everybody; what they are about, their beginning and end, for the owner."""

from typing import Annotated
from uuid import UUID

from fastapi import Path
from pydantic import BaseModel, Field, StringConstraints

from aethex_live.api.v1.asker import AccountReader, ChannelWriter
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, Page, Paging, problems
from aethex_live.domain import page
from aethex_live.domain.channel import Channel
from aethex_live.domain.stream import NOW_PLAYING_LENGTH, TITLE_LENGTH, Plan, Stream
from aethex_live.services import stream, stream_desk, viewing
from aethex_live.services.context import current

router = Routes(tags=["streams"])
mine = Routes(prefix="/me/channels/{channel_id}/stream", tags=["streams"], responses=problems(401, 403, 404))
reports = Routes(prefix="/me/streams", tags=["streams"], responses=problems(401, 403))


class OnAir(BaseModel):
    """A stream that is on, and its channel."""

    stream: Stream
    channel: Channel


class Changes(Body):
    """What to change; what is left out stays. `category` is a slug, or null for none."""

    title: Annotated[str, Field(max_length=2 * TITLE_LENGTH)] = ""
    category: Annotated[str | None, Field(max_length=40)] = None
    tags: Annotated[list[Annotated[str, StringConstraints(max_length=100)]], Field(max_length=30)] = []
    language: Annotated[str, Field(max_length=10)] = ""
    mature: bool = False
    hold: Annotated[bool, Field(description="Wait for your click before viewers see the next stream.")] = (
        False
    )
    now_playing: Annotated[str, Field(max_length=2 * NOW_PLAYING_LENGTH)] = ""


@router.get("/streams", summary="What is on now")
async def on_air(paging: Paging) -> Page[OnAir]:
    """The most watched first."""
    found = await stream.on_air_with_channels(current())
    part = found[paging.offset : paging.offset + paging.limit]
    shown = tuple(OnAir(stream=each, channel=channel) for each, channel in part)
    return Page.of(page.Page(shown, len(found), paging.page, paging.limit))


@router.get("/channels/{slug}/stream", summary="The stream of a channel", responses=problems(404))
async def of_channel(slug: Annotated[str, Path(max_length=100)]) -> Stream | None:
    """The one that is on, else the last one; null when there never was one."""
    return await stream.on_air(current(), slug)


@router.get("/channels/{slug}/streams", summary="The streams of a channel", responses=problems(404))
async def recent(slug: Annotated[str, Path(max_length=100)]) -> list[Stream]:
    """The newest first. Those that were recorded say in `replay` where they can be seen again."""
    return await stream.recent(current(), slug, stream.MOST_RECENT)


@router.get(
    "/channels/{slug}/streams/past", summary="The streams of a channel that are over", responses=problems(404)
)
async def past(slug: Annotated[str, Path(max_length=100)], paging: Paging) -> Page[Stream]:
    """All of them, the newest first."""
    return Page.of(await stream.past(current(), slug, paging))


@mine.get("", summary="What your stream is about")
async def plan(actor: AccountReader, channel_id: UUID) -> Plan:
    """Or what the next one will be about."""
    return await stream_desk.plan(current(), actor, channel_id)


@mine.patch("", summary="Say what your stream is about")
async def change(actor: ChannelWriter, channel_id: UUID, changes: Changes) -> Plan:
    """The one that is on, and the next ones. Everybody who watches sees it at once."""
    given = changes.model_dump(exclude_unset=True)
    return await stream_desk.change(current(), actor, channel_id, given)


@mine.post("/live", status_code=204, summary="Go live", responses=problems(409))
async def go_live(actor: ChannelWriter, channel_id: UUID) -> None:
    """Let everybody see the stream that was held back."""
    await stream_desk.go_live(current(), actor, channel_id)


@mine.delete("", status_code=204, summary="End your stream", responses=problems(409))
async def end(actor: ChannelWriter, channel_id: UUID) -> None:
    """The encoder is told."""
    await stream_desk.end(current(), actor, channel_id)


@reports.get("", summary="Your newest streams")
async def latest(actor: AccountReader) -> list[Stream]:
    """Of all your channels, the newest first."""
    return await stream_desk.latest(current(), actor, stream_desk.MOST_RECENT)


@reports.get("/{stream_id}/viewers", summary="How many watched", responses=problems(404))
async def viewers(actor: AccountReader, stream_id: UUID) -> viewing.Curve:
    """Minute by minute: the most people at once within each. `first` is the minute that the list begins with."""
    return await viewing.curve(current(), actor, stream_id)
