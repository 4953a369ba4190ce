"""The chat of a channel in a window of its own."""

import reflex as rx

from aethex_live.components.chat import chat_panel
from aethex_live.components.hover_card import hover_card
from aethex_live.components.live import leave_with_page
from aethex_live.components.report import report_dialog
from aethex_live.components.site.missing import missing
from aethex_live.i18n import t
from aethex_live.state.channel_page import ChannelPage
from aethex_live.state.live import Live
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/chat/[channel_slug]",
    title="Chat · AeThex LIVE",
    on_load=[Viewer.load, ChannelPage.load, Live.enter],
)
def chat() -> rx.Component:
    return rx.el.main(
        rx.cond(
            ChannelPage.missing,
            missing(t("There is no channel at this address, or it is not public."), t("Home"), "/"),
            chat_panel(bare=True),
        ),
        report_dialog(),
        hover_card(),
        leave_with_page(Live),
        class_name="chat-page",
    )
