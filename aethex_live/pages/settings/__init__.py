"""The settings of a person."""

from aethex_live.pages.settings import data, notifications, preferences, profile, security, tokens

__all__ = ["data", "notifications", "preferences", "profile", "security", "tokens"]
