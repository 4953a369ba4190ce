"""The desk: settings of the site."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.desk.site import legal_form, settings_form
from aethex_live.components.site import desk_page
from aethex_live.components.site.missing import closed
from aethex_live.i18n import t
from aethex_live.state.site_desk import SiteDesk
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/desk/settings",
    title="Site settings · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, SiteDesk.load],
)
def settings() -> rx.Component:
    return desk_page(
        rx.cond(
            SiteDesk.closed,
            closed(t("This page is for admins."), t("Home"), "/"),
            rx.cond(SiteDesk.loaded, rx.fragment(settings_form(), legal_form()), ui.skeleton_text(8)),
        ),
        title=t("Settings"),
        width="narrow",
    )
