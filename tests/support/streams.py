"""Streams for tests: told by a media server, or long over."""

from uuid import UUID

from aethex_live.data.models.stream import Stream
from aethex_live.domain.stream import Event, Status
from aethex_live.services import stream_life
from aethex_live.services.context import Context


class Teller:
    """A media server that tells one event after the other."""

    def __init__(self, context: Context, name: str = "night-owls"):
        self.context, self.name, self.sequence = context, name, 0

    async def tell(self, event: Event, broadcast: str = "b1", sequence: int | None = None, **more) -> None:
        """Tell it, numbered on from the last one unless `sequence` says otherwise."""
        if sequence is None:
            self.sequence += 1
        await stream_life.hear(
            self.context,
            server="media-1",
            sequence=sequence or self.sequence,
            event=event,
            name=self.name,
            broadcast=broadcast,
            at=self.context.clock(),
            **more,
        )


async def past_stream(context: Context, channel_id: UUID, **columns) -> UUID:
    """A stream that is over; gives its id."""
    now = context.clock()
    row = Stream(
        channel_id=channel_id,
        status=Status.ENDED,
        **{
            "broadcast": "past",
            "server": "media-1",
            "title": "Long ago",
            "started_at": now,
            "ended_at": now,
            **columns,
        },
    )
    async with context.transaction() as uow:
        uow.session.add(row)
    return row.id
