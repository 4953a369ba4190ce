"""What a person can choose for themselves, and which values there are."""

from dataclasses import dataclass, fields
from typing import Any

from aethex_live.domain.chat import COLOURS
from aethex_live.domain.form import all_told, not_among
from aethex_live.domain.notification import Mailing
from aethex_live.errors import InvalidInput, Words

PRIVACY_LEVELS = ("public", "friends", "private")
DIRECT_MESSAGES = ("everyone", "friends", "nobody")
THEMES = ("system", "dark", "light")
EMAIL_NOTIFICATIONS = tuple(each.value for each in Mailing)
LANGUAGES = ("", "en", "de")  # empty: what the browser asks for
NAME_COLOURS = ("", *COLOURS)  # empty: one that is always the same

_CHOICES = {
    "email_notifications": EMAIL_NOTIFICATIONS,
    "privacy_level": PRIVACY_LEVELS,
    "direct_messages": DIRECT_MESSAGES,
    "theme": THEMES,
    "language": LANGUAGES,
    "name_colour": NAME_COLOURS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """All settings of a person."""

    email_notifications: str = "off"  # how often mail with notifications may come
    privacy_level: str = "public"
    show_online: bool = True
    adult: bool = False  # has said so, and is not asked before streams for adults
    direct_messages: str = "everyone"
    theme: str = "system"
    language: str = ""
    name_colour: str = ""  # in chats


NAMES = frozenset(field.name for field in fields(Preferences))


def check_changes(changes: dict[str, Any]) -> dict[str, Any]:
    """`changes` when every name is known and every value is one of the choices."""
    with all_told() as look:
        for name, value in changes.items():
            look(_check_one, name, value)
    return changes


def _check_one(name: str, value: Any) -> None:
    if name not in NAMES:
        raise InvalidInput(
            Words("There is no setting called “{name}”.", name=name[:40]), code="unknown_setting"
        )
    if name in _CHOICES:
        if value not in _CHOICES[name]:
            choices = (choice or "automatic" for choice in _CHOICES[name])
            raise not_among(choices, code="unknown_choice", field=name)
    elif not isinstance(value, bool):
        raise InvalidInput("Choose on or off.", code="unknown_choice", field=name)
