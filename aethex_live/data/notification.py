"""Queries for notifications."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, delete, func, select, text, update
from sqlalchemy.orm import aliased

from aethex_live.data.models.base import new_id
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.notification import Notification as Row
from aethex_live.data.models.notification_mute import NotificationMute as Mute
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.notification import KEPT, Kind, Notification, Road, path_of
from aethex_live.domain.page import Page, PageRequest

# One statement for however many are told, whoever they are: by which roads each wants to know, and once.
_TELL = """
    WITH recipient AS ({recipients}), chosen AS (
        SELECT recipient.user_id,
               NOT {muted} AND mute.road = 'site') AS shown,
               COALESCE(settings.email_notifications, 'off') <> 'off'
                   AND NOT {muted} AND mute.road = 'email') AS mailed,
               EXISTS (SELECT FROM push_subscriptions browser WHERE browser.user_id = recipient.user_id)
                   AND NOT {muted} AND mute.road = 'push') AS pushed
        FROM recipient LEFT JOIN user_settings settings ON settings.user_id = recipient.user_id
        WHERE recipient.wants AND NOT EXISTS (
            SELECT FROM blocks
            WHERE blocks.user_id = recipient.user_id AND blocks.blocked_id = CAST(:actor_id AS uuid)
        )
    ), told AS (
        INSERT INTO notifications (id, user_id, kind, key, actor_id, channel_id, text, path, shown,
                                   waits_for_mail, created_at)
        SELECT {id}, user_id, CAST(:kind AS text), CAST(:key AS text), CAST(:actor_id AS uuid),
               CAST(:channel_id AS uuid), CAST(:text AS text), CAST(:path AS text), shown, mailed,
               CAST(:now AS timestamptz)
        FROM chosen WHERE shown OR mailed OR pushed
        ON CONFLICT (user_id, key) DO NOTHING
        RETURNING id, user_id, shown
    )
    SELECT (SELECT user_id FROM recipient ORDER BY user_id DESC LIMIT 1) AS last,
           ARRAY(SELECT user_id FROM told WHERE shown) AS shown_to,
           ARRAY(SELECT told.id FROM told JOIN chosen ON chosen.user_id = told.user_id AND chosen.pushed) AS pushed
