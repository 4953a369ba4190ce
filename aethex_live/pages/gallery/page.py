"""The gallery page itself."""

import reflex as rx

import aethex_live.components.layout as layout
import aethex_live.components.ui as ui
from aethex_live.pages.gallery import content, forms, overlays

NAV = (
    layout.NavItem("Home", "/", "house", exact=True),
    layout.NavItem("Discover", "/discover", "compass"),
    layout.NavItem("Gallery", "/gallery", "shapes"),
)


def frame() -> layout.Frame:
    """The shell with every slot filled."""
    rows = [
        layout.rail_channel("Night Shift", "/night-shift", text="Music", live=True, viewers="1.2k"),
        layout.rail_channel("Lena Orbit", "/lena-orbit", text="Science", live=True, viewers="84"),
        layout.rail_channel("Tiny Forge", "/tiny-forge", text="Offline"),
    ]
    account = layout.account_menu(
        ui.menu_item("Your channel", icon_name="tv", href="/gallery"),
        ui.menu_item("Settings", icon_name="settings", href="/gallery"),
        ui.menu_item("Log out", icon_name="log_out", href="/gallery"),
        name="Mara Voss",
        handle="@mara",
    )
    return layout.Frame(
        nav=NAV,
        rail_sections=[layout.rail_section(*rows, title="Following")],
        bottom=[
            *NAV,
            layout.NavItem("Alerts", "/notifications", "bell", count=3),
            layout.NavItem("Me", "/me", "user"),
        ],
        actions=[ui.icon_button("bell", "Notifications", count=3)],
        account=account,
        footer_links=[ui.link("Terms", href="/terms"), ui.link("Privacy", href="/privacy")],
        footer_note=rx.el.span("Runs on your own machine"),
    )


def gallery() -> rx.Component:
    """Everything, on one page."""
    return layout.shell(
        rx.el.div(
            content.type_and_icons(),
            forms.buttons(),
            content.signs(),
            content.cards(),
            forms.fields(),
            forms.whole_form(),
            content.data(),
            overlays.floating(),
            overlays.said(),
            overlays.dropping(),
            class_name="ui-stack",
            **ui.inline(gap="64px"),
        ),
        frame=frame(),
        title="Gallery",
        intro="Every part of the design system, in every state.",
        action=ui.button("Primary action", kind="primary"),
    )
