"""All channels of the creator."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.overview import first_steps, own_channels
from aethex_live.components.site import studio_page
from aethex_live.i18n import t
from aethex_live.state.viewer import Viewer


@rx.page(route="/studio/channels", title="Your channels · AeThex LIVE", on_load=[Viewer.require, Viewer.load])
def channels() -> rx.Component:
    return studio_page(
        rx.cond(
            Viewer.known,
            rx.cond(Viewer.channels, own_channels(), first_steps()),
            ui.skeleton_grid(2),
        ),
        title=t("Your channels"),
        action=ui.link_button(
            t("New channel"), href="/studio/channels/new", kind="primary", icon_start="plus"
        ),
    )
