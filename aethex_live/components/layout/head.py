"""What every page carries in its head, and what the whole app is wrapped in."""

from collections.abc import Callable

import reflex as rx

from aethex_live.components.layout.crash import crash_boundary
from aethex_live.components.ui.connection import reconnecting_line
from aethex_live.components.ui.tokens import color

# What few pages need they bring themselves (`ui.sheet`): the first paint waits for all that is here.
STYLESHEETS = [
    f"/ui/{name}.css"
    for name in (
        "fonts",
        "tokens",
        "base",
        "button",
        "form",
        "choice",
        "drop",
        "overlay",
        "content",
        "card",
        "data",
        "feedback",
        "shell",
        "workspace",
        "channel",
        "follow",
        "share",
        "hover",
        "notification",
        "moderation",
        "search",
        "discover",
    )
]

_FIRST_FONTS = ("inter-latin-400", "saira-latin-500")

# Before the first paint: the rail as the person left it, folded by itself on a narrow desktop.
_RAIL = (
    "try{const r=localStorage.getItem('rail');"
    "document.documentElement.dataset.rail=r||(innerWidth<1200?'folded':'open')}catch(e){}"
)


def head_components() -> list[rx.Component]:
    """For `rx.App(head_components=...)`: icons, colours of the browser's frame, the two fonts used first."""
    fonts = [
        rx.el.link(
            rel="preload",
            href=f"/fonts/{name}-normal.woff2",
            custom_attrs={"as": "font", "crossOrigin": "anonymous"},
        )
        for name in _FIRST_FONTS
    ]
    schemes = [
        rx.el.meta(
            name="theme-color", content=value, custom_attrs={"media": f"(prefers-color-scheme: {scheme})"}
        )
        for scheme, value in (("dark", color("void").dark), ("light", color("panel").light))
    ]
    return [
        *fonts,
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.link(rel="icon", href="/favicon.ico", sizes="32x32"),
        rx.el.link(rel="apple-touch-icon", href="/icons/apple-touch-180.png"),
        rx.el.link(rel="manifest", href="/manifest.webmanifest"),
        *schemes,
        rx.el.script(_RAIL),
    ]


def app_wraps() -> dict[tuple[int, str], Callable[[bool], rx.Component | None]]:
    """For `rx.App(app_wraps=...)`: our connection line and crash page instead of Reflex's."""
    return {
        (55, "ErrorBoundary"): lambda stateful: crash_boundary(),
        (5, "Overlay"): lambda stateful: reconnecting_line() if stateful else None,
    }
