"""The gallery: every part of the design system in every state, for who builds pages. Not in production."""

import reflex as rx

from aethex_live.config import load
from aethex_live.pages.gallery.page import gallery
from aethex_live.pages.gallery.player import gallery_player

if not load().production:
    rx.page(route="/gallery", title="Gallery · AeThex LIVE")(gallery)
    rx.page(route="/gallery/player", title="Player · AeThex LIVE")(gallery_player)

__all__ = ["gallery", "gallery_player"]
