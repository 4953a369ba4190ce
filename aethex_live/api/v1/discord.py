"""Telling a Discord channel that you are live. The webhook's address goes in and never comes out."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from aethex_live.api.v1.asker import ChannelWriter, KeyHolder
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, problems
from aethex_live.domain.discord import TEMPLATE, TEMPLATE_LENGTH, URL_LENGTH, Webhook
from aethex_live.services import discord
from aethex_live.services.context import current

router = Routes(
    prefix="/me/channels/{channel_id}/stream/discord",
    tags=["your channels"],
    responses=problems(401, 403, 404),
)


class Wish(Body):
    """`url` as Discord gives it, empty to keep the one that there is; `template` may name {channel}, {title},
    {category} and {link}."""

    url: Annotated[str, Field(max_length=URL_LENGTH)] = ""
    template: Annotated[str, Field(max_length=TEMPLATE_LENGTH)] = TEMPLATE
    enabled: bool = True


@router.get("", summary="Where Discord is told that you are live")
async def get(actor: ChannelWriter, channel_id: UUID) -> Webhook | None:
    """With what became of the last message; null when it is told nowhere."""
    return await discord.of_channel(current(), actor, channel_id)


@router.put("", summary="Tell Discord when you are live")
async def choose(actor: KeyHolder, channel_id: UUID, wish: Wish) -> Webhook:
    """Once a stream."""
    return await discord.choose(current(), actor, channel_id, **wish.model_dump())


@router.delete("", status_code=204, summary="Tell Discord no more")
async def remove(actor: ChannelWriter, channel_id: UUID) -> None:
    """Its address is forgotten."""
    await discord.remove(current(), actor, channel_id)


@router.post("/test", summary="Send a test to Discord")
async def try_out(actor: ChannelWriter, channel_id: UUID) -> Webhook:
    """`outcome` says what became of it."""
    return await discord.try_out(current(), actor, channel_id)
