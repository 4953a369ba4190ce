"""The frames of work (dashboard, admin desk) and the quiet rooms: the card of log-in, the pages of errors."""

from collections.abc import Sequence
from typing import Literal

import reflex as rx

from aethex_live.components.layout.mark import symbol, wordmark
from aethex_live.components.layout.navigation import (
    NavItem,
    bottom_bar,
    rail,
    rail_link,
    rail_section,
)
from aethex_live.components.layout.shell import Frame, main, page_header, skip_link, top_bar
from aethex_live.components.layout.title import page_title
from aethex_live.components.ui.base import Child, Text, icon, show_if
from aethex_live.components.ui.tabs import nav_link
from aethex_live.i18n import t

SideNav = Sequence[tuple[Text | None, Sequence[NavItem]]]


def workspace(
    *content: Child,
    side: SideNav,
    frame: Frame = Frame(),
    title: Text | None = None,
    intro: Text | None = None,
    action: Child | None = None,
    head: Child | None = None,
    status: Child | None = None,
    width: Literal["wide", "narrow", "full"] = "wide",
) -> rx.Component:
    """Dashboard and admin desk.

    `side` is the navigation in groups, `head` what stands above it (the channel switcher), `status` the bar
    that never scrolls away (state of the stream, health, viewers). On a phone the navigation is one row.
    """
    header = page_header(title, intro=intro, action=action) if title is not None else rx.fragment()
    named = page_title(title if title is not None else "")
    groups = [rail_section(*[rail_link(item) for item in items], title=label) for label, items in side]
    flat = [item for _, items in side for item in items]
    return rx.el.div(
        named,
        skip_link(),
        top_bar(frame, with_rail=True),
        rail(head if head is not None else rx.fragment(), *groups, label=t("Workspace")),
        rx.el.div(
            show_if(
                status,
                lambda bar: rx.el.div(bar, class_name="ui-status-bar", role="region", aria_label=t("Status")),
            ),
            rx.el.nav(
                *[
                    nav_link(
                        icon(item.icon),
                        item.label,
                        href=item.href,
                        exact=item.exact,
                        class_name="ui-strip-link",
                    )
                    for item in flat
                ],
                class_name="ui-strip",
                aria_label=t("Workspace"),
            ),
            main(header, *content, width=width),
            class_name="ui-main",
        ),
        bottom_bar(frame.bottom) if frame.bottom else rx.fragment(),
        class_name="ui-shell",
    )


def auth_shell(
    *content: Child, title: Text, intro: Text | None = None, below: Child | None = None
) -> rx.Component:
    """Log-in, sign-up, reset: one card in a quiet room, and under it the way to its neighbour."""
    return rx.el.div(
        page_title(title),
        skip_link(),
        rx.el.div(horizon(), class_name="ui-auth-sky", aria_hidden="true"),
        rx.el.header(wordmark(), class_name="ui-auth-bar"),
        rx.el.main(
            rx.el.div(
                rx.el.h1(title, class_name="ui-h1"),
                show_if(intro, lambda words: rx.el.p(words, class_name="ui-muted")),
                class_name="ui-auth-head",
            ),
            *content,
            class_name="ui-auth-card",
            tab_index=-1,
            custom_attrs={"id": "content"},
        ),
        rx.el.div(below if below is not None else rx.fragment(), class_name="ui-auth-below"),
        class_name="ui-auth",
    )


def error_page(*content: Child) -> rx.Component:
    """404, 403, 500 and offline: the sky, the mark, and the content (an `error_state`)."""
    return rx.el.div(
        rx.el.div(horizon(), class_name="ui-auth-sky", aria_hidden="true"),
        rx.el.header(wordmark(), class_name="ui-auth-bar"),
        rx.el.main(symbol(44), *content, class_name="ui-crash", custom_attrs={"id": "content"}),
        class_name="ui-auth",
    )


def horizon() -> rx.Component:
    """Rings of a radar at the edge of the room, drawn in hairlines."""
    rings = [rx.el.svg.circle(cx="600", cy="760", r=str(radius)) for radius in (220, 340, 480, 640)]
    ticks = [rx.el.svg.path(d=f"M600 {760 - radius - 6}v12") for radius in (220, 340, 480, 640)]
    return rx.el.svg(
        *rings,
        *ticks,
        view_box="0 0 1200 760",
        fill="none",
        class_name="ui-horizon",
        preserve_aspect_ratio="xMidYMax slice",
    )
