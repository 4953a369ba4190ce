"""Queries for follows. Counts are counted, not kept: whatever happens at once, they are true."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from aethex_live.data import channel as channels
from aethex_live.data.models.follow import Follow as Row
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.channel import Channel
from aethex_live.domain.follow import Standing
from aethex_live.domain.page import Page, PageRequest


async def add(uow: UnitOfWork, channel_id: UUID, user_id: UUID, now: datetime) -> bool:
    """Follow; whether that is new. Who follows already goes on as before."""
    statement = insert(Row).values(channel_id=channel_id, user_id=user_id, created_at=now)
    new = await uow.session.scalar(statement.on_conflict_do_nothing().returning(Row.channel_id))
    return new is not None


async def add_all(uow: UnitOfWork, channel_id: UUID, since: Mapping[UUID, datetime]) -> None:
    """Let several people follow who did not."""
    rows = [{"channel_id": channel_id, "user_id": user_id, "created_at": at} for user_id, at in since.items()]
    await uow.session.execute(insert(Row), rows)


async def remove(uow: UnitOfWork, channel_id: UUID, user_id: UUID) -> bool:
    """Follow no more; whether they did."""
    statement = delete(Row).where(Row.channel_id == channel_id, Row.user_id == user_id)
    return (await uow.session.execute(statement)).rowcount > 0


async def set_notify(uow: UnitOfWork, channel_id: UUID, user_id: UUID, notify: bool) -> bool:
    """Tell a follower when the channel goes live, or not; False when they do not follow."""
    change = update(Row).where(Row.channel_id == channel_id, Row.user_id == user_id).values(notify=notify)
    return (await uow.session.execute(change)).rowcount > 0


async def since(uow: UnitOfWork, channel_id: UUID, user_id: UUID) -> datetime | None:
    """Since when somebody follows; None when they do not."""
    query = select(Row.created_at).where(Row.channel_id == channel_id, Row.user_id == user_id)
    return await uow.session.scalar(query)


async def standing(uow: UnitOfWork, channel_id: UUID, user_id: UUID | None) -> Standing:
    """The channel's followers, and this person among them."""
    followers = await count(uow, channel_id)
    query = select(Row.created_at, Row.notify).where(Row.channel_id == channel_id, Row.user_id == user_id)
    mine = (await uow.session.execute(query)).one_or_none()
    return Standing(followers, *mine) if mine else Standing(followers)


async def count(uow: UnitOfWork, channel_id: UUID) -> int:
    """How many follow the channel."""
    return (await uow.session.execute(select(func.count()).where(Row.channel_id == channel_id))).scalar_one()


async def count_by(uow: UnitOfWork, user_id: UUID) -> int:
    """How many channels a person follows, counted while they follow no other."""
    await uow.session.execute(select(User.id).where(User.id == user_id).with_for_update(key_share=True))
    return (await uow.session.execute(select(func.count()).where(Row.user_id == user_id))).scalar_one()


async def followed(uow: UnitOfWork, user_id: UUID, request: PageRequest, now: datetime) -> Page[Channel]:
    """The public channels that a person follows, the latest first."""
    return await channels.followed_page(uow, user_id, request, now)
