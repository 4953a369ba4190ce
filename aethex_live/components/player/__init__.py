"""The player. `player()` is the site's own; `parts` are what it and any other is made of."""

from aethex_live.components.player import parts
from aethex_live.components.player.player import player

__all__ = ["parts", "player"]
