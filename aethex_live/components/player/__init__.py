"""The player."""

from aethex_live.components.player.player import player

__all__ = ["player"]
