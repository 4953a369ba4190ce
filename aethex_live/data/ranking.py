"""Queries for what ranks channels: who watches them, how that goes, and which are alike."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, text, union, update

from aethex_live.data.channel import is_public
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.channel_neighbour import ChannelNeighbour
from aethex_live.data.models.channel_role import ChannelRole
from aethex_live.data.models.channel_trend import ChannelTrend
from aethex_live.data.models.follow import Follow
from aethex_live.data.models.stream import Stream
from aethex_live.data.models.user import User
from aethex_live.data.models.watch import Watch
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.channel_role import ChannelRole as Role
from aethex_live.domain.ranking import Trend
from aethex_live.domain.stream import Status

AT_ONCE = 5000
_HELPERS = (Role.EDITOR, Role.MODERATOR)
# Long lists go as arrays: a statement with thousands of values costs more to write than to do.
_ADD_MINUTES = text("""
    INSERT INTO watches (user_id, channel_id, minutes, watched_at)
    SELECT person, channel, 1, :now
    FROM unnest(CAST(:people AS uuid[]), CAST(:channels AS uuid[])) AS seen(person, channel)
    ON CONFLICT (user_id, channel_id) DO UPDATE SET minutes = watches.minutes + 1, watched_at = excluded.watched_at
""")
_PUT_TRENDS = text("""
    INSERT INTO channel_trends (channel_id, audience, usual, on_air_seconds, score, times, reckoned_at)
    SELECT *, :now FROM unnest(
        CAST(:channels AS uuid[]), CAST(:audience AS float8[]), CAST(:usual AS float8[]), CAST(:seconds AS float8[]),
        CAST(:score AS float8[]), CAST(:times AS int[]))
    ON CONFLICT (channel_id) DO UPDATE SET audience = excluded.audience, usual = excluded.usual,
        on_air_seconds = excluded.on_air_seconds, score = excluded.score, times = excluded.times,
        reckoned_at = excluded.reckoned_at
""")
_PUT_NEIGHBOURS = text("""
    INSERT INTO channel_neighbours (channel_id, neighbour_id, likeness)
    SELECT * FROM unnest(CAST(:ones AS uuid[]), CAST(:others AS uuid[]), CAST(:likenesses AS float8[]))
""")
_SHOWN = (Stream.ended_at.is_(None), ~Stream.test, Stream.status != Status.HELD)


async def staff_of(uow: UnitOfWork, slugs: Collection[str]) -> dict[str, tuple[UUID, frozenset[UUID]]]:
    """By channel's address: its id, and who runs it."""
    owners = select(Channel.slug, Channel.id, Channel.user_id).where(Channel.slug.in_(slugs))
    helpers = (
        select(Channel.slug, Channel.id, ChannelRole.user_id)
        .join(ChannelRole, ChannelRole.channel_id == Channel.id)
        .where(Channel.slug.in_(slugs), ChannelRole.role.in_(_HELPERS))
    )
    found: dict[str, tuple[UUID, frozenset[UUID]]] = {}
    for slug, channel_id, user_id in await uow.session.execute(union(owners, helpers)):
        before = found.get(slug, (channel_id, frozenset()))[1]
        found[slug] = channel_id, before | {user_id}
    return found


async def note_audiences(uow: UnitOfWork, audiences: Mapping[UUID, int]) -> None:
    """Write down how many of those who watch a channel's stream count."""
    for channel_id, audience in sorted(audiences.items()):
        change = update(Stream).where(Stream.channel_id == channel_id, *_SHOWN).values(audience=audience)
        await uow.session.execute(change.execution_options(synchronize_session=False))


async def channels_with_audience(uow: UnitOfWork) -> dict[str, UUID]:
    """Those that somebody counts for, as it was written down last."""
    query = select(Channel.slug, Channel.id).join(Stream).where(*_SHOWN, Stream.audience > 0)
    return {slug: channel_id for slug, channel_id in await uow.session.execute(query)}


async def note_watching(uow: UnitOfWork, watching: Collection[tuple[UUID, UUID]], now: datetime) -> None:
    """Add a minute for each of these people and channels."""
    people, channels = zip(*sorted(watching), strict=True) if watching else ((), ())
    await uow.session.execute(_ADD_MINUTES, {"people": [*people], "channels": [*channels], "now": now})


async def forget_watching(uow: UnitOfWork, before: datetime) -> None:
    """Delete what is long ago."""
    await uow.session.execute(delete(Watch).where(Watch.watched_at < before))


