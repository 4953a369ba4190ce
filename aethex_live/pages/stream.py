"""Watch a channel live: picture first, chat beside it."""

import reflex as rx

from aethex_live.components.channel import watch
from aethex_live.components.chat import chat_panel
from aethex_live.components.layout.title import page_title
from aethex_live.components.live import leave_with_page
from aethex_live.components.report import report_dialog
from aethex_live.components.site import site_page
from aethex_live.components.site.missing import missing
from aethex_live.i18n import t
from aethex_live.state.channel_page import ChannelPage
from aethex_live.state.follow import FollowButton, Followers
from aethex_live.state.live import Live
from aethex_live.state.schedule import ChannelSchedule, Reminders
from aethex_live.state.viewer import Viewer
from aethex_live.state.watch import Watch


@rx.page(
    route="/streams/[channel_slug]",
    title="Live · AeThex LIVE",
    # The room first: it knows where the picture is.
    on_load=[
        Live.enter,
        ChannelPage.load,
        FollowButton.load,
        Followers.enter,
        Watch.load,
        ChannelSchedule.load,
        Reminders.load,
        Viewer.load,
    ],
)
def stream() -> rx.Component:
    return site_page(
        rx.cond(
            ChannelPage.missing,
            missing(t("There is no channel at this address, or it is not public."), t("Home"), "/"),
            watch.layout(chat_panel()),
        ),
        report_dialog(),
        leave_with_page(Live),
        page_title(watch.title()),
        width="full",
    )
