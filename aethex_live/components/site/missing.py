"""What stands in the place of a thing that is not there, or that its reader may not see."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.i18n import t


def missing(text: ui.Text, way: ui.Text, href: str) -> rx.Component:
    """Says so, and shows the way on."""
    return ui.error_state(t("Not found"), text, code="404", action=ui.link_button(way, href=href))


def closed(text: ui.Text, way: ui.Text, href: str) -> rx.Component:
    """The same of what is there, but not for its reader."""
    return ui.error_state(t("No access"), text, code="403", action=ui.link_button(way, href=href))
