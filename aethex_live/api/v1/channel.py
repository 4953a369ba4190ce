"""Channels: those of everybody to read, one's own to make and change."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Path, Query
from pydantic import Field

from aethex_live.api.v1.asker import AccountReader, ChannelWriter
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, ImageChoice, Page, Paging, problems
from aethex_live.domain.channel import (
    ACCENTS,
    DESCRIPTION_LENGTH,
    NAME_LENGTH,
    Channel,
    DeletionEffects,
    ManagedChannel,
)
from aethex_live.domain.image import Kind
from aethex_live.domain.slug import SlugAnswer
from aethex_live.services import channel
from aethex_live.services.context import current

router = Routes(tags=["channels"])
mine = Routes(prefix="/me/channels", tags=["your channels"], responses=problems(401, 403))

Slug = Annotated[str, Path(max_length=100, description="The address of the channel.")]
Image = Literal[Kind.AVATAR, Kind.BANNER, Kind.POSTER]


class Changes(Body):
    """Fields of a channel."""

    name: Annotated[str, Field(max_length=2 * NAME_LENGTH)] = ""
    slug: Annotated[str, Field(max_length=100)] = ""
    description: Annotated[str, Field(max_length=2 * DESCRIPTION_LENGTH)] = ""
    category: Annotated[str | None, Field(max_length=100, description="The address of a category.")] = None
    tags: Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=30)] = []
    language: Annotated[str, Field(max_length=20)] = ""
    mature: bool = False
    accent: Literal[ACCENTS] = "cyan"  # type: ignore[valid-type]
    links: Annotated[list[Annotated[str, Field(max_length=1000)]], Field(max_length=16)] = []

    def given(self) -> dict[str, Any]:
        """Only what was sent."""
        return self.model_dump(exclude_unset=True)


class NewChannel(Changes):
    """A channel to make."""

    name: Annotated[str, Field(min_length=1, max_length=2 * NAME_LENGTH)]
    slug: Annotated[str, Field(min_length=1, max_length=100)]


class Deletion(Body):
    """To confirm, the address of the channel."""

    confirmation: Annotated[str, Field(max_length=100)]


@router.get("/channels", summary="Public channels", responses=problems(404))
async def listing(
    paging: Paging,
    category: Annotated[
        str | None, Query(max_length=100, description="Only those in this category and below it.")
    ] = None,
) -> Page[Channel]:
    """The newest first."""
    return Page.of(await channel.listing(current(), paging, category=category))


@router.get("/channels/{slug}", summary="A channel", responses=problems(404))
async def by_slug(slug: Slug) -> Channel:
    """As everybody sees it. Empty addresses of images mean that there is none."""
    return await channel.by_slug(current(), slug)


@mine.get("", summary="Your channels")
async def own(actor: AccountReader) -> list[ManagedChannel]:
    """Also suspended ones and those that are to be deleted. The oldest first."""
    return list(await channel.mine(current(), actor))


@mine.post("", status_code=201, summary="Make a channel", responses=problems(409))
async def create(actor: ChannelWriter, wish: NewChannel) -> ManagedChannel:
    """It begins with one stream key."""
    return await channel.create(current(), actor, wish.given())


@mine.get("/address", summary="Whether an address is free")
async def address(
    actor: ChannelWriter,
    text: Annotated[str, Query(max_length=200, description="An address, or a name to make one of.")],
    channel_id: Annotated[
        UUID | None, Query(description="Your channel whose address counts as free.")
    ] = None,
) -> SlugAnswer:
    """With others to choose from when it is not."""
    return await channel.slug_answer(current(), actor, text, channel_id=channel_id)


@mine.get("/{channel_id}", summary="One of your channels", responses=problems(404))
async def one(actor: AccountReader, channel_id: UUID) -> ManagedChannel:
    """As its owner sees it."""
    return await channel.managed(current(), actor, channel_id)


@mine.patch("/{channel_id}", summary="Change a channel", responses=problems(404, 409))
async def edit(actor: ChannelWriter, channel_id: UUID, changes: Changes) -> ManagedChannel:
    """Fields that are not sent stay as they are."""
    return await channel.edit(current(), actor, channel_id, changes.given())


@mine.put("/{channel_id}/{kind}", summary="Choose an image of a channel", responses=problems(404, 409))
async def set_image(
    actor: ChannelWriter, channel_id: UUID, kind: Image, choice: ImageChoice
) -> ManagedChannel:
    """Upload the image first."""
    return await channel.set_image(current(), actor, channel_id, kind, choice.image_id)


@mine.get("/{channel_id}/deletion", summary="What deleting would do", responses=problems(404))
async def deletion_effects(actor: ChannelWriter, channel_id: UUID) -> DeletionEffects:
    """To tell before it is done."""
    return await channel.deletion_effects(current(), actor, channel_id)


@mine.post("/{channel_id}/deletion", summary="Delete a channel", responses=problems(404, 409))
async def delete(actor: ChannelWriter, channel_id: UUID, deletion: Deletion) -> ManagedChannel:
    """It vanishes at once, and can be brought back until `deletion_due_at`."""
    return await channel.delete(current(), actor, channel_id, deletion.confirmation)


@mine.delete("/{channel_id}/deletion", summary="Bring a channel back", responses=problems(404))
async def restore(actor: ChannelWriter, channel_id: UUID) -> ManagedChannel:
    """As long as it is not gone for good."""
    return await channel.restore(current(), actor, channel_id)
