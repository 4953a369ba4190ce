"""Queries for people's pages."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql import insert

from aethex_live.data.models.profile import Profile
from aethex_live.data.models.user import User
from aethex_live.data.models.user_settings import UserSettings
from aethex_live.data.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Found:
    """A person with what their page needs."""

    user: User
    privacy_level: str
    links: list[str]


async def by_username(uow: UnitOfWork, username: str) -> Found | None:
    """The person with this name, in whatever case it is written, unless they have left."""
    return await _found(uow, func.lower(User.username) == username.lower())


async def by_id(uow: UnitOfWork, user_id: UUID) -> Found | None:
    """The person, unless they have left."""
    return await _found(uow, User.id == user_id)


async def links_of(uow: UnitOfWork, user_id: UUID) -> list[str]:
    """The links on somebody's page."""
    return await uow.session.scalar(select(Profile.links).where(Profile.user_id == user_id)) or []


async def set_links(uow: UnitOfWork, user_id: UUID, links: list[str], now: datetime) -> None:
    """Replace them."""
    row = insert(Profile).values(user_id=user_id, links=links, updated_at=now)
    row = row.on_conflict_do_update(
        index_elements=[Profile.user_id], set_={"links": links, "updated_at": now}
    )
    await uow.session.execute(row)


async def _found(uow: UnitOfWork, condition: ColumnElement[bool]) -> Found | None:
    query = (
        select(User, UserSettings.privacy_level, Profile.links)
        .join(UserSettings, UserSettings.user_id == User.id)
        .outerjoin(Profile, Profile.user_id == User.id)
        .where(condition, User.deleted_at.is_(None))
    )
    row = (await uow.session.execute(query)).one_or_none()
    return Found(row[0], row[1], row[2] or []) if row else None
