"""The bell in the top bar."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.i18n import t
from aethex_live.state.notification import Bell


def bell() -> rx.Component:
    """Leads to the notifications and counts those that are not read."""
    number = rx.cond(Bell.unread > 99, "99+", Bell.unread.to_string())
    return rx.el.a(
        rx.el.span(ui.icon("bell", size=20), class_name="ui-button-content"),
        rx.cond(Bell.unread > 0, rx.el.span(number, class_name="ui-button-count", aria_hidden="true")),
        href="/notifications",
        aria_label=rx.cond(
            Bell.unread > 0, t("Notifications, {n} not read", n=Bell.unread), t("Notifications")
        ),
        title=t("Notifications"),
        data_kind="ghost",
        data_size="m",
        data_icon="true",
        class_name="ui-button",
    )
