"""Stream keys of one's channels."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from aethex_live.api.v1.asker import KeyHolder
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, problems
from aethex_live.domain import stream_key as rules
from aethex_live.domain.stream_key import NAME_LENGTH, Kind, StreamKey
from aethex_live.services import stream_key
from aethex_live.services.context import current

router = Routes(tags=["stream keys"], responses=problems(401, 403, 404))

Name = Annotated[str, Field(min_length=1, max_length=NAME_LENGTH)]


class ShownKey(BaseModel):
    """A key with its secret, and the server that goes with it."""

    key: StreamKey
    server: str
    secret: str


class NewKey(Body):
    """A key to make. Streams of a test key are seen by you alone."""

    name: Name
    kind: Kind = Kind.LIVE


class NewName(Body):
    """What to call a key."""

    name: Name


@router.get("/me/channels/{channel_id}/keys", summary="The stream keys of a channel")
async def listing(actor: KeyHolder, channel_id: UUID) -> list[StreamKey]:
    """Without their secrets; the oldest first."""
    return list(await stream_key.listing(current(), actor, channel_id))


@router.post(
    "/me/channels/{channel_id}/keys", status_code=201, summary="Make a stream key", responses=problems(409)
)
async def create(actor: KeyHolder, channel_id: UUID, wish: NewKey) -> ShownKey:
    """In a browser session, confirm first that it is you."""
    return _shown(await stream_key.create(current(), actor, channel_id, wish.name, wish.kind))


@router.post("/me/keys/{key_id}/reveal", summary="Show a stream key")
async def reveal(actor: KeyHolder, key_id: UUID) -> ShownKey:
    """In a browser session, confirm first that it is you."""
    return _shown(await stream_key.reveal(current(), actor, key_id))


@router.post("/me/keys/{key_id}/rotate", summary="Replace a stream key")
async def rotate(actor: KeyHolder, key_id: UUID) -> ShownKey:
    """The old one stops working at once; a stream that uses it ends."""
    return _shown(await stream_key.rotate(current(), actor, key_id))


@router.patch("/me/keys/{key_id}", summary="Rename a stream key", responses=problems(409))
async def rename(actor: KeyHolder, key_id: UUID, wish: NewName) -> StreamKey:
    """Its secret stays."""
    return await stream_key.rename(current(), actor, key_id, wish.name)


@router.delete("/me/keys/{key_id}", status_code=204, summary="Delete a stream key", responses=problems(409))
async def remove(actor: KeyHolder, key_id: UUID) -> None:
    """The last live key of a channel can only be replaced."""
    await stream_key.remove(current(), actor, key_id)


def _shown(shown: rules.ShownKey) -> ShownKey:
    return ShownKey(key=shown.key, server=shown.server, secret=shown.secret)
