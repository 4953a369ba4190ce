"""How the site's parts are."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.i18n import t
from aethex_live.state.health import Health


def health_panel() -> rx.Component:
    """A row for each part: how it is, what was found, and what to do."""
    return ui.panel(
        rx.foreach(Health.parts, _part),
        title=t("Health"),
        action=ui.button(t("Look again"), size="s", icon_start="refresh_cw", on_click=Health.load),
    )


def _part(part: rx.Var) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.strong(_name(part["part"])),
            rx.el.p(t(part["says"]), class_name="ui-muted ui-small"),
            rx.cond(part["remedy"], rx.el.p(t(part["remedy"]), class_name="ui-small")),
        ),
        rx.match(
            part["state"],
            ("good", ui.badge(t("Well"), tone="good", icon_name="circle_check")),
            ("idle", ui.badge(t("Not in use"), icon_name="circle_minus")),
            ("warn", ui.badge(t("Have a look"), tone="warn", icon_name="triangle_alert")),
            ui.badge(t("Act now"), tone="live", icon_name="circle_alert"),
        ),
        class_name="settings-row",
    )


def _name(part: rx.Var) -> rx.Var:
    return rx.match(
        part,
        ("database", t("Database")),
        ("migrations", t("Schema of the database")),
        ("media", t("Media server")),
        ("recording", t("Recordings")),
        ("jobs", t("Background work")),
        ("mail", t("Mail")),
        ("disk", t("Data folder")),
        ("redis", "Redis"),
        t("App"),
    )
