"""The settings of a person."""

from aethex_live.pages.settings import data, preferences, profile, security, tokens

__all__ = ["data", "preferences", "profile", "security", "tokens"]
