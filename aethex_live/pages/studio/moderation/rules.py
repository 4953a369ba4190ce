"""The modes of a chat and its auto-moderation."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.moderation.frame import moderation_page
from aethex_live.components.moderation.rules import modes_form, rules_form, try_panel
from aethex_live.i18n import t
from aethex_live.state.chat_rules import ChatRules
from aethex_live.state.moderation import ModDesk
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/studio/moderation/[channel_slug]/rules",
    title="Chat rules · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, ModDesk.load, ChatRules.load],
)
def rules() -> rx.Component:
    return moderation_page(
        rx.cond(ChatRules.loaded, rx.fragment(modes_form(), rules_form(), try_panel()), ui.skeleton_text(8)),
        title=t("Chat rules"),
    )
