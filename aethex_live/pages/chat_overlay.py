"""The chat of a channel on a transparent ground, for OBS."""

import reflex as rx

from aethex_live.components.chat.overlay import chat_overlay
from aethex_live.components.live import leave_with_page
from aethex_live.i18n import t
from aethex_live.state.live import Live


@rx.page(route="/overlay/chat/[channel_slug]", title="Chat overlay · AeThex LIVE", on_load=Live.enter)
def overlay() -> rx.Component:
    return rx.el.main(
        rx.el.h1(t("Chat"), class_name="ui-hidden-visually"),
        rx.el.div(chat_overlay(), class_name="ui-dark"),
        leave_with_page(Live),
    )
