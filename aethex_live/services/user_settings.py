"""What a person has chosen for themselves."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from aethex_live.data import user as users
from aethex_live.data.models.user_settings import UserSettings
from aethex_live.domain.happening import Happening
from aethex_live.domain.user_settings import Preferences, check_changes
from aethex_live.services.context import Actor, Context

CHANGED = "user.settings_changed"


async def get_settings(context: Context, actor: Actor) -> Preferences:
    """My settings."""
    return await settings_of(context, actor.required())


async def change_settings(context: Context, actor: Actor, **changes: Any) -> Preferences:
    """Change the named settings and leave the others; gives all of them."""
    user_id = actor.required()
    check_changes(changes)
    async with context.transaction() as uow:
        row = await users.settings_of(uow, user_id, lock=True)
        for name, value in changes.items():
            setattr(row, name, value)
        row.updated_at = context.clock()
        uow.happen(Happening(CHANGED, {"user_id": str(user_id)}, key=user_id))
        return _preferences(row)


async def settings_of(context: Context, user_id: UUID) -> Preferences:
    """Anybody's settings, for other use cases that must respect them."""
    async with context.transaction() as uow:
        return _preferences(await users.settings_of(uow, user_id))


def _preferences(row: UserSettings) -> Preferences:
    return Preferences(**{field.name: getattr(row, field.name) for field in fields(Preferences)})
