"""Other services that get the stream too: each with its state, none with its key."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.moment import changed
from aethex_live.i18n import t
from aethex_live.state.backstage import StreamBackstage
from aethex_live.state.stream_desk import StreamDesk


def simulcast_panel() -> rx.Component:
    """Where the stream goes too."""
    return ui.panel(
        changed(StreamBackstage.changes_of_targets, StreamDesk.load_targets),
        rx.cond(
            StreamDesk.targets.length() > 0,
            rx.el.ul(rx.foreach(StreamDesk.targets, _target), class_name="studio-targets"),
            rx.el.p(
                t("Your stream can go to other services at the same time, without a second upload."),
                class_name="ui-muted",
            ),
        ),
        title=t("Also send to"),
        action=ui.button(t("Add"), icon_start="plus", size="s", on_click=ui.show("new-target")),
    )


def target_dialog() -> rx.Component:
    """Add a service."""
    return ui.dialog(
        ui.form(
            ui.text_field("name", t("Name"), errors=StreamDesk.target_errors, required=True),
            ui.text_field(
                "server",
                t("Server"),
                placeholder="rtmps://live.example.com/app",
                help=t("As the service shows it for OBS."),
                errors=StreamDesk.target_errors,
                required=True,
            ),
            ui.password_field(
                "key",
                t("Stream key"),
                new=True,
                help=t("Kept encrypted and not shown again."),
                errors=StreamDesk.target_errors,
            ),
            ui.button(t("Add"), kind="primary", type="submit", wide=True),
            on_submit=StreamDesk.add_target,
            errors=StreamDesk.target_errors,
            error=t(StreamDesk.target_errors["form"]),
        ),
        id="new-target",
        title=t("Send the stream to another service"),
    )


def _target(target: rx.Var) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.strong(target["name"]),
            rx.el.p(target["host"], class_name="ui-faint ui-small ui-num"),
            rx.cond(target["message"], rx.el.p(t(target["message"]), class_name="ui-small")),
            class_name="studio-target-words",
        ),
        rx.match(
            target["state"],
            ("connecting", ui.status_dot(t("Connecting"), tone="signal")),
            ("live", ui.status_dot(t("Arrives there"), tone="live")),
            ("waiting", ui.status_dot(t("Trying again"), tone="warn")),
            ("refused", ui.status_dot(t("Refused"), tone="warn")),
            rx.fragment(),
        ),
        rx.cond(
            target["enabled"],
            ui.button(t("Pause"), size="s", on_click=StreamDesk.pause_target(target["id"])),
            ui.button(t("Resume"), size="s", on_click=StreamDesk.resume_target(target["id"])),
        ),
        ui.icon_button(
            "trash_2",
            t("Remove {name}", name=target["name"]),
            on_click=StreamDesk.remove_target(target["id"]),
        ),
        class_name="studio-target",
    )
