"""Settings: what a person is told of."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.notification.push import push_section
from aethex_live.components.notification.settings import settings_form
from aethex_live.components.settings.frame import settings_page
from aethex_live.i18n import t
from aethex_live.state.notification import NotificationSettings
from aethex_live.state.push import Pushing
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/settings/notifications",
    title="Notification settings · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, NotificationSettings.load, Pushing.load],
)
def notifications() -> rx.Component:
    return settings_page(
        rx.cond(
            NotificationSettings.loaded, rx.fragment(push_section(), settings_form()), ui.skeleton_text(6)
        ),
        title=t("Notifications"),
    )
