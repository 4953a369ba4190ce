"""The list of what a person was told, and what they want to be told of."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.moment import ago
from aethex_live.i18n import t
from aethex_live.state.notification import Notifications, NotificationSettings


def notification_list() -> rx.Component:
    """All of them, the newest first."""
    return rx.cond(
        ~Notifications.loaded,
        ui.skeleton_rows(6),
        rx.cond(
            Notifications.rows,
            rx.fragment(
                rx.el.ul(rx.foreach(Notifications.rows, _row), class_name="notification-list"),
                ui.load_more(Notifications.rows.length() < Notifications.total, on_click=Notifications.more),
            ),
            ui.empty_state(
                t("Nothing yet"),
                t("When a channel that you follow goes live, it stands here."),
                icon_name="bell",
                action=ui.link_button(t("Find channels"), href="/"),
            ),
        ),
    )


def read_all_button() -> rx.Component:
    """Mark all as read."""
    return ui.button(t("Mark all as read"), icon_start="check_check", on_click=Notifications.read_all)


def settings_form() -> rx.Component:
    """A switch for each kind."""
    form = NotificationSettings

    def switch(kind: str, label: ui.Text) -> rx.Component:
        return ui.switch(kind, label, default_checked=form.wanted[kind])

    return ui.form(
        ui.form_section(
            t("What you are told of"),
            switch("live", t("A channel that I follow goes live")),
            switch("follower", t("Somebody follows my channel")),
            switch("milestone", t("My channel reaches a round number of followers")),
            switch("role", t("I am given a role on a channel")),
            help=t("Each channel that you follow has a bell of its own besides."),
        ),
        ui.form_actions(ui.button(t("Save"), kind="primary", type="submit"), saved=form.saved),
        on_submit=form.save,
        errors=form.errors,
        error=t(form.errors["form"]),
    )


def _row(row: rx.Var) -> rx.Component:
    return rx.el.li(
        ui.avatar(rx.cond(row["actor"], row["actor"], row["channel"]), row["picture"]),
        rx.el.button(
            rx.el.span(_words(row), class_name="notification-words"),
            rx.el.span(ago(row["at"]), class_name="ui-faint ui-small"),
            type="button",
            on_click=Notifications.open(row["id"]),
            class_name="notification-open",
        ),
        rx.cond(
            ~row["read"], rx.el.span(aria_label=t("Not read"), role="img", class_name="notification-dot")
        ),
        ui.icon_button("x", t("Delete"), size="s", on_click=Notifications.remove(row["id"])),
        class_name="notification",
        data_read=row["read"],
    )


def _words(row: rx.Var) -> rx.Var:
    channel, actor, text = row["channel"], row["actor"], row["text"]
    role = rx.match(
        text, ("moderator", t("Moderator")), ("editor", t("Editor")), ("vip", t("VIP")), text.to(str)
    )
    return rx.match(
        row["kind"],
        ("live", t("{channel} is live: {title}", channel=channel, title=text)),
        ("follower", t("{name} follows {channel}", name=actor, channel=channel)),
        ("milestone", t("{channel} has {n} followers", channel=channel, n=text)),
        ("role", t("You have a role on {channel} now: {role}", channel=channel, role=role)),
        "",
    )
