"""The desk: categories."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.desk.category import category_dialog, category_table
from aethex_live.components.site import desk_page
from aethex_live.components.site.missing import closed
from aethex_live.i18n import t
from aethex_live.state.category_desk import CategoryDesk
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/desk/categories",
    title="Categories · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, CategoryDesk.load],
)
def categories() -> rx.Component:
    return desk_page(
        rx.cond(
            CategoryDesk.closed,
            closed(t("This page is for staff."), t("Home"), "/"),
            rx.cond(
                CategoryDesk.loaded, rx.fragment(category_table(), category_dialog()), ui.skeleton_rows(8)
            ),
        ),
        title=t("Categories"),
        action=ui.button(
            t("New category"),
            kind="primary",
            icon_start="plus",
            on_click=[CategoryDesk.choose(""), ui.show("category")],
        ),
    )
