"""All categories."""

import reflex as rx

from aethex_live.components.browse import category_grid
from aethex_live.components.site import site_page
from aethex_live.i18n import t
from aethex_live.state.browse import Browse
from aethex_live.state.viewer import Viewer


@rx.page(route="/categories", title="Categories · AeThex LIVE", on_load=[Viewer.load, Browse.load_categories])
def categories() -> rx.Component:
    return site_page(category_grid(), title=t("Categories"))
