"""What floats above the page: dialog, drawer, menu, tooltip."""

import json
from typing import Any, Literal

import reflex as rx

from aethex_live.components.ui.base import Child, Text, icon, show_if
from aethex_live.components.ui.button import button
from aethex_live.i18n import t
from aethex_live.scripts import beside

_LIBRARY = beside(__name__, "overlay.jsx")


class _Dialog(rx.Component):
    library = _LIBRARY
    tag = "Dialog"
    alias = "UiDialog"

    open: rx.Var[bool]
    kind: rx.Var[str]
    title: rx.Var[str]
    close_label: rx.Var[str]
    locked: rx.Var[bool]
    footer: rx.Var[rx.Component]
    on_close: rx.EventHandler[rx.event.no_args_event_spec]


class _Menu(rx.Component):
    library = _LIBRARY
    tag = "Menu"
    alias = "UiMenu"

    label: rx.Var[str]
    face: rx.Var[rx.Component]
    trigger_class: rx.Var[str]
    trigger_kind: rx.Var[str]
    align: rx.Var[str]
    wide: rx.Var[bool]


class _Tooltip(rx.Component):
    library = _LIBRARY
    tag = "Tooltip"
    alias = "UiTooltip"

    text: rx.Var[str]


def dialog(
    *children: Child,
    id: str,
    title: Text,
    footer: Child | None = None,
    open: rx.Var | None = None,
    on_close: Any = None,
    locked: bool | rx.Var = False,
    kind: Literal["dialog", "wide", "drawer"] = "dialog",
) -> rx.Component:
    """A modal dialog. Open it with `ui.show(id)`, or by `open` and `on_close` when the state decides.

    `locked` keeps it open until a step is taken: no close button, no Escape. A `drawer` sits at the right.
    """
    return _Dialog.create(
        *children,
        title=title,
        kind=kind,
        locked=locked,
        close_label=t("Close"),
        custom_attrs={"id": id},
        **({"footer": footer} if footer is not None else {}),
        **({"open": open} if open is not None else {}),
        **({"on_close": on_close} if on_close is not None else {}),
    )


def drawer(*children: Child, **props: Any) -> rx.Component:
    """A panel from the right edge, full width on a phone. Takes what `dialog` takes."""
    return dialog(*children, kind="drawer", **props)


def confirm_dialog(
    *children: Child,
    id: str,
    title: Text,
    confirm: Text,
    on_confirm: Any,
    destructive: bool = True,
    loading: bool | rx.Var = False,
    disabled: bool | rx.Var = False,
    **props: Any,
) -> rx.Component:
    """Asks before a step. The children say what will happen and what stays; `confirm` names the step."""
    footer = rx.fragment(
        button(t("Cancel"), on_click=hide(id)),
        button(
            confirm,
            kind="destroy" if destructive else "primary",
            loading=loading,
            disabled=disabled,
            on_click=on_confirm,
        ),
    )
    return dialog(*children, id=id, title=title, footer=footer, **props)


def show(id: str) -> rx.event.EventSpec:
    """The event that opens the dialog `id`; for `on_click`, or returned by a handler."""
    return rx.call_script(f"document.getElementById({json.dumps(id)})?.showModal()")


def hide(id: str) -> rx.event.EventSpec:
    """The event that closes the dialog `id`."""
    return rx.call_script(f"document.getElementById({json.dumps(id)})?.close()")


def menu(
    *items: Child,
    label: Text,
    icon_name: str = "ellipsis",
    face: Child | None = None,
    align: Literal["start", "end"] = "end",
    wide: bool = False,
) -> rx.Component:
    """A menu under its button: an icon button, or whatever `face` shows. Arrow keys and letters work."""
    own = {"face": face, "trigger_class": "ui-menu-face"} if face is not None else _icon_face(icon_name)
    return _Menu.create(*items, label=label, align=align, wide=wide, **own)


def menu_item(
    *label: Child,
    icon_name: str | None = None,
    href: Text | None = None,
    reload: bool = False,
    tone: Literal["neutral", "live"] = "neutral",
    disabled: bool = False,
    **props: Any,
) -> rx.Component:
    """One row of a menu: a link when `href` is given, else a button with `on_click`."""
    shared = {"role": "menuitem", "tab_index": -1, "class_name": "ui-menu-item", "data_tone": tone, **props}
    face = [icon(icon_name) if icon_name else rx.fragment(), rx.el.span(*label)]
    if href is not None:
        return rx.el.a(*face, href=href, reload_document=reload or None, **shared)
    return rx.el.button(*face, type="button", aria_disabled="true" if disabled else None, **shared)


def menu_divider() -> rx.Component:
    """A hairline between groups of a menu."""
    return rx.el.div(role="separator", class_name="ui-menu-divider")


def menu_heading(title: Text, text: Text | None = None) -> rx.Component:
    """A line at the top of a menu that says whose it is."""
    return rx.el.div(
        rx.el.div(title, class_name="ui-menu-title"),
        show_if(text, lambda words: rx.el.div(words, class_name="ui-faint ui-small")),
        class_name="ui-menu-heading",
        role="presentation",
    )


def tooltip(trigger: rx.Component, text: Text) -> rx.Component:
    """More words about a control, on hover and focus. Never the only place of what is needed."""
    return _Tooltip.create(trigger, text=text)


def _icon_face(name: str) -> dict[str, Any]:
    return {"face": icon(name, size=20), "trigger_kind": "ghost"}
