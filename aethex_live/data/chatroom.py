"""Queries for the chat of a channel as a place: where it is, how it is kept, and its lock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import insert

from aethex_live.data.channel import NOW, is_public
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.chat_setting import ChatSetting as Row
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain import automod
from aethex_live.domain.automod import Rules
from aethex_live.domain.chat_mode import NAMES, Modes


@dataclass(frozen=True, slots=True, kw_only=True)
class Chatroom:
    """The chat of a channel that strangers may see."""

    channel_id: UUID
    slug: str
    name: str
    owner_id: UUID
    modes: Modes
    rules: Rules
    pinned_id: UUID | None


_FOUND = (
    select(Channel.id, Channel.slug, Channel.name, Channel.user_id, Row)
    .join(User, User.id == Channel.user_id)
    .outerjoin(Row, Row.channel_id == Channel.id)
    .where(is_public(NOW))
)
_BY_SLUG = _FOUND.where(Channel.slug == bindparam("slug"))
_BY_ID = _FOUND.where(Channel.id == bindparam("id"))
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
_LOCKED_BY_SLUG = _BY_SLUG.add_columns(
    func.pg_advisory_xact_lock(func.hashtextextended(bindparam("name", type_=Text), 0))
)


async def by_slug(uow: UnitOfWork, slug: str, now: datetime) -> Chatroom | None:
    """The chat of the channel at an address."""
    return _value((await uow.session.execute(_BY_SLUG, {"slug": slug, "now": now})).one_or_none())


async def by_id(uow: UnitOfWork, channel_id: UUID, now: datetime) -> Chatroom | None:
    """The chat of a channel."""
    return _value((await uow.session.execute(_BY_ID, {"id": channel_id, "now": now})).one_or_none())


async def locked(uow: UnitOfWork, slug: str, now: datetime) -> Chatroom | None:
    """The chat of a channel, and its lock. How it is kept may be as old as the wait for the lock."""
    asked = {"slug": slug, "now": now, "name": f"chat:{slug}"}
    found = (await uow.session.execute(_LOCKED_BY_SLUG, asked)).one_or_none()
    return _value(found[:5] if found else None)


async def lock(uow: UnitOfWork, slug: str) -> None:
    """Be alone in writing to this chat until the transaction ends: messages and bans come one after another."""
    await uow.session.execute(_LOCK, {"name": f"chat:{slug}"})


async def put(uow: UnitOfWork, channel_id: UUID, values: Mapping[str, Any], now: datetime) -> None:
    """Change settings."""
    values = {**values, "updated_at": now}
    new = {"slow_seconds": 0, "account_minutes": 0, "filters": {}, "words": [], "sites": [], **values}
    statement = insert(Row).values(channel_id=channel_id, **new)
    await uow.session.execute(statement.on_conflict_do_update(index_elements=["channel_id"], set_=values))


def columns_of(rules: Rules) -> dict[str, Any]:
    """Rules as they are stored."""
    return {
        "filters": automod.stored(rules),
        "words": list(rules.words),
        "sites": list(rules.sites),
        "hold_newcomers_of_banned_networks": rules.hold_newcomers_of_banned_networks,
    }


def _value(found: Any) -> Chatroom | None:
    if found is None:
        return None
    channel_id, slug, name, owner_id, row = found
    modes = Modes(**{each: getattr(row, each) for each in NAMES}) if row else Modes()
    rules = (
        Rules(
            filters=automod.loaded(row.filters),
            words=tuple(row.words),
            sites=tuple(row.sites),
            hold_newcomers_of_banned_networks=row.hold_newcomers_of_banned_networks,
        )
        if row
        else Rules()
    )
    return Chatroom(
        channel_id=channel_id,
        slug=slug,
        name=name,
        owner_id=owner_id,
        modes=modes,
        rules=rules,
        pinned_id=row.pinned_id if row else None,
    )
