"""Other services that get one's streams too. Their keys go in and never come out."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from aethex_live.api.v1.asker import ChannelWriter, KeyHolder
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, problems
from aethex_live.domain.simulcast import KEY_LENGTH, NAME_LENGTH, SERVER_LENGTH, Target
from aethex_live.services import simulcast
from aethex_live.services.context import current

router = Routes(tags=["streams"], responses=problems(401, 403, 404))


class NewTarget(Body):
    """The server and the key as the service shows them for OBS."""

    name: Annotated[str, Field(max_length=2 * NAME_LENGTH)]
    server: Annotated[str, Field(max_length=2 * SERVER_LENGTH)]
    key: Annotated[str, Field(max_length=2 * KEY_LENGTH)]


class Switch(Body):
    """Whether it gets the stream."""

    enabled: bool


@router.get("/me/channels/{channel_id}/simulcast", summary="Where your streams go too")
async def listing(actor: ChannelWriter, channel_id: UUID) -> list[Target]:
    """With the state of each in the stream that is on."""
    return list(await simulcast.listing(current(), actor, channel_id))


@router.post(
    "/me/channels/{channel_id}/simulcast",
    status_code=201,
    summary="Send your streams to another service too",
    responses=problems(409),
)
async def add(actor: KeyHolder, channel_id: UUID, wish: NewTarget) -> Target:
    """The one that is on included."""
    return await simulcast.add(current(), actor, channel_id, name=wish.name, server=wish.server, key=wish.key)


@router.patch("/me/simulcast/{target_id}", summary="Switch a service on or off")
async def switch(actor: ChannelWriter, target_id: UUID, wish: Switch) -> Target:
    """At once."""
    return await simulcast.switch(current(), actor, target_id, wish.enabled)


@router.delete("/me/simulcast/{target_id}", status_code=204, summary="Send nothing there any more")
async def remove(actor: ChannelWriter, target_id: UUID) -> None:
    """Its key is forgotten."""
    await simulcast.remove(current(), actor, target_id)
