"""The list of what a person was told."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.moment import ago, changed
from aethex_live.i18n import t
from aethex_live.state.notification import Bell, Notifications

DIALOG = "delete-notifications"


def notification_list() -> rx.Component:
    """All of them, the newest first; what comes in is added by itself."""
    return rx.fragment(
        changed(Bell.rung, Notifications.refresh.debounce(300)),
        _bar(),
        rx.cond(~Notifications.loaded, ui.skeleton_rows(6), rx.cond(Notifications.rows, _rows(), _nothing())),
        ui.confirm_dialog(
            rx.el.p(t("Those that are not shown here go too. Nobody else sees any of it.")),
            id=DIALOG,
            title=t("Delete all notifications?"),
            confirm=t("Delete all"),
            on_confirm=[Notifications.remove_all, ui.hide(DIALOG)],
        ),
    )


def _bar() -> rx.Component:
    """Which are shown, and what can be done with all."""
    return rx.el.div(
        ui.segments(
            t("Show"),
            [
                ("all", t("All")),
                ("unread", t("Not read")),
                ("followed", t("What I follow")),
                ("channel", t("My channels")),
                ("me", t("Me")),
            ],
            selected=Notifications.shown,
            on_select=Notifications.narrow,
        ),
        rx.el.div(
            ui.button(
                t("Mark all as read"), icon_start="check_check", size="s", on_click=Notifications.read_all
            ),
            ui.button(
                t("Delete all"), icon_start="trash_2", size="s", kind="ghost", on_click=ui.show(DIALOG)
            ),
            class_name="ui-row",
        ),
        class_name="notification-bar",
    )


def _rows() -> rx.Component:
    return rx.fragment(
        rx.el.ul(rx.foreach(Notifications.rows, _row), class_name="notification-list"),
        ui.load_more(Notifications.more_to_come, on_click=Notifications.more),
    )


def _nothing() -> rx.Component:
    return rx.cond(
        Notifications.shown == "all",
        ui.empty_state(
            t("Nothing yet"),
            t("When a channel that you follow goes live, it stands here."),
            icon_name="bell",
            action=ui.link_button(t("Find channels"), href="/"),
        ),
        ui.empty_state(
            t("Nothing of this kind"),
            t("There may be others."),
            icon_name="bell",
            action=ui.button(t("Show all"), on_click=Notifications.narrow("all")),
        ),
    )


def _row(row: rx.Var) -> rx.Component:
    return rx.el.li(
        ui.avatar(row["name"], row["picture"]),
        rx.el.button(
            rx.el.span(t(row["words"]), class_name="notification-words"),
            rx.el.span(ago(row["at"]), class_name="ui-faint ui-small"),
            type="button",
            on_click=Notifications.open(row["id"]),
            class_name="notification-open",
        ),
        rx.cond(
            ~row["read"],
            rx.el.button(
                rx.el.span(class_name="notification-dot"),
                type="button",
                aria_label=t("Mark as read"),
                title=t("Mark as read"),
                on_click=Notifications.read(row["id"]),
                class_name="notification-read",
            ),
        ),
        ui.icon_button("x", t("Delete"), size="s", on_click=Notifications.remove(row["id"])),
        class_name="notification",
        data_read=row["read"],
    )
