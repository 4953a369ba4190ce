"""The chat in a window of its own, and over a picture."""

import reflex as rx

from aethex_live.components.moderation.frame import moderation_page
from aethex_live.components.moderation.windows import windows_panel
from aethex_live.i18n import t
from aethex_live.state.moderation import ModDesk
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/studio/moderation/[channel_slug]/windows",
    title="Chat windows · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, ModDesk.load],
)
def windows() -> rx.Component:
    return moderation_page(windows_panel(), title=t("Windows and overlay"))
