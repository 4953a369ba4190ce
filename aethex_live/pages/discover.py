"""Discover: what is on, what trends, what is new, whom one follows."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.browse import leave_shelf
from aethex_live.components.discover import TABS, chosen_list, narrowing, tab_bar
from aethex_live.components.site import site_page
from aethex_live.i18n import t
from aethex_live.state.discover import Discover
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/discover",
    title="Discover · AeThex LIVE",
    description="Live streams by category, tag and language; what trends, and who is new.",
    on_load=[Viewer.load, Discover.load, *(handler for tab in TABS for handler in tab.on_load)],
)
def discover() -> rx.Component:
    return site_page(
        ui.sheet("schedule"),
        rx.el.div(tab_bar(), narrowing(), chosen_list(), class_name="ui-stack"),
        leave_shelf(),
        title=t("Discover"),
    )