async def trends(uow: UnitOfWork) -> list[tuple[UUID, Trend, datetime | None, int, bool]]:
    """The channels whose course may change: its last state and when, how many count now, whether it is on."""
    on = select(Stream.channel_id, Stream.audience, Stream.started_at).where(*_SHOWN).subquery()
    query = (
        select(
            func.coalesce(on.c.channel_id, ChannelTrend.channel_id),
            ChannelTrend.audience,
            ChannelTrend.usual,
            ChannelTrend.on_air_seconds,
            func.coalesce(ChannelTrend.reckoned_at, on.c.started_at),
            on.c.audience,
        )
        .select_from(on)
        .join(ChannelTrend, ChannelTrend.channel_id == on.c.channel_id, full=True)
        .where((on.c.channel_id.is_not(None)) | (ChannelTrend.audience > 0))
    )
    return [
        (
            channel_id,
            Trend(audience or 0.0, usual or 0.0, timedelta(seconds=seconds or 0.0)),
            at,
            viewers or 0,
            viewers is not None,
        )
        for channel_id, audience, usual, seconds, at, viewers in await uow.session.execute(query)
    ]


async def save_trends(uow: UnitOfWork, trends: Mapping[UUID, Trend], now: datetime) -> None:
    """Write the course of channels."""
    channels = sorted(trends)
    columns = {
        "channels": channels,
        "audience": [trends[each].audience for each in channels],
        "usual": [trends[each].usual for each in channels],
        "seconds": [trends[each].on_air.total_seconds() for each in channels],
        "score": [trends[each].score for each in channels],
        "times": [trends[each].times for each in channels],
    }
    await uow.session.execute(_PUT_TRENDS, {**columns, "now": now})


async def follows(uow: UnitOfWork, people: int, now: datetime) -> Sequence[tuple[UUID, UUID]]:
    """Who follows what: of the `people` who came last and whose accounts are in order, without their own channels."""
    return await _tastes(uow, select(Follow.user_id, Follow.channel_id), Follow, people, now)


async def watches(uow: UnitOfWork, people: int, now: datetime) -> Sequence[tuple[UUID, UUID, int]]:
    """Who watches what, and for how many minutes; of the same people."""
    return await _tastes(uow, select(Watch.user_id, Watch.channel_id, Watch.minutes), Watch, people, now)


async def _tastes(uow: UnitOfWork, query: Any, table: Any, people: int, now: datetime) -> Sequence[Any]:
    known = (
        select(User.id)
        .where(
            User.email_verified_at.is_not(None),
            User.suspended_at.is_(None),
            User.deletion_due_at.is_(None),
            User.deleted_at.is_(None),
        )
        .order_by(User.id.desc())
        .limit(people)
    )
    helps = (
        select(ChannelRole.user_id)
        .where(
            ChannelRole.channel_id == table.channel_id,
            ChannelRole.user_id == table.user_id,
            ChannelRole.role.in_(_HELPERS),
        )
        .exists()
    )
    shown = query.join(Channel, Channel.id == table.channel_id).join(User, User.id == Channel.user_id)
    shown = shown.where(is_public(now), Channel.user_id != table.user_id, ~helps)
    return (await uow.session.execute(shown.where(table.user_id.in_(known)))).all()


async def save_neighbours(uow: UnitOfWork, alike: Mapping[UUID, Sequence[tuple[UUID, float]]]) -> None:
    """Write which channels are alike, in place of what was known before."""
    await uow.session.execute(delete(ChannelNeighbour))
    found = [(one, *other) for one, others in alike.items() for other in others if other[1] > 0]
    for begin in range(0, len(found), AT_ONCE):
        ones, others, likenesses = zip(*found[begin : begin + AT_ONCE], strict=True)
        shares = [min(likeness, 1.0) for likeness in likenesses]
        columns = {"ones": [*ones], "others": [*others], "likenesses": shares}
        await uow.session.execute(_PUT_NEIGHBOURS, columns)


async def neighbours_of(
    uow: UnitOfWork, channel_ids: Collection[UUID]
) -> dict[UUID, list[tuple[UUID, float]]]:
    """Which channels are most like these."""
    found: dict[UUID, list[tuple[UUID, float]]] = {}
    one, other, likeness = (
        ChannelNeighbour.channel_id,
        ChannelNeighbour.neighbour_id,
        ChannelNeighbour.likeness,
    )
    query = select(one, other, likeness).where(one.in_(channel_ids))
    for channel_id, neighbour_id, share in await uow.session.execute(query):
        found.setdefault(channel_id, []).append((neighbour_id, share))
    return found


async def watched_by(uow: UnitOfWork, user_id: UUID, most: int) -> dict[UUID, int]:
    """What somebody watches, in minutes."""
    query = select(Watch.channel_id, Watch.minutes).where(Watch.user_id == user_id)
    rows = await uow.session.execute(query.order_by(Watch.minutes.desc()).limit(most))
    return {channel_id: minutes for channel_id, minutes in rows}
