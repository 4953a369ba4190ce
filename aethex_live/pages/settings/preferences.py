"""Settings: privacy, messages, language, theme."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.settings.frame import settings_page
from aethex_live.components.settings.preferences import preferences_form
from aethex_live.i18n import t
from aethex_live.state.preferences import PreferencesForm
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/settings/preferences",
    title="Preferences · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, PreferencesForm.load],
)
def preferences() -> rx.Component:
    return settings_page(
        rx.cond(PreferencesForm.loaded, preferences_form(), ui.skeleton_text(6)), title=t("Preferences")
    )
