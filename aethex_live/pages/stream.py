"""Watch a channel live: picture first, chat beside it."""

import reflex as rx

from aethex_live.components.channel.watch import details, stage
from aethex_live.components.chat import chat
from aethex_live.components.live import leave_with_page
from aethex_live.components.site import site_page
from aethex_live.components.site.missing import missing
from aethex_live.i18n import t
from aethex_live.state.channel_page import ChannelPage
from aethex_live.state.live import Live
from aethex_live.state.theatre import Theatre
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/streams/[channel_slug]",
    title="Live · AeThex LIVE",
    on_load=[Viewer.load, ChannelPage.load, Live.enter],
)
def stream() -> rx.Component:
    return site_page(
        rx.cond(
            ChannelPage.missing,
            missing(t("There is no channel at this address, or it is not public."), t("Home"), "/"),
            rx.el.div(
                rx.el.div(stage(), details(), class_name="watch-main"),
                chat(),
                data_theatre=Theatre.on,
                class_name="watch",
            ),
        ),
        leave_with_page(Live),
        width="full",
    )
