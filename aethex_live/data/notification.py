"""Queries for notifications."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import RowMapping, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from aethex_live.data.models.block import Block
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.notification import Notification as Row
from aethex_live.data.models.notification_mute import NotificationMute as Mute
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.notification import KEPT, Kind, Notification
from aethex_live.domain.page import Page, PageRequest

# One statement for a batch of followers, whoever they are. Its ids begin with the time as all our ids do.
_TO_FOLLOWERS = text("""
    WITH batch AS (
        SELECT follows.user_id, follows.notify FROM follows
        WHERE follows.channel_id = :channel_id
          AND (CAST(:after AS uuid) IS NULL OR follows.user_id > CAST(:after AS uuid))
        ORDER BY follows.user_id LIMIT :batch
    ), told AS (
        INSERT INTO notifications (id, user_id, kind, key, channel_id, text, created_at)
        SELECT CAST(overlay(gen_random_uuid()::text placing CAST(:begin AS text) from 1 for 15) AS uuid),
               batch.user_id, CAST(:kind AS text), CAST(:key AS text), CAST(:channel_id AS uuid),
               CAST(:text AS text), CAST(:now AS timestamptz)
        FROM batch
        WHERE batch.notify AND NOT EXISTS (
            SELECT 1 FROM notification_mutes mute
            WHERE mute.user_id = batch.user_id AND mute.kind = CAST(:kind AS text)
        )
        ON CONFLICT (user_id, key) DO NOTHING
        RETURNING user_id
    )
    SELECT (SELECT user_id FROM batch ORDER BY user_id DESC LIMIT 1) AS last,
           ARRAY(SELECT user_id FROM told) AS told
""")
_SWEEP = text("""
    DELETE FROM notifications WHERE id IN (
        SELECT id FROM (
            SELECT id, row_number() OVER (PARTITION BY user_id ORDER BY id DESC) AS place FROM notifications
        ) numbered WHERE place > :kept
    )
""")


async def add(
    uow: UnitOfWork,
    user_id: UUID,
    kind: Kind,
    key: str,
    now: datetime,
    *,
    channel_id: UUID,
    actor_id: UUID | None = None,
    said: str = "",
) -> bool:
    """Tell one person; False when they know already, want no such thing, or have blocked whom it is from."""
    if await uow.session.get(Mute, (user_id, kind)) is not None:
        return False
    if actor_id is not None and await uow.session.get(Block, (user_id, actor_id)) is not None:
        return False
    row = Row(
        user_id=user_id,
        kind=kind,
        key=key,
        channel_id=channel_id,
        actor_id=actor_id,
        text=said[:200],
        created_at=now,
    )
    statement = insert(Row).values(row.model_dump()).on_conflict_do_nothing().returning(Row.id)
    return await uow.session.scalar(statement) is not None


async def add_for_followers(
    uow: UnitOfWork,
    channel_id: UUID,
    kind: Kind,
    key: str,
    now: datetime,
    *,
    said: str,
    after: UUID | None,
    batch: int,
) -> tuple[UUID | None, Sequence[UUID]]:
    """Tell the next `batch` of followers who come `after` one; gives the last of them, and who is told."""
    milliseconds = f"{int(now.timestamp() * 1000):012x}"
    values = {
        "channel_id": channel_id,
        "kind": kind,
        "key": key,
        "text": said[:200],
        "now": now,
        "after": after,
        "batch": batch,
        "begin": f"{milliseconds[:8]}-{milliseconds[8:]}-7",
    }
    row = (await uow.session.execute(_TO_FOLLOWERS, values)).one()
    return row.last, row.told


async def page(uow: UnitOfWork, user_id: UUID, request: PageRequest) -> Page[Notification]:
    """What a person was told, the latest first."""
    total = (await uow.session.execute(select(func.count()).where(Row.user_id == user_id))).scalar_one()
    query = (
        select(
            Row.id,
            Row.kind,
            Row.created_at,
            Row.read_at,
            Row.text,
            Channel.name.label("channel"),
            Channel.slug,
            Channel.avatar_url.label("channel_avatar"),
            User.display_name.label("actor"),
            User.username,
            User.avatar_url.label("actor_avatar"),
        )
        .outerjoin(Channel, Channel.id == Row.channel_id)
        .outerjoin(User, User.id == Row.actor_id)
        .where(Row.user_id == user_id)
        .order_by(Row.id.desc())
        .offset(request.offset)
        .limit(request.limit)
    )
    rows = (await uow.session.execute(query)).mappings()
    return Page(tuple(map(_notification, rows)), total, request.page, request.limit)


async def unread(uow: UnitOfWork, user_id: UUID) -> int:
    """How many a person has not read."""
    query = select(func.count()).where(Row.user_id == user_id, Row.read_at.is_(None))
    return (await uow.session.execute(query)).scalar_one()


async def mark_read(uow: UnitOfWork, user_id: UUID, now: datetime, one: UUID | None = None) -> None:
    """One of them is read, or all."""
    change = update(Row).where(Row.user_id == user_id, Row.read_at.is_(None)).values(read_at=now)
    await uow.session.execute(change if one is None else change.where(Row.id == one))


async def remove(uow: UnitOfWork, user_id: UUID, one: UUID) -> bool:
    """Delete one; False when there is none."""
    gone = delete(Row).where(Row.user_id == user_id, Row.id == one)
    return (await uow.session.execute(gone)).rowcount > 0


async def sweep(uow: UnitOfWork) -> None:
    """Delete what is older than what is kept for each person."""
    await uow.session.execute(_SWEEP, {"kept": KEPT})


async def muted(uow: UnitOfWork, user_id: UUID) -> frozenset[Kind]:
    """What a person does not want to be told of."""
    return frozenset(map(Kind, await uow.session.scalars(select(Mute.kind).where(Mute.user_id == user_id))))


async def mute(uow: UnitOfWork, user_id: UUID, kinds: frozenset[Kind]) -> None:
    """Tell a person of everything but these."""
    await uow.session.execute(delete(Mute).where(Mute.user_id == user_id))
    uow.session.add_all(Mute(user_id=user_id, kind=kind) for kind in sorted(kinds))


def _notification(row: RowMapping) -> Notification:
    return Notification(
        id=row["id"],
        kind=Kind(row["kind"]),
        at=row["created_at"],
        read=row["read_at"] is not None,
        text=row["text"],
        channel=row["channel"] or "",
        channel_slug=row["slug"] or "",
        channel_avatar=row["channel_avatar"] or "",
        actor=row["actor"] or "",
        actor_username=row["username"] or "",
        actor_avatar=row["actor_avatar"] or "",
    )
