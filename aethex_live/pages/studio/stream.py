"""The creator's live desk."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.desk import end_dialog, preview_panel, stream_state, title_panel
from aethex_live.components.channel.overview import first_steps
from aethex_live.components.chat import chat
from aethex_live.components.live import leave_with_page
from aethex_live.components.site import studio_page
from aethex_live.i18n import t
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
        rx.cond(
            StreamDesk.loaded,
            rx.cond(
                StreamDesk.slug,
                rx.el.div(
                    rx.el.div(title_panel(), preview_panel(), class_name="ui-stack"),
                    chat(),
                    end_dialog(),
                    class_name="watch",
                ),
                first_steps(),
            ),
            ui.skeleton_text(6),
        ),
        leave_with_page(Live),
        title=t("Stream"),
        status=stream_state(),
    )
