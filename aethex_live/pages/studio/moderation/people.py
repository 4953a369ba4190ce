"""Roles and bans of a channel."""

import reflex as rx

from aethex_live.components.moderation.frame import moderation_page
from aethex_live.components.moderation.people import ban_panel, role_panel
from aethex_live.i18n import t
from aethex_live.state.moderation import ModDesk
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/studio/moderation/[channel_slug]/people",
    title="Roles and bans · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, ModDesk.load, ModDesk.load_people],
)
def people() -> rx.Component:
    return moderation_page(role_panel(), ban_panel(), title=t("Roles and bans"))
