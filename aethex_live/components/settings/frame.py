"""The frame of the settings: their pages as tabs."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.site import site_page
from aethex_live.i18n import t


def settings_page(*content: rx.Component, title: ui.Text) -> rx.Component:
    """One page of the settings."""
    return site_page(
        ui.tab_links(
            (t("Profile"), "/settings"),
            (t("Preferences"), "/settings/preferences"),
            (t("Notifications"), "/settings/notifications"),
            (t("Security"), "/settings/security"),
            (t("Access tokens"), "/settings/tokens"),
            (t("Blocked people"), "/settings/blocked"),
            (t("Your data"), "/settings/data"),
            label=t("Settings"),
        ),
        rx.el.div(*content, class_name="ui-stack settings-stack"),
        title=title,
        width="narrow",
    )
