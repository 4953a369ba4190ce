"""The page of a channel."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.moment import changed
from aethex_live.components.channel.page import channel_header
from aethex_live.components.channel.tabs import channel_tabs
from aethex_live.components.layout.title import page_title
from aethex_live.components.report import report_dialog
from aethex_live.components.schedule.parts import follow_plans
from aethex_live.components.site import site_page
from aethex_live.components.site.missing import missing
from aethex_live.i18n import t
from aethex_live.state.channel_page import ChannelPage
from aethex_live.state.follow import FollowButton, Followers
from aethex_live.state.past_stream import PastStreams
from aethex_live.state.people_list import ChannelFollowers
from aethex_live.state.plans import Plans
from aethex_live.state.schedule import ChannelSchedule, Reminders
from aethex_live.state.stats import ChannelStats
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/channels/[channel_slug]",
    title="Channel · AeThex LIVE",
    # The page itself last: it is drawn when it is there, and then nothing moves any more.
    on_load=[
        ChannelPage.begin,
        Viewer.load,
        ChannelFollowers.load,
        PastStreams.load,
        ChannelStats.load,
        ChannelSchedule.load,
        ChannelPage.load,
        FollowButton.load,
        Followers.enter,
        Plans.enter,
        Reminders.load,
    ],
)
def channel() -> rx.Component:
    return site_page(
        ui.sheet("schedule"),
        page_title(ChannelPage.name),
        rx.cond(
            ~ChannelPage.loaded,
            ui.skeleton_text(6),
            rx.cond(
                ChannelPage.missing,
                missing(t("There is no channel at this address, or it is not public."), t("Home"), "/"),
                rx.fragment(
                    channel_header(),
                    channel_tabs(),
                    changed(Plans.streams, PastStreams.load.debounce(300)),
                    follow_plans(ChannelSchedule.load),
                    report_dialog(),
                ),
            ),
        ),
    )
