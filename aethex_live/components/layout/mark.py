"""The mark of the product: a hexagon parted by the letter A, and the signal that comes out of it."""

from typing import Any

import reflex as rx

from aethex_live.components.layout.site_name import PRODUCT, site_name
from aethex_live.components.ui.base import Text


def symbol(size: int = 28, **props: Any) -> rx.Component:
    """The sign alone. assets/favicon.svg is the same drawing."""
    return rx.el.svg(
        rx.el.svg.path(d="M14.6 3 4.4 8.9v13.9l3.9 2.3L14.6 10Z", class_name="ui-mark-half"),
        rx.el.svg.path(d="M17.4 3l10.2 5.9v13.9l-3.9 2.3L17.4 10Z", class_name="ui-mark-half"),
        rx.el.svg.path(d="M16 15.5 20.6 27 16 29.6 11.4 27Z", class_name="ui-mark-signal"),
        view_box="0 0 32 32",
        width=str(size),
        height=str(size),
        fill="none",
        aria_hidden="true",
        **props,
    )


def wordmark(href: Text = "/") -> rx.Component:
    """The sign and the name, leading home. A name that an operator chose is written as it is."""
    ours = rx.fragment(rx.el.span("AeThex"), rx.el.span("LIVE", class_name="ui-wordmark-live"))
    return rx.el.a(
        symbol(),
        rx.el.span(
            rx.cond(site_name() == PRODUCT, ours, rx.el.span(site_name())), class_name="ui-wordmark-words"
        ),
        href=href,
        class_name="ui-wordmark",
        aria_label=site_name(),
    )
