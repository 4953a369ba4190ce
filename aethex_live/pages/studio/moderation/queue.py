"""What waits for a moderator, beside the chat."""

import reflex as rx

from aethex_live.components.chat import chat_panel
from aethex_live.components.moderation.frame import moderation_page
from aethex_live.components.moderation.queue import clear_dialog, held_panel, latest_acts, report_panel
from aethex_live.components.report import report_dialog
from aethex_live.i18n import t
from aethex_live.state.moderation import ModDesk
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/studio/moderation/[channel_slug]",
    title="Moderation · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, ModDesk.load],
)
def queue() -> rx.Component:
    return moderation_page(
        rx.el.div(
            rx.el.div(held_panel(), report_panel(), latest_acts(), class_name="ui-stack"),
            chat_panel(),
            class_name="mod-queue",
        ),
        clear_dialog(),
        report_dialog(),
        title=t("Moderation"),
    )
