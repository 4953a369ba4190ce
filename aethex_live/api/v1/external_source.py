"""The stream of another server that one's channel plays."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from aethex_live.api.v1.asker import AccountReader, ChannelWriter
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, problems
from aethex_live.domain.external_source import URL_LENGTH, ExternalSource
from aethex_live.services import external_source
from aethex_live.services.context import current

router = Routes(
    prefix="/me/channels/{channel_id}/stream/source", tags=["streams"], responses=problems(401, 403, 404)
)


class Choice(Body):
    """The address of an HLS playlist."""

    url: Annotated[str, Field(max_length=2 * URL_LENGTH)]


@router.get("", summary="The stream of another server that your channel plays")
async def source(actor: AccountReader, channel_id: UUID) -> ExternalSource | None:
    """Null when it plays its own; `problem` says what was wrong the last time."""
    return await external_source.of_channel(current(), actor, channel_id)


@router.put("", summary="Play the stream of another server")
async def choose(actor: ChannelWriter, channel_id: UUID, choice: Choice) -> ExternalSource:
    """It must answer with a playlist now. Your channel is live while that playlist moves."""
    return await external_source.choose(current(), actor, channel_id, choice.url)


@router.delete("", status_code=204, summary="Play your own streams again")
async def remove(actor: ChannelWriter, channel_id: UUID) -> None:
    """What comes from elsewhere ends at once."""
    await external_source.remove(current(), actor, channel_id)
