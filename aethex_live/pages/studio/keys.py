"""The stream keys of a channel, and what to paste into OBS."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.account.confirm import confirm_identity
from aethex_live.components.channel.overview import first_steps
from aethex_live.components.site import studio_page
from aethex_live.components.stream_key import encoder_settings, key_list, new_key_dialog
from aethex_live.i18n import t
from aethex_live.state.stream_key import StreamKeys
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/studio/keys",
    title="Stream keys · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, StreamKeys.load],
)
def keys() -> rx.Component:
    return studio_page(
        rx.cond(
            StreamKeys.loaded,
            rx.cond(
                StreamKeys.channel_id,
                rx.el.div(
                    rx.el.p(StreamKeys.channel_name, class_name="ui-label"),
                    key_list(),
                    encoder_settings(),
                    new_key_dialog(),
                    confirm_identity(StreamKeys.again),
                    class_name="ui-stack",
                ),
                first_steps(),
            ),
            ui.skeleton_text(6),
        ),
        title=t("Stream keys"),
        intro=t(
            "A key lets an encoder go live on your channel. Keep it as you keep a password."
            " Replacing or deleting it ends the stream that uses it."
        ),
        action=ui.button(t("New key"), kind="primary", icon_start="plus", on_click=ui.show("new-key")),
        width="narrow",
    )
