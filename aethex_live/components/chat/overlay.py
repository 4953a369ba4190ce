"""The chat over a picture, as a browser source of OBS."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.chat.parts import badge_names
from aethex_live.components.live import live_feed
from aethex_live.scripts import beside
from aethex_live.state.live import Live


class _Overlay(rx.Component):
    library = beside(__name__, "overlay.jsx")
    tag = "ChatOverlay"
    alias = "UiChatOverlay"

    feed: rx.Var[dict[str, str]]
    labels: rx.Var[dict[str, str]]
    usual: rx.Var[dict[str, int]]


def chat_overlay(**usual: int) -> rx.Component:
    """The newest messages on nothing. What it looks like is said in the page's address, or `usual`."""
    return rx.fragment(
        ui.sheet("chat"),
        _Overlay.create(feed=live_feed(Live.messages), labels=badge_names(), usual=usual),
    )
