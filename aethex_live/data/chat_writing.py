"""Queries for writing into a chat: everything that a batch of messages has to know, each asked once a batch."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Text, Uuid, and_, any_, bindparam, func, insert, select, text

from aethex_live.data import chat
from aethex_live.data.channel import NOW, is_suspended
from aethex_live.data.chatroom import Chatroom
from aethex_live.data.message_id import first_at
from aethex_live.data.models.block import Block
from aethex_live.data.models.channel_ban import ChannelBan
from aethex_live.data.models.channel_role import ChannelRole as RoleRow
from aethex_live.data.models.chat_message import ChatMessage as Row
from aethex_live.data.models.follow import Follow
from aethex_live.data.models.user import User
from aethex_live.data.models.user_settings import UserSettings
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.channel_role import Act, may
from aethex_live.domain.chat import Author
from aethex_live.domain.chat_mode import UNIQUE_WINDOW, Said, Standing
from aethex_live.domain.user import Duty
from aethex_live.domain.user import may as may_on_site

LATELY = timedelta(minutes=2)
MOST_LATELY = 12  # messages of a person that rules look at

_HERE = bindparam("channel")
# Each round trip to the database is waited for by everybody who writes, so what can be asked together is.
_LATELY = text(
    """(
    SELECT json_agg(json_build_array(said.text, said.created_at, said.channel_id = :channel))
    FROM (
        (SELECT text, created_at, channel_id FROM chat_messages
         WHERE user_id = users.id AND id >= :since ORDER BY id DESC LIMIT :most)
        UNION ALL
        (SELECT text, created_at, channel_id FROM held_messages
         WHERE user_id = users.id AND id >= :since ORDER BY id DESC LIMIT :most)
    ) AS said)"""
)
_LAST = select(Row.id).where(Row.channel_id == _HERE).order_by(Row.id.desc()).limit(1)
_WRITERS = (
    select(
        *(User.id, User.username, User.display_name, User.avatar_url, User.role, User.verified),
        *(User.created_at, User.email_verified_at, RoleRow.role.label("channel_role")),
        UserSettings.name_colour,
        *(ChannelBan.user_id.label("banned"), ChannelBan.until, ChannelBan.reason),
        *(Follow.created_at.label("follows_since"), _LAST.scalar_subquery().label("last_id"), _LATELY),
    )
    .outerjoin(RoleRow, and_(RoleRow.user_id == User.id, RoleRow.channel_id == _HERE))
    .outerjoin(ChannelBan, and_(ChannelBan.user_id == User.id, ChannelBan.channel_id == _HERE))
    .outerjoin(Follow, and_(Follow.user_id == User.id, Follow.channel_id == _HERE))
    .outerjoin(UserSettings, UserSettings.user_id == User.id)
    .where(
        User.id == any_(bindparam("ids", type_=ARRAY(Uuid))),
        User.deleted_at.is_(None),
        ~is_suspended(User, NOW),
    )
)
_NAMED = select(User.id, User.username).where(
    func.lower(User.username) == any_(bindparam("names", type_=ARRAY(Text))), User.deleted_at.is_(None)
)
_BLOCKS = select(Block.user_id, Block.blocked_id).where(
    Block.user_id == any_(bindparam("readers", type_=ARRAY(Uuid))),
    Block.blocked_id == any_(bindparam("writers", type_=ARRAY(Uuid))),
)
_PARENTS = select(Row).where(
    Row.id == any_(bindparam("ids", type_=ARRAY(Uuid))), Row.channel_id == _HERE, Row.deleted_at.is_(None)
)
_SAID = select(func.lower(Row.text)).where(
    Row.channel_id == _HERE,
    Row.id >= bindparam("since"),
    func.lower(Row.text) == any_(bindparam("texts", type_=ARRAY(Text))),
)
_BANNED_NETWORKS = select(func.unnest(ChannelBan.networks)).where(
    ChannelBan.channel_id == _HERE, ChannelBan.until.is_(None)
)
_INSERT = insert(Row)


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who wants to write."""

    author: Author
    standing: Standing


async def writers(
    uow: UnitOfWork, room: Chatroom, ids: Collection[UUID], now: datetime
) -> tuple[dict[UUID, Writer], UUID | None]:
    """Who they are here, and what they have written lately; and the id of the newest message."""
    since = now - max(LATELY, timedelta(seconds=room.modes.slow_seconds))
    asked = {"channel": room.channel_id, "since": first_at(since), "most": MOST_LATELY, "now": now}
    rows = (await uow.session.execute(_WRITERS, {"ids": list(ids), **asked})).all()
    return {row.id: _writer(room, row) for row in rows}, rows[0].last_id if rows else None


def _writer(room: Chatroom, row: Any) -> Writer:
    author = chat.author(room, row)
    lately = [
        Said(said, datetime.fromisoformat(at), here) for said, at, here in row[-1] or ()
    ]  # _LATELY has no name
    standing = Standing(
        user_id=row.id,
        exempt=may(author.role, Act.PASS_MODES, staff=may_on_site(row.role, Duty.SUSPEND)),
        joined_at=row.created_at,
        email_verified=row.email_verified_at is not None,
        follows_since=row.follows_since,
        banned=row.banned is not None,
        banned_until=row.until,
        ban_reason=row.reason or "",
        lately=sorted(lately, key=lambda said: said.at, reverse=True),
    )
    return Writer(author, standing)


async def last_id(uow: UnitOfWork, room: Chatroom) -> UUID | None:
    """The id of the newest message."""
    return await uow.session.scalar(_LAST, {"channel": room.channel_id})


async def named(uow: UnitOfWork, names: Iterable[str]) -> dict[str, UUID]:
    """People by their usernames in lower case."""
    wanted = sorted(set(names))
    if not wanted:
        return {}
    rows = await uow.session.execute(_NAMED, {"names": wanted})
    return {username.lower(): user_id for user_id, username in rows}


async def blocked(
    uow: UnitOfWork, readers: Collection[UUID], writers: Collection[UUID]
) -> set[tuple[UUID, UUID]]:
    """Which of `readers` do not want to see which of `writers`."""
    if not readers:
        return set()
    rows = await uow.session.execute(_BLOCKS, {"readers": list(readers), "writers": list(writers)})
    return {(user_id, blocked_id) for user_id, blocked_id in rows}


async def parents(uow: UnitOfWork, room: Chatroom, ids: Collection[UUID]) -> dict[UUID, Row]:
    """Messages of this chat that can be answered."""
    if not ids:
        return {}
    rows = await uow.session.scalars(_PARENTS, {"ids": list(ids), "channel": room.channel_id})
    return {row.id: row for row in rows}


async def said_lately(uow: UnitOfWork, room: Chatroom, texts: Collection[str], now: datetime) -> set[str]:
    """Which of `texts` (in small letters) somebody has just written here."""
    asked = {"channel": room.channel_id, "since": first_at(now - UNIQUE_WINDOW), "texts": list(texts)}
    return set(await uow.session.scalars(_SAID, asked))


async def banned_networks(uow: UnitOfWork, room: Chatroom) -> set[str]:
    """Where people were logged in who are banned for good."""
    return set(await uow.session.scalars(_BANNED_NETWORKS, {"channel": room.channel_id}))


async def add(uow: UnitOfWork, rows: Sequence[Row]) -> None:
    """New messages."""
    columns = ("id", "channel_id", "user_id", "text", "kind", "reply_to_id", "mentions", "created_at")
    await uow.session.execute(_INSERT, [{name: getattr(row, name) for name in columns} for row in rows])
