"""The person at the right of the top bar."""

import reflex as rx

from aethex_live.components.ui.avatar import avatar
from aethex_live.components.ui.base import Child, Text
from aethex_live.components.ui.overlay import menu, menu_divider, menu_heading
from aethex_live.components.ui.theme_switch import theme_switch
from aethex_live.i18n import t


def account_menu(*items: Child, name: Text, handle: Text, picture: Text | None = None) -> rx.Component:
    """The person's picture, and under it their menu (rows made by `ui.menu_item`), the theme at its end."""
    return menu(
        menu_heading(name, handle),
        menu_divider(),
        *items,
        menu_divider(),
        rx.el.div(rx.el.span(t("Theme")), theme_switch(), class_name="ui-menu-setting", role="presentation"),
        label=t("Your account"),
        face=avatar(name, picture, size="m"),
        wide=True,
    )
