"""Milestones of channels: each is told to the owner once, whatever comes and goes afterwards."""

from collections.abc import Sequence
from uuid import UUID

from aethex_live.data import follow as follows
from aethex_live.data import job, stats
from aethex_live.data import milestone as milestones
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.stream import Stream
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.job import Task
from aethex_live.domain.milestone import Measure, Milestone, reached, record
from aethex_live.domain.notification import Kind
from aethex_live.services import notification
from aethex_live.services.context import Context


async def note_followers(
    context: Context, uow: UnitOfWork, channel_id: UUID, owner_id: UUID, number: int
) -> None:
    """So many follow now, within the caller's transaction."""
    await _note(context, uow, channel_id, owner_id, reached(Measure.FOLLOWERS, number))


async def stream_ended(uow: UnitOfWork, stream_id: UUID) -> None:
    """Have it looked at soon what the stream has brought, within the caller's transaction."""
    await job.defer(uow, Task.LOOK_FOR_MILESTONES, stream_id=str(stream_id))


async def look(context: Context, stream_id: UUID) -> None:
    """Note what a channel has reached with a stream that is over. For a job."""
    async with context.transaction() as uow:
        stream = await uow.session.get(Stream, stream_id)
        channel = await uow.session.get(Channel, stream.channel_id) if stream is not None else None
        if stream is None or channel is None:
            return
        career = await stats.of_channel(uow, channel.id)
        before = await stats.peak_before(uow, channel.id, stream.started_at)
        broken = record(stream.peak_viewers, before)
        for found in (
            reached(Measure.STREAMS, career.streams),
            reached(Measure.HOURS, career.hours),
            reached(Measure.FOLLOWERS, await follows.count(uow, channel.id)),
            [broken] if broken is not None else [],
        ):
            await _note(context, uow, channel.id, channel.user_id, found)


async def _note(
    context: Context, uow: UnitOfWork, channel_id: UUID, owner_id: UUID, found: Sequence[Milestone]
) -> None:
    """Remember all of them; tell the highest, when it is new."""
    if not found or found[-1] not in await milestones.add(uow, channel_id, found, context.clock()):
        return
    about = (channel_id, found[-1].measure, found[-1].number)
    await notification.tell(
        *(context, uow, owner_id, Kind.MILESTONE), *about, channel_id=channel_id, said=found[-1].said
    )
