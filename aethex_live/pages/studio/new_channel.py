"""Make a channel."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.form import about, fields_form, name_and_address
from aethex_live.components.site import studio_page
from aethex_live.i18n import t
from aethex_live.state.channel import ChannelForm
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/studio/channels/new",
    title="New channel · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, ChannelForm.begin],
)
def new_channel() -> rx.Component:
    return studio_page(
        rx.cond(
            ChannelForm.loaded & (ChannelForm.draft["id"] == ""),  # not one that was edited before
            fields_form(
                name_and_address(), about(), action=t("Create channel"), on_submit=ChannelForm.create
            ),
            ui.skeleton_text(8),
        ),
        title=t("New channel"),
        intro=t("A name and an address are enough to begin. Everything can be changed later."),
        width="narrow",
    )
