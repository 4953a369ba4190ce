"""The ways through the product: rail at the left, bar at the bottom on a phone, footer."""

from collections.abc import Sequence
from dataclasses import dataclass

import reflex as rx

from aethex_live.components.ui.avatar import avatar
from aethex_live.components.ui.base import Child, Text, icon, show_if
from aethex_live.components.ui.tabs import nav_link
from aethex_live.i18n import t
from aethex_live.scripts import beside


@dataclass(frozen=True, slots=True)
class NavItem:
    """One place to go. `exact` marks it as current only on that very page, not on those below it."""

    label: Text
    href: Text
    icon: str
    exact: bool = False
    count: rx.Var | int | None = None


class _RailToggle(rx.Component):
    library = beside(__name__, "rail.jsx")
    tag = "RailToggle"

    label: rx.Var[str]


def rail(*sections: Child, label: Text | None = None) -> rx.Component:
    """The left rail: 240 px, folded to 64 px on request, gone under 900 px."""
    return rx.el.nav(*sections, aria_label=label if label is not None else t("Main"), class_name="ui-rail")


def rail_section(*rows: Child, title: Text | None = None) -> rx.Component:
    """A group of the rail with its small title."""
    return rx.el.div(
        show_if(title, lambda words: rx.el.div(words, class_name="ui-label ui-rail-title")),
        *rows,
        class_name="ui-rail-section",
    )


def rail_link(item: NavItem) -> rx.Component:
    """A row of the rail that leads to a page."""
    return nav_link(
        icon(item.icon, size=20),
        rx.el.span(item.label, class_name="ui-rail-words"),
        show_if(item.count, lambda n: rx.el.span(n, class_name="ui-num ui-rail-viewers")),
        href=item.href,
        exact=item.exact,
        class_name="ui-rail-link",
        title=item.label,
    )


def rail_channel(
    name: Text,
    href: Text,
    *,
    text: Text,
    picture: Text | None = None,
    live: bool | rx.Var = False,
    viewers: Text | None = None,
) -> rx.Component:
    """A channel in the rail: picture, name, what it plays, and how many watch while it is live."""
    return nav_link(
        avatar(name, picture, size="s", live=live),
        rx.el.span(
            rx.el.span(name),
            rx.el.span(text, class_name="ui-faint ui-small"),
            class_name="ui-rail-words",
        ),
        rx.cond(
            live,
            rx.el.span(
                rx.el.span(class_name="ui-dot", data_tone="live"),
                rx.el.span(viewers if viewers is not None else "", class_name="ui-num"),
                class_name="ui-rail-viewers",
            ),
            rx.fragment(),
        ),
        href=href,
        class_name="ui-rail-link",
        title=name,
        data_live=rx.cond(live, "true", "false"),
    )


def rail_toggle() -> rx.Component:
    """The button that folds the rail; the choice is kept in the browser."""
    return _RailToggle.create(label=t("Fold the side bar"))


def bottom_bar(items: Sequence[NavItem]) -> rx.Component:
    """The bar at the bottom of a phone: at most five places."""
    return rx.el.nav(
        *[
            nav_link(
                icon(item.icon, size=20),
                show_if(
                    item.count, lambda n: rx.el.span(n, class_name="ui-button-count", aria_hidden="true")
                ),
                rx.el.span(item.label),
                href=item.href,
                exact=item.exact,
                class_name="ui-bottom-link",
            )
            for item in items
        ],
        aria_label=t("Quick ways"),
        class_name="ui-bottom",
    )


def footer(*links: Child, note: Child | None = None) -> rx.Component:
    """The end of the page: legal links, and at the right a note or a switch."""
    return rx.el.footer(*links, note if note is not None else rx.fragment(), class_name="ui-footer")
