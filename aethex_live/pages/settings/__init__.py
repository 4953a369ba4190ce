"""The settings of a person."""

from aethex_live.pages.settings import (
    blocked,
    data,
    notifications,
    preferences,
    profile,
    security,
    tokens,
)

__all__ = [
    "blocked",
    "data",
    "notifications",
    "preferences",
    "profile",
    "security",
    "tokens",
]
