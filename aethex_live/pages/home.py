"""The home page: what is on, and where to look."""

import reflex as rx

from aethex_live.components import home as sections
from aethex_live.components import ui
from aethex_live.components.site import site_page
from aethex_live.i18n import t
from aethex_live.state.home import Home
from aethex_live.state.on_air import OnAir
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/",
    title="AeThex LIVE",
    description="Live streams, chat and community on a site of our own.",
    on_load=[Viewer.load, OnAir.enter, Home.load],
)
def home() -> rx.Component:
    # Two trees with keys of their own: what is there replaces what waits for it, and nothing moves on the page.
    return site_page(
        rx.el.h1(t("Live streams, chat and community."), class_name="ui-hidden-visually"),
        sections.first_sight(),
        rx.cond(
            sections.ready(),
            rx.el.div(
                sections.live_now(),
                sections.for_you(),
                sections.featured(),
                sections.categories(),
                sections.creators(),
                sections.newest(),
                sections.numbers(),
                sections.questions(),
                key="there",
            ),
            rx.el.div(ui.skeleton_grid(8), key="waiting", class_name="ui-section"),
        ),
    )
