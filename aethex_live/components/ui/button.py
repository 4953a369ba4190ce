"""Buttons, and links that look like buttons."""

from typing import Any, Literal

import reflex as rx

from aethex_live.components.ui.base import Child, Text, icon, show_if, with_class
from aethex_live.scripts import beside

Kind = Literal["primary", "quiet", "danger", "destroy", "ghost"]
Size = Literal["s", "m", "l"]


class _Button(rx.Component):
    library = beside(__name__, "button.jsx")
    tag = "Button"
    alias = "UiButton"

    type: rx.Var[str]
    name: rx.Var[str]
    value: rx.Var[str]
    form: rx.Var[str]
    title: rx.Var[str]
    loading: rx.Var[bool]
    disabled: rx.Var[bool]


def spinner(**props: Any) -> rx.Component:
    """A turning ring. Say beside it, or by `aria-busy`, what is waited for."""
    return rx.el.span(aria_hidden="true", **with_class(props, "ui-spinner"))


def button(
    *children: Child,
    kind: Kind = "quiet",
    size: Size = "m",
    icon_start: str | None = None,
    icon_end: str | None = None,
    type: Literal["button", "submit", "reset"] = "button",
    loading: bool | rx.Var = False,
    disabled: bool | rx.Var = False,
    wide: bool = False,
    **props: Any,
) -> rx.Component:
    """A button.

    `kind`: `primary` is the page's one action; `quiet` the rest; `danger` leads to a loss; `destroy` does it;
    `ghost` is for toolbars. While `loading`, it shows a ring, keeps focus and width, and ignores presses.
    """
    return _Button.create(
        *_content(children, icon_start, icon_end),
        type=type,
        loading=loading,
        disabled=disabled,
        data_kind=kind,
        data_size=size,
        data_wide=wide or None,
        **with_class(props, "ui-button"),
    )


def icon_button(
    name: str,
    label: Text,
    kind: Kind = "ghost",
    size: Size = "m",
    count: Text | int | None = None,
    loading: bool | rx.Var = False,
    disabled: bool | rx.Var = False,
    **props: Any,
) -> rx.Component:
    """A square button with an icon. `label` is its name for everybody: read aloud, and shown on hover."""
    return _Button.create(
        icon(name, size=20 if size != "s" else 16),
        show_if(count, lambda n: rx.el.span(n, class_name="ui-button-count", aria_hidden="true")),
        aria_label=label,
        title=label,
        loading=loading,
        disabled=disabled,
        data_kind=kind,
        data_size=size,
        data_icon="true",
        **with_class(props, "ui-button"),
    )


def link_button(
    *children: Child,
    href: Text,
    kind: Kind | rx.Var = "quiet",
    size: Size = "m",
    icon_start: str | None = None,
    icon_end: str | None = None,
    wide: bool = False,
    external: bool = False,
    reload: bool = False,
    **props: Any,
) -> rx.Component:
    """A link that looks like a button. `reload` loads the page anew, as log-in and log-out must."""
    props = with_class(props, "ui-button") | {"data_kind": kind, "data_size": size, "data_wide": wide or None}
    content = _content(children, icon_start, icon_end)
    if external:
        return rx.el.a(*content, href=href, target="_blank", rel="noopener noreferrer", **props)
    return rx.el.a(*content, href=href, reload_document=reload or None, **props)


def _content(children: tuple[Child, ...], start: str | None, end: str | None) -> list[Child]:
    before = [icon(start)] if start else []
    after = [icon(end)] if end else []
    return [*before, *children, *after]
