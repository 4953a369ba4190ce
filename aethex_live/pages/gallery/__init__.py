"""The gallery: every part of the design system in every state, for who builds pages. Not in production."""

import reflex as rx

from aethex_live.config import load

if not load().production:  # not even imported, so that its handlers are not there either
    from aethex_live.pages.gallery.page import gallery
    from aethex_live.pages.gallery.player import gallery_player

    rx.page(route="/gallery", title="Gallery · AeThex LIVE")(gallery)
    rx.page(route="/gallery/player", title="Player · AeThex LIVE")(gallery_player)
