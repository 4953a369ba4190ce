"""Queries for chat messages: read them with who wrote them and what they answer, take them away."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, and_, any_, bindparam, func, select, update

from aethex_live.data.chatroom import Chatroom
from aethex_live.data.models.channel_role import ChannelRole as RoleRow
from aethex_live.data.models.chat_message import ChatMessage as Row
from aethex_live.data.models.user import User
from aethex_live.data.models.user_settings import UserSettings
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.channel_role import ChannelRole
from aethex_live.domain.chat import Author, Deletion, Kind, Message, Reply, colour_of, quote
from aethex_live.domain.chat_text import parts
from aethex_live.domain.user import is_staff

_IDS = any_(bindparam("ids", type_=ARRAY(Uuid)))
_AUTHORS = (
    select(
        *(User.id, User.username, User.display_name, User.avatar_url, User.role, User.verified),
        *(RoleRow.role.label("channel_role"), UserSettings.name_colour),
    )
    .outerjoin(RoleRow, and_(RoleRow.user_id == User.id, RoleRow.channel_id == bindparam("channel")))
    .outerjoin(UserSettings, UserSettings.user_id == User.id)
    .where(User.id == _IDS)
)
_PARENTS = select(Row.id, Row.user_id, Row.text, Row.deleted_at).where(Row.id == _IDS)
_HERE = select(Row).where(Row.channel_id == bindparam("channel")).order_by(Row.id.desc())
_HERE = _HERE.limit(bindparam("limit"))


async def tail(
    uow: UnitOfWork, room: Chatroom, limit: int, before: UUID | None = None, *, deleted: bool = False
) -> list[Message]:
    """The newest messages (older than `before`), the oldest of them first; `deleted` ones only for moderators."""
    query = _HERE if deleted else _HERE.where(Row.deleted_at.is_(None))
    if before is not None:
        query = query.where(Row.id < before)
    rows = (await uow.session.scalars(query, {"channel": room.channel_id, "limit": limit})).all()
    return await show(uow, room, rows[::-1], deleted=deleted)


async def of_person(uow: UnitOfWork, room: Chatroom, user_id: UUID, limit: int) -> list[Message]:
    """The newest messages of somebody, the newest first, deleted ones too. For moderators."""
    query = select(Row).where(Row.channel_id == room.channel_id, Row.user_id == user_id)
    rows = (await uow.session.scalars(query.order_by(Row.id.desc()).limit(limit))).all()
    return await show(uow, room, rows, deleted=True)


async def count_of(uow: UnitOfWork, channel_id: UUID, user_id: UUID) -> int:
    """How many messages somebody has written on a channel."""
    query = select(func.count()).where(Row.channel_id == channel_id, Row.user_id == user_id)
    return (await uow.session.execute(query)).scalar_one()


async def by_id(uow: UnitOfWork, message_id: UUID, *, lock: bool = False) -> Row | None:
    """A message that has not been deleted."""
    query = select(Row).where(Row.id == message_id, Row.deleted_at.is_(None))
    return await uow.session.scalar(query.with_for_update() if lock else query)


async def authors(uow: UnitOfWork, room: Chatroom, ids: Iterable[UUID]) -> dict[UUID, Author]:
    """People as their messages in this chat show them."""
    wanted = {"ids": list(set(ids)), "channel": room.channel_id}
    rows = await uow.session.execute(_AUTHORS, wanted)
    return {row.id: author(room, row) for row in rows}


def author(room: Chatroom, row: Any) -> Author:
    """Somebody of a row with the columns of a person, `channel_role` and `name_colour`."""
    role = ChannelRole.OWNER if row.id == room.owner_id else ChannelRole(row.channel_role or "viewer")
    return Author(
        id=row.id,
        username=row.username,
        name=row.display_name,
        avatar_url=row.avatar_url or "",
        role=role,
        staff=is_staff(row.role),
        verified=row.verified,
        colour=colour_of(row.id, row.name_colour or ""),
    )


async def show(
    uow: UnitOfWork, room: Chatroom, rows: Sequence[Row], *, deleted: bool = False
) -> list[Message]:
    """Rows as messages. What they say of a deleted message is shown only with `deleted`."""
    if not rows:
        return []
    answered = [row.reply_to_id for row in rows if row.reply_to_id is not None]
    parents = {}
    if answered:
        parents = {row.id: row for row in await uow.session.execute(_PARENTS, {"ids": answered})}
    people = {row.user_id for row in rows} | {parent.user_id for parent in parents.values()}
    people.update(each for row in rows for each in row.mentions)
    people.update(row.deleted_by for row in rows if row.deleted_by is not None)
    known = await authors(uow, room, people)
    return [message(row, known, parents, deleted=deleted) for row in rows]


def message(
    row: Row, known: Mapping[UUID, Author], parents: Mapping[UUID, Any], *, deleted: bool = False
) -> Message:
    """A row as a message; `known` are all the people in it, `parents` what it may answer."""
    writer = known[row.user_id]
    called = [known[each].username for each in row.mentions if each in known]
    deletion = None
    if deleted and row.deleted_at is not None:
        by = known.get(row.deleted_by) if row.deleted_by else None
        deletion = Deletion(by.name if by else "", row.deleted_at)
    return Message(
        id=row.id,
        author_id=writer.id,
        username=writer.username,
        name=writer.name,
        avatar_url=writer.avatar_url,
        text=row.text,
        kind=Kind(row.kind),
        badges=writer.badges,
        colour=writer.colour,
        parts=parts(row.text, {name.lower(): name for name in called}),
        mentions=tuple(called),
        reply=_reply(parents.get(row.reply_to_id), known, deleted) if row.reply_to_id else None,
        deletion=deletion,
        at=row.created_at,
    )


def _reply(parent: Any, known: Mapping[UUID, Author], deleted: bool) -> Reply | None:
    if parent is None:
        return None
    writer = known[parent.user_id]
    text = quote(parent.text) if deleted or parent.deleted_at is None else ""
    return Reply(parent.id, writer.username, writer.name, text)


async def mark_deleted(
    uow: UnitOfWork,
    channel_id: UUID,
    by: UUID | None,
    now: datetime,
    *,
    message_id: UUID | None = None,
    user_id: UUID | None = None,
) -> int:
    """Hide one message, or all of a person, or, with neither, all. Gives how many that were."""
    change = update(Row).where(Row.channel_id == channel_id, Row.deleted_at.is_(None))
    if message_id is not None:
        change = change.where(Row.id == message_id)
    if user_id is not None:
        change = change.where(Row.user_id == user_id)
    change = change.values(deleted_at=now, deleted_by=by).execution_options(synchronize_session=False)
    return (await uow.session.execute(change)).rowcount
