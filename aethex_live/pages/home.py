"""The home page: what is on, and where to look."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.browse import category_row, channel_grid, live_row
from aethex_live.components.site import site_page
from aethex_live.i18n import t
from aethex_live.state.browse import Browse
from aethex_live.state.on_air import OnAir
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/",
    title="AeThex LIVE",
    description="Live streams, chat and community on a site of our own.",
    on_load=[Viewer.load, OnAir.enter, Browse.load_home],
)
def home() -> rx.Component:
    # Two trees with keys of their own: what is there replaces what waits for it, and nothing moves on the page.
    return site_page(
        rx.cond(
            Browse.loaded,
            rx.el.div(
                live_row(t("Live now")),
                category_row(t("Categories")),
                channel_grid(
                    t("Channels"),
                    empty=ui.empty_state(
                        t("Nobody has a channel yet"),
                        t("The first one could be yours: it takes a minute."),
                        action=ui.link_button(
                            t("Create a channel"), href="/studio/channels/new", kind="primary"
                        ),
                    ),
                ),
                key="there",
            ),
            rx.el.div(ui.skeleton_grid(8), key="waiting", class_name="ui-section"),
        ),
        title=t("Welcome"),
        intro=t("Live streams, chat and community."),
    )
