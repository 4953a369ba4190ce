"""Dark, light, or as the device says; kept in the browser."""

import reflex as rx
from reflex.style import color_mode, set_color_mode

from aethex_live.components.ui.base import hidden_visually, icon
from aethex_live.i18n import t


def theme_switch() -> rx.Component:
    """Three buttons of which one is chosen."""
    choices = (
        ("dark", t("Dark"), "moon"),
        ("light", t("Light"), "sun"),
        ("system", t("As the device"), "monitor"),
    )
    return rx.el.div(
        *[
            rx.el.button(
                icon(icon_name),
                hidden_visually(label),
                type="button",
                title=label,
                class_name="ui-segment",
                aria_pressed=rx.cond(color_mode == mode, "true", "false"),
                on_click=set_color_mode(mode),
            )
            for mode, label, icon_name in choices
        ],
        role="group",
        aria_label=t("Theme"),
        class_name="ui-segments",
    )
