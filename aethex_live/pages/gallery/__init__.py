"""The gallery: every part of the design system in every state, for who builds pages. Not in production."""

import reflex as rx

from aethex_live.config import load
from aethex_live.pages.gallery.page import gallery

if not load().production:
    rx.page(route="/gallery", title="Gallery · AeThex LIVE")(gallery)

__all__ = ["gallery"]
