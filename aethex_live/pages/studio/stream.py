"""The creator's live desk."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel import desk, health, simulcast
from aethex_live.components.channel.moment import changed
from aethex_live.components.channel.overview import first_steps
from aethex_live.components.chat import chat_panel
from aethex_live.components.live import leave_with_page
from aethex_live.components.report import report_dialog
from aethex_live.components.site import studio_page
from aethex_live.i18n import t
from aethex_live.state.backstage import StreamBackstage
from aethex_live.state.live import Live
from aethex_live.state.stream_desk import StreamDesk
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/studio/stream",
    title="Stream · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, StreamDesk.load],
)
def stream() -> rx.Component:
    return studio_page(
        ui.sheet("studio"),
        rx.cond(StreamDesk.loaded, rx.cond(StreamDesk.slug, _desk(), first_steps()), ui.skeleton_text(6)),
        leave_with_page(Live),
        leave_with_page(StreamBackstage),
        changed(Live.started, StreamDesk.refresh),
        title=t("Stream"),
        intro=StreamDesk.name,
        status=desk.stream_state(),
    )


def _desk() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            desk.desk_links(),
            desk.state_panel(),
            desk.preview_panel(),
            health.viewers_panel(),
            health.health_panel(),
            desk.about_panel(),
            desk.hold_panel(),
            rx.cond(StreamDesk.own, rx.fragment(simulcast.simulcast_panel(), desk.source_panel())),
            class_name="studio-column",
        ),
        rx.el.div(chat_panel(), class_name="studio-side"),
        desk.end_dialog(),
        report_dialog(),
        simulcast.target_dialog(),
        class_name="studio-desk",
    )
