"""Queries for people's pages."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, bindparam, func, select
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


_PRESENT = (
    select(User, UserSettings.privacy_level, Profile.links)
    .join(UserSettings, UserSettings.user_id == User.id)
    .outerjoin(Profile, Profile.user_id == User.id)
    .where(User.deleted_at.is_(None))
)
_BY_USERNAME = _PRESENT.where(func.lower(User.username) == bindparam("username"))
_BY_ID = _PRESENT.where(User.id == bindparam("id"))


async def by_username(uow: UnitOfWork, username: str) -> Found | None:
    """The person with this name, in whatever case it is written, unless they have left."""
    return _value((await uow.session.execute(_BY_USERNAME, {"username": username.lower()})).one_or_none())


async def by_id(uow: UnitOfWork, user_id: UUID) -> Found | None:
    """The person, unless they have left."""
    return _value((await uow.session.execute(_BY_ID, {"id": user_id})).one_or_none())


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


def _value(row: Row[tuple[User, str, list[str] | None]] | None) -> Found | None:
    return Found(row[0], row[1], row[2] or []) if row else None
