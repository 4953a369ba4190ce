"""What the page of a channel offers beside its head; a tab without content is not there."""

from dataclasses import dataclass

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.page import about
from aethex_live.components.channel.past import streams
from aethex_live.components.follow.lists import followers_of_channel
from aethex_live.components.schedule.tab import channel_schedule
from aethex_live.i18n import t
from aethex_live.state.follow import Followers
from aethex_live.state.past_stream import PastStreams
from aethex_live.state.people_list import TAB, ChannelFollowers
from aethex_live.state.schedule import ChannelSchedule


@dataclass(frozen=True)
class ChannelTab:
    """One of them. `value` stands in the address; `shown` is whether there is something in it."""

    value: str
    name: rx.Var
    content: rx.Component
    shown: bool | rx.Var = True


def channel_tabs() -> rx.Component:
    """All of them, in their order."""
    offered = (
        ChannelTab("streams", t("Streams"), streams(), PastStreams.on | (PastStreams.in_all > 0)),
        ChannelTab("about", t("About"), about()),
        ChannelTab("schedule", t("Schedule"), channel_schedule(), ChannelSchedule.rows.length() > 0),
        ChannelTab(TAB, t("Followers"), followers_of_channel(), Followers.followers > 0),
    )
    return ui.tabs(
        *[(tab.value, tab.name, tab.content) for tab in offered],
        shown=[tab.shown for tab in offered],
        label=t("Channel"),
        on_select=ChannelFollowers.open,
        in_address=True,
    )
