"""One category: what is on in it, what is below it, and its channels."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.browse import channel_grid, keep_place, leave_shelf, live_cards
from aethex_live.components.browse.categories import subcategory_row, way_up
from aethex_live.components.layout import page_header
from aethex_live.components.site import site_page
from aethex_live.components.site.missing import missing
from aethex_live.i18n import t
from aethex_live.state.browse import Browse
from aethex_live.state.on_air import OnAir
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/categories/[category_slug]",
    title="Category · AeThex LIVE",
    on_load=[Viewer.load, OnAir.enter_category, Browse.load_category],
)
def category() -> rx.Component:
    return site_page(
        rx.cond(
            Browse.missing,
            missing(t("There is no such category."), t("All categories"), "/categories"),
            rx.fragment(
                rx.el.div(way_up(), class_name="ui-small"),
                page_header(
                    Browse.title,
                    intro=Browse.description,
                    action=ui.link_button(
                        t("Narrow by tag and language"),
                        href=f"/discover?category={Browse.slug}",
                        icon_start="list_filter",
                    ),
                ),
                rx.cond(OnAir.order, _live_now()),
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
        leave_shelf(),
        keep_place(Browse.loaded & OnAir.looked),
    )


def _live_now() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Live now"), class_name="ui-h2"),
        rx.el.div(live_cards(Browse.hidden), class_name="ui-grid"),
        class_name="ui-section",
    )
