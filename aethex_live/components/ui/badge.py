"""Small signs: badges, the live badge, the dot that says how things are."""

from typing import Any

import reflex as rx

from aethex_live.components.ui.base import Child, Text, Tone, icon, with_class
from aethex_live.i18n import t


def badge(
    *children: Child, tone: Tone | rx.Var = "neutral", icon_name: str | None = None, **props: Any
) -> rx.Component:
    """A word in a small frame, coloured by what it means."""
    return rx.el.span(
        icon(icon_name, size=12) if icon_name else rx.fragment(),
        *children,
        data_tone=tone,
        **with_class(props, "ui-badge"),
    )


def live_badge(live: bool | rx.Var = True) -> rx.Component:
    """LIVE, glowing; grey while the viewer is behind."""
    return rx.el.span(
        rx.el.span(class_name="ui-dot", aria_hidden="true"),
        t("LIVE"),
        data_on=rx.cond(live, "true", "false") if isinstance(live, rx.Var) else str(live).lower(),
        class_name="ui-live-badge",
    )


def status_dot(label: Text, tone: Tone | rx.Var = "good", pulsing: bool | rx.Var = False) -> rx.Component:
    """A dot with words: never a colour alone."""
    return rx.el.span(
        rx.el.span(class_name="ui-dot", data_pulsing=pulsing, aria_hidden="true"),
        label,
        data_tone=tone,
        class_name="ui-status",
    )


def verified_mark() -> rx.Component:
    """The sign behind the name of somebody whom the staff has verified."""
    return icon("badge_check", label=t("Verified"), class_name="ui-verified")


def keyboard_key(key: Text) -> rx.Component:
    """A key to press."""
    return rx.el.kbd(key, class_name="ui-key")
