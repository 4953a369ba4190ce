"""The studio's first page: what is on, how it went, what to do next."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.latest import last_streams, on_now
from aethex_live.components.channel.overview import first_steps, own_channels
from aethex_live.components.site import studio_page
from aethex_live.i18n import t
from aethex_live.state.stream_overview import StreamOverview
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/studio",
    title="Studio · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, StreamOverview.load],
)
def overview() -> rx.Component:
    return studio_page(
        ui.sheet("studio"),
        rx.cond(
            Viewer.known,
            rx.cond(
                Viewer.channels,
                rx.el.div(on_now(), last_streams(), own_channels(), class_name="studio-column"),
                first_steps(),
            ),
            ui.skeleton_text(6),
        ),
        title=t("Studio"),
        intro=t("Your channels, and everything you need to stream."),
    )
