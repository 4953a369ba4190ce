"""The page of a channel."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.page import about, channel_header
from aethex_live.components.report import report_dialog
from aethex_live.components.site import site_page
from aethex_live.components.site.missing import missing
from aethex_live.components.layout.title import page_title
from aethex_live.i18n import t
from aethex_live.state.channel_page import ChannelPage
from aethex_live.state.follow import FollowButton, Followers
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/channels/[channel_slug]",
    title="Channel · AeThex LIVE",
    on_load=[Viewer.load, ChannelPage.load, FollowButton.load, Followers.enter],
)
def channel() -> rx.Component:
    return site_page(
        page_title(ChannelPage.name),
        rx.cond(
            ~ChannelPage.loaded,
            ui.skeleton_text(6),
            rx.cond(
                ChannelPage.missing,
                missing(t("There is no channel at this address, or it is not public."), t("Home"), "/"),
                rx.fragment(channel_header(), about(), report_dialog()),
            ),
        ),
    )
