"""How streams come and go: what the media server tells, and what it carries when it is asked.

Events are signed, ordered and may come twice. Whatever crashes, app, media server or machine, `reconcile` finds
the truth again within the grace time.
"""

from datetime import datetime, timedelta

from aethex_live.data import stream as streams
from aethex_live.data.models.channel import Channel as ChannelRow
from aethex_live.data.models.stream import Stream as Row
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.stream import Event, OnAir, Status, after, channel_of, check_now_playing, is_lost
from aethex_live.errors import AppError
from aethex_live.services import milestone, notification, schedule_clock, stream_key
from aethex_live.services.context import Context
from aethex_live.services.stream import CHANGED, ENDED, EXTERNAL, STARTED, tell

LOST = "lost"


async def hear(
    context: Context,
    *,
    server: str,
    sequence: int,
    event: Event,
    name: str,
    broadcast: str,
    at: datetime,
    reason: str = "",
    recording: str | None = None,
    credential: str = "",
    grace: float = 0.0,
) -> None:
    """Take what the media server tells. Events that are known or out of place change nothing.

    `credential` says which key the encoder came with, `grace` how many seconds it may stay away.
    """
    now = context.clock()
    async with context.transaction() as uow:
        if not await streams.take_sequence(uow, server, sequence, now):
            return
        found = await streams.by_broadcast(uow, broadcast)
        if found is None:
            if event is Event.STARTED:
                await begin(context, uow, name, broadcast, at, server=server, recording=recording)
                await _note_key(uow, broadcast, credential)
            return
        row, channel = found
        if event is Event.STARTED:  # `reconcile` was faster
            row.server = server
            await _note_key(uow, broadcast, credential)
            return
        status = after(Status(row.status), event)
        if status is None:
            return
        row.heard_at = now
        row.grace_until = now + timedelta(seconds=grace) if grace > 0 else None
        if status is Status.ENDED:
            await finish(uow, row, channel, at, reason, recording)
            return
        row.status = status
        tell(uow, CHANGED, row, channel)
        if event is Event.RESUMED:
            await _note_key(uow, broadcast, credential)


async def hear_recording(
    context: Context, *, server: str, sequence: int, recording: str, seconds: float
) -> None:
    """A recording is sealed: the stream can be seen again."""
    async with context.transaction() as uow:
        if await streams.take_sequence(uow, server, sequence, context.clock()):
            row = await streams.by_recording(uow, recording)
            if row is not None:
                row.recording_seconds = int(seconds)


async def hear_metadata(
    context: Context, *, server: str, sequence: int, broadcast: str, says: dict[str, object]
) -> None:
    """The encoder may say what is playing: `now_playing` in its onMetaData."""
    playing = says.get("now_playing")
    async with context.transaction() as uow:
        if not await streams.take_sequence(uow, server, sequence, context.clock()):
            return
        found = await streams.by_broadcast(uow, broadcast)
        if found is None or not isinstance(playing, str):
            return
        row, channel = found
        try:
            row.now_playing = check_now_playing(playing)
        except AppError:
            return  # an encoder may say anything
        tell(uow, CHANGED, row, channel)


async def reconcile(context: Context, carried: list[OnAir] | None) -> int:
    """Compare with what the media server carries (None: it does not answer); gives how many had to be ended.

    What is gone without a word ends. What we do not know of, or had given up, is on.
    """
    now = context.clock()
    present = None if carried is None else frozenset(each.broadcast for each in carried)
    gone = 0
    async with context.transaction() as uow:
        for row, channel in await streams.everything_on(uow):
            if row.server == EXTERNAL:
                continue
            row.heard_at = min(row.heard_at, now)  # the clock may have been set back
            if present is not None and row.broadcast in present:
                row.heard_at = now
            elif is_lost(row.broadcast, row.heard_at, present, now, row.grace_until):
                await finish(uow, row, channel, row.heard_at, LOST, None)
                gone += 1
        for each in carried or ():
            await _adopt(context, uow, each)
    return gone


async def clock_was_set(context: Context) -> None:
    """The machine's clock has leapt: by the new time, what is on was heard of just now, and keeps no old deadline."""
    now = context.clock()
    async with context.transaction() as uow:
        for row, _ in await streams.everything_on(uow):
            row.heard_at, row.grace_until = now, None


async def begin(
    context: Context,
    uow: UnitOfWork,
    name: str,
    broadcast: str,
    at: datetime,
    *,
    server: str,
    recording: str | None = None,
) -> Row | None:
    """A stream has started; None when it belongs to no channel."""
    slug, test = channel_of(name)
    channel = await streams.channel_by_slug(uow, slug)
    if channel is None:
        return None
    before = await streams.on_of(uow, channel.id, test=test, lock=True)
    if before is not None:  # its end was never told: a channel has one stream at a time
        await finish(uow, before, channel, at, LOST, None)
        await uow.session.flush()
    plan = await streams.plan_of(uow, channel)
    if not test:
        await schedule_clock.name_stream(uow, plan, at)
    held = plan.hold and not test and server != EXTERNAL
    row = Row(
        channel_id=channel.id,
        category_id=plan.category_id,
        broadcast=broadcast,
        server=server,
        test=test,
        status=after(None, Event.HELD if held else Event.STARTED),
        title=plan.title,
        tags=list(plan.tags),
        language=plan.language,
        mature=plan.mature,
        now_playing=plan.now_playing,
        started_at=at,
        heard_at=context.clock(),
        recording=recording,
    )
    await streams.add(uow, row)
    tell(uow, CHANGED if held or test else STARTED, row, channel)
    if not held and not test:
        await notification.went_live(uow, row)
    return row


async def finish(
    uow: UnitOfWork, row: Row, channel: ChannelRow, at: datetime, reason: str, recording: str | None
) -> None:
    """A stream is over. One that nobody but its owner saw is forgotten."""
    unseen = row.test or row.status == Status.HELD
    row.status, row.ended_at, row.end_reason = Status.ENDED, max(at, row.started_at), reason[:20]
    row.recording = recording or row.recording
    row.grace_until, row.viewers = None, 0
    if unseen:
        tell(uow, CHANGED, row, channel)
        await streams.remove(uow, row.id)
    else:
        tell(uow, ENDED, row, channel)
        await milestone.stream_ended(uow, row.id)
        await notification.is_over(uow, row, channel.user_id)


async def _adopt(context: Context, uow: UnitOfWork, each: OnAir) -> None:
    if each.started_at is None:
        return
    found = await streams.by_broadcast(uow, each.broadcast)
    if found is None:
        await begin(
            context, uow, each.slug, each.broadcast, each.started_at, server="", recording=each.recording
        )
        return
    row, channel = found
    if row.status == Status.ENDED and row.end_reason == LOST:
        if await streams.on_of(uow, channel.id, test=row.test) is None:
            row.status, row.ended_at, row.end_reason = after(Status.ENDED, Event.FOUND), None, ""
            row.heard_at = context.clock()
            tell(uow, CHANGED, row, channel)


async def _note_key(uow: UnitOfWork, broadcast: str, credential: str) -> None:
    """Remember which key is in use. One that was replaced while its encoder was let in is stopped now."""
    found = await streams.by_broadcast(uow, broadcast) if credential else None
    if found is not None:
        row, channel = found
        row.key_id = await stream_key.in_use(uow, credential, channel, test=row.test)
