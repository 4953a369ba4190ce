"""All categories, and those in which most goes on."""

import reflex as rx

from aethex_live.components.browse.categories import category_grid, popular_row
from aethex_live.components.site import site_page
from aethex_live.i18n import t
from aethex_live.state.browse import Browse
from aethex_live.state.viewer import Viewer


@rx.page(route="/categories", title="Categories · AeThex LIVE", on_load=[Viewer.load, Browse.load_categories])
def categories() -> rx.Component:
    return site_page(popular_row(), category_grid(), title=t("Categories"))
