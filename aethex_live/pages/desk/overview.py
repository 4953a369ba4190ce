"""The desk's first page: whether all is well."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.desk.health import health_panel
from aethex_live.components.site import desk_page
from aethex_live.components.site.missing import closed
from aethex_live.i18n import t
from aethex_live.state.health import Health
from aethex_live.state.viewer import Viewer


@rx.page(route="/desk", title="Staff desk · AeThex LIVE", on_load=[Viewer.require, Viewer.load, Health.load])
def overview() -> rx.Component:
    return desk_page(
        rx.cond(
            Health.loaded,
            rx.cond(Health.closed, closed(t("This page is for staff."), t("Home"), "/"), health_panel()),
            ui.skeleton_rows(9),
        ),
        title=t("Staff desk"),
        width="narrow",
    )
