"""One category: what is below it, and its channels."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.browse import channel_grid, subcategory_row
from aethex_live.components.layout import page_header
from aethex_live.components.site import site_page
from aethex_live.components.site.missing import missing
from aethex_live.i18n import t
from aethex_live.state.browse import Browse
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/categories/[category_slug]",
    title="Category · AeThex LIVE",
    on_load=[Viewer.load, Browse.load_category],
)
def category() -> rx.Component:
    return site_page(
        rx.cond(
            Browse.missing,
            missing(t("There is no such category."), t("All categories"), "/categories"),
            rx.fragment(
                page_header(Browse.title, intro=Browse.description),
                subcategory_row(),
                channel_grid(
                    t("Channels"),
                    empty=ui.empty_state(
                        t("No channel here yet"),
                        t("Channels appear here as soon as one chooses this category."),
                        action=ui.link_button(t("All categories"), href="/categories"),
                    ),
                ),
            ),
        ),
    )
