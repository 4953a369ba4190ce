"""The studio's first page: what to do next."""

import reflex as rx

from aethex_live.components.channel.overview import first_steps, own_channels
from aethex_live.components.site import studio_page
from aethex_live.i18n import t
from aethex_live.state.viewer import Viewer


@rx.page(route="/studio", title="Studio · AeThex LIVE", on_load=[Viewer.require, Viewer.load])
def overview() -> rx.Component:
    return studio_page(
        rx.cond(Viewer.channels, own_channels(), first_steps()),
        title=t("Studio"),
        intro=t("Your channels, and everything you need to stream."),
    )