"""
_MUTED = """EXISTS (
    SELECT FROM notification_mutes mute
    WHERE mute.user_id = recipient.user_id AND mute.kind = CAST(:kind AS text)"""
_TELL_ONE = text(
    _TELL.format(
        recipients="SELECT CAST(:user_id AS uuid) AS user_id, true AS wants",
        id="CAST(:id AS uuid)",
        muted=_MUTED,
    )
)
# Who follows the channel, or the person behind it; the bell of the channel counts more than the person's.
# Ids begin with the time, as all our ids do.
_TELL_FOLLOWERS = text(
    _TELL.format(
        recipients="""
            SELECT user_id, COALESCE(bool_or(notify) FILTER (WHERE of_channel), bool_or(notify)) AS wants
            FROM (
                (SELECT user_id, notify, true AS of_channel FROM follows
                 WHERE channel_id = CAST(:channel_id AS uuid)
                   AND (CAST(:after AS uuid) IS NULL OR user_id > CAST(:after AS uuid))
                 ORDER BY user_id LIMIT :batch)
                UNION ALL
                (SELECT follower_id, notify, false FROM user_follows
                 WHERE followed_id = (SELECT user_id FROM channels WHERE id = CAST(:channel_id AS uuid))
                   AND (CAST(:after AS uuid) IS NULL OR follower_id > CAST(:after AS uuid))
                 ORDER BY follower_id LIMIT :batch)
            ) AS either
            GROUP BY user_id ORDER BY user_id LIMIT :batch""",
        id="CAST(overlay(gen_random_uuid()::text placing CAST(:begin AS text) from 1 for 15) AS uuid)",
        muted=_MUTED,
    )
)
_SWEEP = text("""
    DELETE FROM notifications WHERE id IN (
        SELECT id FROM (
            SELECT id, row_number() OVER (PARTITION BY user_id ORDER BY id DESC) AS place FROM notifications
        ) numbered WHERE place > :kept
    )
""")


@dataclass(frozen=True, slots=True)
class News:
    """What is told; `about` makes it the same as before or not."""

    kind: Kind
    key: str
    at: datetime
    text: str = ""
    path: str = ""
    channel_id: UUID | None = None
    actor_id: UUID | None = None

    @property
    def parameters(self) -> dict[str, Any]:
        """As the statements take them."""
        return {
            "kind": self.kind,
            "key": self.key,
            "now": self.at,
            "text": self.text[:200],
            "path": self.path[:200],
            "channel_id": self.channel_id,
            "actor_id": self.actor_id,
        }


@dataclass(frozen=True, slots=True)
class Told:
    """Who sees it on the site now, the notifications for their browsers, and the last of the batch."""

    shown_to: Sequence[UUID]
    pushed: Sequence[UUID]
    last: UUID | None


async def add(uow: UnitOfWork, user_id: UUID, news: News) -> Told:
    """Tell one person; nobody when they know already, want no such thing, or have blocked whom it is from."""
    return await _tell(uow, _TELL_ONE, {**news.parameters, "user_id": user_id, "id": new_id()})


async def add_for_followers(uow: UnitOfWork, news: News, *, after: UUID | None, batch: int) -> Told:
    """Tell the next `batch` of followers of the channel who come `after` one."""
    milliseconds = f"{int(news.at.timestamp() * 1000):012x}"
    begin = f"{milliseconds[:8]}-{milliseconds[8:]}-7"
    parameters = {**news.parameters, "after": after, "batch": batch, "begin": begin}
    return await _tell(uow, _TELL_FOLLOWERS, parameters)


async def page(
    uow: UnitOfWork,
    user_id: UUID,
    request: PageRequest,
    *,
    kinds: Collection[Kind] = (),
    unread_only: bool = False,
) -> Page[Notification]:
    """What a person was told (only of these `kinds`), the latest first."""
    wanted: list[ColumnElement[bool]] = [Row.user_id == user_id, Row.shown]
    if kinds:
        wanted.append(Row.kind.in_(kinds))
    if unread_only:
        wanted.append(Row.read_at.is_(None))
    total = (await uow.session.execute(select(func.count()).where(*wanted))).scalar_one()
    found = await _listing(uow, wanted, request.offset, request.limit)
    return Page(tuple(found), total, request.page, request.limit)


async def by_ids(uow: UnitOfWork, ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, Notification]]:
    """Notifications of whomever that nobody has read yet, with whom they are for."""
    owners = await uow.session.execute(select(Row.id, Row.user_id).where(Row.id.in_(ids)))
    user_ids = {notification_id: user_id for notification_id, user_id in owners}
    found = await _listing(uow, [Row.id.in_(ids), Row.read_at.is_(None)], 0, len(ids))
    return {each.id: (user_ids[each.id], each) for each in found}


async def waiting_for_mail(uow: UnitOfWork, user_id: UUID, limit: int) -> list[Notification]:
    """What one person is to be mailed, the latest first."""
    return await _listing(uow, [Row.user_id == user_id, Row.waits_for_mail], 0, limit)


async def unread(uow: UnitOfWork, user_id: UUID) -> int:
    """How many a person has not read."""
    query = select(func.count()).where(Row.user_id == user_id, Row.read_at.is_(None), Row.shown)
    return (await uow.session.execute(query)).scalar_one()


async def mark_read(uow: UnitOfWork, user_id: UUID, now: datetime, ids: Sequence[UUID] | None = None) -> None:
    """These are read, or all. What was read is not mailed any more."""
    change = update(Row).where(Row.user_id == user_id, Row.read_at.is_(None), Row.shown)
    change = change.values(read_at=now, waits_for_mail=False)
    await uow.session.execute(change if ids is None else change.where(Row.id.in_(ids)))


async def remove(uow: UnitOfWork, user_id: UUID, ids: Sequence[UUID] | None = None) -> bool:
    """Delete these, or all; False when there are none."""
    gone = delete(Row).where(Row.user_id == user_id)
    return (await uow.session.execute(gone if ids is None else gone.where(Row.id.in_(ids)))).rowcount > 0


async def sweep(uow: UnitOfWork) -> None:
    """Delete what is older than what is kept for each person."""
    await uow.session.execute(_SWEEP, {"kept": KEPT})


async def muted(uow: UnitOfWork, user_id: UUID) -> frozenset[tuple[Kind, Road]]:
    """What a person does not want to be told of, and by which roads."""
    rows = await uow.session.execute(select(Mute.kind, Mute.road).where(Mute.user_id == user_id))
    return frozenset((Kind(kind), Road(road)) for kind, road in rows if kind in _KNOWN)


async def mute(uow: UnitOfWork, user_id: UUID, mutes: Iterable[tuple[Kind, Road]]) -> None:
    """Tell a person of everything by every road, but for these."""
    await uow.session.execute(delete(Mute).where(Mute.user_id == user_id))
    uow.session.add_all(Mute(user_id=user_id, kind=kind, road=road) for kind, road in sorted(mutes))


_Owner = aliased(User)  # of the channel, whose picture it has when it has none of its own
_KNOWN = frozenset(kind.value for kind in Kind)


async def _tell(uow: UnitOfWork, statement: Any, parameters: dict[str, Any]) -> Told:
    row = (await uow.session.execute(statement, parameters)).one()
    return Told(row.shown_to, row.pushed, row.last)


async def _listing(
    uow: UnitOfWork, wanted: Sequence[ColumnElement[bool]], offset: int, limit: int
) -> list[Notification]:
    query = (
        select(
            Row.id,
            Row.kind,
            Row.created_at,
            Row.read_at,
            Row.text,
            Row.path,
            Channel.name.label("channel"),
            Channel.slug,
            func.coalesce(Channel.avatar_url, _Owner.avatar_url).label("channel_avatar"),
            User.display_name.label("actor"),
            User.username,
            User.avatar_url.label("actor_avatar"),
        )
        .outerjoin(Channel, Channel.id == Row.channel_id)
        .outerjoin(_Owner, _Owner.id == Channel.user_id)
        .outerjoin(User, User.id == Row.actor_id)
        .where(*wanted, Row.kind.in_(_KNOWN))
        .order_by(Row.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [_notification(row) for row in (await uow.session.execute(query)).mappings()]


def _notification(row: RowMapping) -> Notification:
    kind, slug, username = Kind(row["kind"]), row["slug"] or "", row["username"] or ""
    return Notification(
        id=row["id"],
        kind=kind,
        at=row["created_at"],
        read=row["read_at"] is not None,
        text=row["text"],
        path=path_of(kind, row["path"], slug=slug, username=username),
        channel=row["channel"] or "",
        channel_slug=slug,
        channel_avatar=row["channel_avatar"] or "",
        actor=row["actor"] or "",
        actor_username=username,
        actor_avatar=row["actor_avatar"] or "",
    )
