"""What people choose for themselves."""

from typing import Literal

from aethex_live.api.v1.asker import AccountReader, AccountWriter
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, problems
from aethex_live.domain.user_settings import (
    DIRECT_MESSAGES,
    EMAIL_NOTIFICATIONS,
    LANGUAGES,
    NAME_COLOURS,
    PRIVACY_LEVELS,
    THEMES,
    Preferences,
)
from aethex_live.services import user_settings
from aethex_live.services.context import current

router = Routes(prefix="/me/settings", tags=["you"], responses=problems(401, 403))


class Changes(Body):
    """The settings to change; the others stay."""

    email_notifications: Literal[EMAIL_NOTIFICATIONS] = "off"  # type: ignore[valid-type]
    privacy_level: Literal[PRIVACY_LEVELS] = "public"  # type: ignore[valid-type]
    show_online: bool = True
    adult: bool = False
    direct_messages: Literal[DIRECT_MESSAGES] = "everyone"  # type: ignore[valid-type]
    theme: Literal[THEMES] = "system"  # type: ignore[valid-type]
    language: Literal[LANGUAGES] = ""  # type: ignore[valid-type]
    name_colour: Literal[NAME_COLOURS] = ""  # type: ignore[valid-type]


@router.get("", summary="Your settings")
async def get(actor: AccountReader) -> Preferences:
    """An empty language means: what the browser asks for; an empty colour: one that is always the same."""
    return await user_settings.get_settings(current(), actor)


@router.patch("", summary="Change settings")
async def change(actor: AccountWriter, changes: Changes) -> Preferences:
    """Gives all settings as they are then."""
    return await user_settings.change_settings(current(), actor, **changes.model_dump(exclude_unset=True))
