"""Queries for people."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from psycopg.errors import UniqueViolation
from sqlalchemy import bindparam, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from aethex_live.data.models.user import User
from aethex_live.data.models.user_settings import UserSettings
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.user import Role

_UNIQUE = {"uq_users_username_lower": "username", "uq_users_email_lower": "email"}


class Taken(Exception):
    """Somebody else has this `field` already."""

    def __init__(self, field: str):
        super().__init__(field)
        self.field = field


_PRESENT = select(User).where(User.deleted_at.is_(None))
_BY_ID = _PRESENT.where(User.id == bindparam("id"))
_BY_EMAIL = _PRESENT.where(func.lower(User.email) == bindparam("email"))
_BY_USERNAME = _PRESENT.where(func.lower(User.username) == bindparam("username"))


async def by_id(uow: UnitOfWork, user_id: UUID, *, lock: bool = False) -> User | None:
    """The person, unless they have left for good."""
    return await uow.session.scalar(_BY_ID.with_for_update() if lock else _BY_ID, {"id": user_id})


async def by_email(uow: UnitOfWork, email: str, *, lock: bool = False) -> User | None:
    """The person with this address, in whatever case it is written."""
    query = _BY_EMAIL.with_for_update() if lock else _BY_EMAIL
    return await uow.session.scalar(query, {"email": email.lower()})


async def by_username(uow: UnitOfWork, username: str) -> User | None:
    """The person with this name, in whatever case it is written."""
    return await uow.session.scalar(_BY_USERNAME, {"username": username.lower()})


async def add(uow: UnitOfWork, user: User, *, language: str = "") -> None:
    """Add a person with their settings; raises Taken, and then the transaction can go on."""
    await _guarded(uow, user)
    uow.session.add(UserSettings(user_id=user.id, language=language, updated_at=user.created_at))


async def save(uow: UnitOfWork, user: User) -> None:
    """Write what was changed in `user`; raises Taken, and then the transaction can go on."""
    await _guarded(uow, user)


async def _guarded(uow: UnitOfWork, user: User) -> None:
    try:
        async with uow.session.begin_nested():
            uow.session.add(user)
    except IntegrityError as error:
        if isinstance(error.orig, UniqueViolation):
            raise Taken(_UNIQUE[error.orig.diag.constraint_name or ""]) from error
        raise


async def remove(uow: UnitOfWork, user_id: UUID) -> None:
    """Delete the row. Only for accounts that nothing refers to yet: those whose address nobody confirmed."""
    await uow.session.execute(delete(User).where(User.id == user_id))


async def remove_unverified(uow: UnitOfWork, created_before: datetime) -> int:
    """Delete accounts that were never confirmed and are older than that."""
    gone = delete(User).where(User.email_verified_at.is_(None), User.created_at < created_before)
    return (await uow.session.execute(gone)).rowcount


async def due_for_deletion(uow: UnitOfWork, now: datetime, limit: int) -> list[UUID]:
    """People whose time to change their mind is over."""
    query = select(User.id).where(User.deletion_due_at <= now, User.deleted_at.is_(None)).limit(limit)
    return list(await uow.session.scalars(query))


async def set_password(uow: UnitOfWork, user_id: UUID, password_hash: str, now: datetime) -> None:
    """Replace the hash."""
    change = update(User).where(User.id == user_id).values(password_hash=password_hash, updated_at=now)
    await uow.session.execute(change)


async def raise_role(uow: UnitOfWork, user_id: UUID, before: Role, after: Role, now: datetime) -> bool:
    """Give who has the one role the other; False when theirs is a third."""
    change = update(User).where(User.id == user_id, User.role == before)
    return (await uow.session.execute(change.values(role=after, updated_at=now))).rowcount > 0


async def anybody(uow: UnitOfWork) -> bool:
    """Whether there is any account, or was one."""
    return await uow.session.scalar(select(User.id).limit(1)) is not None


async def count_with_role(uow: UnitOfWork, role: str) -> int:
    """How many there are, locked against changing until the transaction ends."""
    query = select(User.id).where(User.role == role, User.deleted_at.is_(None), User.suspended_at.is_(None))
    return len((await uow.session.scalars(query.order_by(User.id).with_for_update())).all())


async def search(
    uow: UnitOfWork, text: str, *, role: str, suspended_at: datetime | None, offset: int, limit: int
) -> tuple[Sequence[User], int]:
    """Accounts whose name or address contains `text`, the newest first, and how many there are in all."""
    query = select(User).where(User.deleted_at.is_(None))
    if text:
        columns = (User.username, User.display_name, User.email)
        query = query.where(or_(*(column.icontains(text, autoescape=True) for column in columns)))
    if role:
        query = query.where(User.role == role)
    if suspended_at is not None:
        lasting = or_(User.suspended_until.is_(None), User.suspended_until > suspended_at)
        query = query.where(User.suspended_at.is_not(None), lasting)
    total = await uow.session.scalar(select(func.count()).select_from(query.subquery()))
    rows = await uow.session.scalars(query.order_by(User.id.desc()).offset(offset).limit(limit))
    return rows.all(), total or 0


async def settings_of(uow: UnitOfWork, user_id: UUID, *, lock: bool = False) -> UserSettings:
    """Their settings; everybody has a row."""
    query = select(UserSettings).where(UserSettings.user_id == user_id)
    return (await uow.session.scalars(query.with_for_update() if lock else query)).one()
