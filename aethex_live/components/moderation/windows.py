"""The chat elsewhere: a window of its own, and a browser source for OBS."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.i18n import t
from aethex_live.state.moderation import ModDesk

_ORIGIN = rx.Var(_js_expr="(typeof location === 'undefined' ? '' : location.origin)", _var_type=str).to(str)


def windows_panel() -> rx.Component:
    """The addresses, to be copied."""
    chat = _ORIGIN + rx.Var.create(f"/chat/{ModDesk.slug}")
    overlay = _ORIGIN + rx.Var.create(f"/overlay/chat/{ModDesk.slug}")
    return rx.fragment(
        ui.panel(
            rx.el.p(
                t("The whole chat by itself, for a second screen or as a browser dock in OBS."),
                class_name="ui-muted",
            ),
            ui.key_values((t("Address"), chat), copy=(0,)),
            title=t("A window of its own"),
        ),
        ui.panel(
            rx.el.p(
                t("The messages on a transparent ground, over your picture. Nobody has to log in for it."),
                class_name="ui-muted",
            ),
            ui.key_values((t("Address"), overlay), copy=(0,)),
            rx.el.ol(
                rx.el.li(t("In OBS, press + under Sources and choose Browser.")),
                rx.el.li(t("Paste the address, and set width 400 and height 600.")),
                rx.el.li(t("Leave the custom CSS as it is: the ground is transparent already.")),
                rx.el.li(t("Drag it to where your viewers should see it.")),
                class_name="ui-prose",
            ),
            rx.el.p(t("Add to the address what you want to be different:"), class_name="ui-muted"),
            ui.key_values(
                ("?size=28", t("size of the letters in pixels; 22 unless told")),
                ("&lines=8", t("how many messages at most; 12 unless told")),
                ("&fade=15", t("seconds until a message goes; 30 unless told, 0 never")),
                ("&side=right", t("written from the right edge")),
                ("&commands=0", t("without messages that begin with ! or /")),
            ),
            title=t("Over your picture"),
            class_name="mod-windows",
        ),
    )
