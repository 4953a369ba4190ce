"""Tabs: within a page, or as links between pages."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from aethex_live.components.ui.base import Child, Text
from aethex_live.scripts import beside


def _value_event(value: rx.Var[str]) -> tuple[rx.Var[str]]:
    return (value,)


class _Tabs(rx.Component):
    library = beside(__name__, "tabs.jsx")
    tag = "Tabs"
    alias = "UiTabs"

    label: rx.Var[str]
    names: rx.Var[list[str]]
    values: rx.Var[list[str]]
    shown: rx.Var[list[bool]]
    in_address: rx.Var[bool]
    selected: rx.Var[str]
    on_select: rx.EventHandler[_value_event]


class _NavLink(rx.Component):
    library = beside(__name__, "nav_link.jsx")
    tag = "NavLink"
    alias = "UiNavLink"

    to: rx.Var[str]
    exact: rx.Var[bool]
    title: rx.Var[str]


def tabs(
    *panels: tuple[str, Text, Child],
    label: Text,
    selected: rx.Var | None = None,
    on_select: Any = None,
    shown: Sequence[bool | rx.Var] | None = None,
    in_address: bool = False,
) -> rx.Component:
    """Panels `(value, name, content)`, one seen at once. Without `selected` the browser keeps the choice.

    `shown` says of each panel whether it is offered; `in_address` puts the choice behind the # of the address.
    """
    return _Tabs.create(
        *[rx.el.div(content) for _, _, content in panels],
        label=label,
        names=[name for _, name, _ in panels],
        values=[value for value, _, _ in panels],
        in_address=in_address,
        **({"shown": list(shown)} if shown is not None else {}),
        **({"selected": selected} if selected is not None else {}),
        **({"on_select": on_select} if on_select is not None else {}),
    )


def tab_links(*links: tuple[Text, Text], label: Text, exact: bool = True) -> rx.Component:
    """Tabs `(name, href)` that are pages of their own; the open one is marked by itself."""
    return rx.el.nav(
        *[nav_link(name, href=href, exact=exact, class_name="ui-tab") for name, href in links],
        aria_label=label,
        class_name="ui-tab-list",
    )


def nav_link(*children: Child, href: Text, exact: bool = False, **props: Any) -> rx.Component:
    """A link that says `aria-current="page"` where it leads to the open page."""
    return _NavLink.create(*children, to=href, exact=exact, **props)
