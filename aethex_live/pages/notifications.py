"""All that a person was told."""

import reflex as rx

from aethex_live.components.notification import notification_list
from aethex_live.components.notification.push import push_switch
from aethex_live.components.site import site_page
from aethex_live.i18n import t
from aethex_live.state.notification import Notifications
from aethex_live.state.push import Pushing
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/notifications",
    title="Notifications · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, Notifications.load, Pushing.load],
)
def notifications() -> rx.Component:
    return site_page(notification_list(), push_switch(brief=True), title=t("Notifications"), width="narrow")
