"""Panels, and cards for what can be watched or visited. Pictures keep their shape before they arrive."""

from typing import Any

import reflex as rx

from aethex_live.components.ui.avatar import avatar
from aethex_live.components.ui.avatar import picture as show_picture
from aethex_live.components.ui.badge import live_badge
from aethex_live.components.ui.base import Child, Text, icon, inline, show_if, with_class
from aethex_live.i18n import t


def panel(
    *children: Child, title: Text | None = None, action: Child | None = None, **props: Any
) -> rx.Component:
    """A part of a page with its own title, and perhaps one step at the right of it."""
    head = rx.el.div(
        rx.el.h2(title, class_name="ui-h3"),
        action if action is not None else rx.fragment(),
        class_name="ui-panel-head",
    )
    return rx.el.section(
        head if title is not None else rx.fragment(), *children, **with_class(props, "ui-panel")
    )


def details(summary: Child, *children: Child, **props: Any) -> rx.Component:
    """More for those who want it, folded away until then."""
    return rx.el.details(rx.el.summary(summary), *children, **with_class(props, "ui-details"))


def media_card(
    title: Text,
    *,
    href: Text,
    picture: Child,
    channel: Text,
    channel_href: Text,
    channel_picture: Text | None = None,
    meta: Text | None = None,
    live: bool | rx.Var = False,
    viewers: Text | None = None,
    duration: Text | None = None,
    first: bool | rx.Var = False,
    over: Child | None = None,
) -> rx.Component:
    """A stream, recording or clip. The whole card leads to it; the channel's name leads to the channel.

    `viewers` and `duration` stand on the picture; `meta` is the line at the end, such as the category. `first`
    is for the card that people see first on a page. `picture` is an address or a component; `over` lies on it.
    """
    on_picture = rx.el.div(
        rx.cond(live, live_badge(), rx.fragment()),
        show_if(viewers, _viewers),
        show_if(duration, lambda text: rx.el.span(text, class_name="ui-card-sign ui-num ui-card-end")),
        class_name="ui-card-signs",
    )
    words = rx.el.div(
        rx.el.h3(rx.el.a(title, href=href, class_name="ui-card-link"), class_name="ui-card-title"),
        rx.el.a(channel, href=channel_href, class_name="ui-card-channel"),
        show_if(meta, lambda text: rx.el.div(text, class_name="ui-faint ui-small ui-truncate")),
        class_name="ui-card-words",
    )
    return rx.el.article(
        rx.el.div(
            picture if isinstance(picture, rx.Component) else show_picture(picture, first),
            over if over is not None else rx.fragment(),
            on_picture,
            class_name="ui-card-frame",
        ),
        rx.el.div(avatar(channel, channel_picture, live=live), words, class_name="ui-card-foot"),
        class_name="ui-card",
    )


def poster_card(
    title: Text, *, href: Text, picture: Text, text: Text | None = None, live: Text | None = None
) -> rx.Component:
    """A category: an upright picture, its name, and a line such as how many watch."""
    return rx.el.article(
        rx.el.div(
            show_picture(picture),
            rx.el.div(
                show_if(live, lambda words: rx.el.span(words, class_name="ui-card-sign")),
                class_name="ui-card-signs",
            ),
            class_name="ui-card-frame ui-card-frame-poster",
        ),
        rx.el.h3(
            rx.el.a(title, href=href, class_name="ui-card-link"), class_name="ui-card-title ui-truncate"
        ),
        show_if(text, lambda words: rx.el.div(words, class_name="ui-faint ui-small")),
        class_name="ui-card",
    )


def card_row(*cards: Child, title: Text, more: Child | None = None, cell: str = "300px") -> rx.Component:
    """Cards of width `cell` in one row that scrolls by touch, wheel and arrow keys."""
    return rx.el.section(
        rx.el.div(
            rx.el.h2(title, class_name="ui-h2"),
            more if more is not None else rx.fragment(),
            class_name="ui-panel-head",
        ),
        rx.el.div(
            *cards, class_name="ui-card-row", tab_index=0, role="group", aria_label=title, **inline(cell=cell)
        ),
        class_name="ui-section",
    )


def stat(
    label: Text,
    value: Text | int,
    *,
    change: Text | None = None,
    good: bool | rx.Var | None = None,
    note: Text | None = None,
) -> rx.Component:
    """One number with what it is, and how it moved; `good` colours the change, words say it."""
    tone = None if good is None else rx.cond(good, "good", "live")
    return rx.el.div(
        rx.el.div(label, class_name="ui-label"),
        rx.el.div(
            rx.el.span(value, class_name="ui-stat-value ui-num"),
            show_if(
                change, lambda text: rx.el.span(text, class_name="ui-stat-change ui-num", data_tone=tone)
            ),
            class_name="ui-stat-line",
        ),
        show_if(note, lambda text: rx.el.div(text, class_name="ui-faint ui-small")),
        class_name="ui-stat",
    )


def _viewers(text: Text) -> rx.Component:
    return rx.el.span(
        icon("eye", size=12, label=t("Viewers")),
        rx.el.span(text, class_name="ui-num"),
        class_name="ui-card-sign",
    )
