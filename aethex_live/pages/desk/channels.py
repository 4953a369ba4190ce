"""The desk: channels."""

import reflex as rx

from aethex_live.components.desk import channel_dialog, channel_table, guarded, search_field
from aethex_live.components.site import desk_page
from aethex_live.i18n import t
from aethex_live.state.desk import Channels
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/desk/channels",
    title="Channels · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, Channels.load],
)
def channels() -> rx.Component:
    return desk_page(
        guarded(Channels, search_field(Channels, t("Find channels")), channel_table(), channel_dialog()),
        title=t("Channels"),
    )
