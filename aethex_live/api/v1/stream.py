"""Streams: what is on, to see for everybody; the title and the end, for the owner of the channel."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from aethex_live.api.v1.asker import AccountReader, ChannelWriter
from aethex_live.api.v1.shapes import Body, Page, Paging, problems
from aethex_live.domain import page
from aethex_live.domain.channel import Channel
from aethex_live.domain.stream import TITLE_LENGTH, Stream
from aethex_live.services import stream
from aethex_live.services.context import current

router = APIRouter(tags=["streams"])
mine = APIRouter(
    prefix="/me/channels/{channel_id}/stream", tags=["streams"], responses=problems(401, 403, 404)
)


class OnAir(BaseModel):
    """A stream that is on, and its channel."""

    stream: Stream
    channel: Channel


class Title(BaseModel):
    """What the stream is called, or the next one will be."""

    title: str


class NewTitle(Body):
    """What to call it."""

    title: Annotated[str, Field(max_length=2 * TITLE_LENGTH)]


@router.get("/streams", summary="What is on now")
async def on_air(paging: Paging) -> Page[OnAir]:
    """The longest running first."""
    found = await stream.on_air_with_channels(current())
    part = found[paging.offset : paging.offset + paging.limit]
    shown = tuple(OnAir(stream=each, channel=channel) for each, channel in part)
    return Page.of(page.Page(shown, len(found), paging.page, paging.limit))


@router.get("/channels/{slug}/stream", summary="The stream of a channel", responses=problems(404))
async def of_channel(slug: Annotated[str, Path(max_length=100)]) -> Stream | None:
    """The one that is on, else the last one; null when there never was one."""
    return await stream.on_air(current(), slug)


@mine.get("/title", summary="What your stream is called")
async def title(actor: AccountReader, channel_id: UUID) -> Title:
    """Or what the next one will be called."""
    return Title(title=await stream.title_of(current(), actor, channel_id))


@mine.put("/title", summary="Name your stream")
async def rename(actor: ChannelWriter, channel_id: UUID, wish: NewTitle) -> Title:
    """The one that is on, and the next ones. Everybody who watches sees it at once."""
    return Title(title=await stream.rename(current(), actor, channel_id, wish.title))


@mine.delete("", status_code=204, summary="End your stream", responses=problems(409))
async def end(actor: ChannelWriter, channel_id: UUID) -> None:
    """The encoder is told."""
    await stream.end(current(), actor, channel_id)
