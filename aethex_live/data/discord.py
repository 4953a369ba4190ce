"""Queries for Discord webhooks."""

from uuid import UUID

from sqlalchemy import delete, select

from aethex_live.data.models.channel import Channel
from aethex_live.data.models.discord_webhook import DiscordWebhook as Row
from aethex_live.data.models.stream import Stream
from aethex_live.data.unit_of_work import UnitOfWork


async def of_channel(uow: UnitOfWork, channel_id: UUID, *, lock: bool = False) -> Row | None:
    """The webhook of a channel."""
    query = select(Row).where(Row.channel_id == channel_id)
    return await uow.session.scalar(query.with_for_update() if lock else query)


async def wanted(uow: UnitOfWork, channel_id: UUID) -> bool:
    """Whether the channel's streams are told of."""
    query = select(Row.channel_id).where(Row.channel_id == channel_id, Row.enabled)
    return await uow.session.scalar(query) is not None


async def for_stream(uow: UnitOfWork, stream_id: UUID) -> tuple[Row, Stream, Channel] | None:
    """What is needed to tell of a stream that is on and of which nobody was told yet."""
    query = (
        select(Row, Stream, Channel)
        .join(Channel, Channel.id == Row.channel_id)
        .join(Stream, Stream.channel_id == Channel.id)
        .where(
            Stream.id == stream_id,
            Stream.ended_at.is_(None),
            Row.enabled,
            Row.told_stream_id.is_distinct_from(stream_id),
            Channel.suspended_at.is_(None),
            Channel.deletion_due_at.is_(None),
        )
    )
    found = (await uow.session.execute(query)).one_or_none()
    return (found[0], found[1], found[2]) if found else None


async def remove(uow: UnitOfWork, channel_id: UUID) -> None:
    """Delete it."""
    await uow.session.execute(delete(Row).where(Row.channel_id == channel_id))
