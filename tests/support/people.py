"""Make people for tests, straight into the database."""

from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from aethex_live.data import search_index
from aethex_live.data.models.base import new_id
from aethex_live.data.models.user import User
from aethex_live.data.models.user_settings import UserSettings
from aethex_live.services.context import Actor, Context

_USER, _SETTINGS = insert(User.__table__), insert(UserSettings.__table__)


async def create_user(context: Context, username: str = "ada", **fields) -> User:
    """A verified person without a password; `fields` are columns of `users`."""
    now = context.clock()
    defaults = {
        "email": f"{username.lower()}@example.test",
        "email_verified_at": now,
        "display_name": username,
        "created_at": now,
        "updated_at": now,
    }
    user = User(username=username, **{**defaults, **fields})
    settings = UserSettings(user_id=user.id, updated_at=now)
    async with context.transaction() as uow:
        await uow.session.run_sync(_write, user, settings)
    return user


def _write(session: Session, user: User, settings: UserSettings) -> None:
    """What the session would write by itself, without working out what that is: every test has somebody."""
    connection = session.connection()
    connection.execute(_USER, user.model_dump())
    connection.execute(_SETTINGS, settings.model_dump())
    search_index.write_person(connection, user, settings.privacy_level)


async def create_crowd(context: Context, number: int) -> list[Actor]:
    """People of whom nobody wants to know more than that there are many: fan_0, fan_1 and so on."""
    now = context.clock()
    fan = User(display_name="Fan", email_verified_at=now).model_dump()
    settings = UserSettings(updated_at=now).model_dump()
    ids = [new_id() for _ in range(number)]
    crowd = [
        {**fan, "id": user_id, "username": f"fan_{n}", "email": f"fan_{n}@example.test"}
        for n, user_id in enumerate(ids)
    ]
    async with context.transaction() as uow:
        await uow.session.execute(_USER, crowd)
        await uow.session.execute(_SETTINGS, [{**settings, "user_id": user_id} for user_id in ids])
    return [actor_of(user_id) for user_id in ids]


async def create_actor(context: Context, username: str = "ada", **fields) -> Actor:
    """A person as one who asks; what a cookie of theirs would become."""
    user = await create_user(context, username, **fields)
    return actor_of(user.id, user.role)


def actor_of(user_id: UUID, role: str = "user") -> Actor:
    """Somebody who asks, without a session."""
    return Actor(user_id=user_id, role=role, network="127.0.0.1")
