"""What was done on a channel to keep order."""

import reflex as rx

from aethex_live.components.moderation.frame import moderation_page
from aethex_live.components.moderation.log import log_panel
from aethex_live.i18n import t
from aethex_live.state.moderation import ModDesk
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/studio/moderation/[channel_slug]/log",
    title="Moderation log · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, ModDesk.load, ModDesk.load_log],
)
def log() -> rx.Component:
    return moderation_page(log_panel(), title=t("Moderation log"))
