"""Settings: what others see."""

import reflex as rx

from aethex_live.components.settings.frame import settings_page
from aethex_live.components.settings.profile import profile_editor
from aethex_live.i18n import t
from aethex_live.state.profile import ProfileForm
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/settings",
    title="Profile · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, ProfileForm.load],
)
def profile() -> rx.Component:
    return settings_page(profile_editor(), title=t("Profile"))
