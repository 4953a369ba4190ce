"""Stream keys: the list, the secret, and what to paste into an encoder."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.settings.used import last_used
from aethex_live.i18n import t
from aethex_live.state.stream_key import StreamKeys


def key_list() -> rx.Component:
    """All keys of the channel."""
    return rx.el.div(rx.foreach(StreamKeys.keys, _key), class_name="ui-stack")


def encoder_settings() -> rx.Component:
    """What OBS asks for, ready to paste, and the settings that make a stream fast."""
    return ui.panel(
        rx.el.p(
            t("In OBS: Settings, Stream, Service “Custom”. Paste the server here, and a key from above."),
            class_name="ui-muted",
        ),
        ui.key_values(
            (t("Server"), StreamKeys.server),
            (t("Rate control"), "CBR"),
            (t("Bitrate"), t("2,500 to 6,000 kbit/s")),
            (t("Keyframe interval"), t("1 or 2 s")),
            (t("CPU preset"), "veryfast"),
            (t("Tune"), "zerolatency"),
            (t("Audio"), "AAC, 160 kbit/s, 48 kHz"),
            copy=(0,),
        ),
        title=t("Settings for OBS"),
    )


def new_key_dialog() -> rx.Component:
    """Make another key."""
    return ui.dialog(
        ui.form(
            ui.text_field(
                "name",
                t("What is it for?"),
                placeholder=t("Laptop on the road"),
                errors=StreamKeys.errors,
                required=True,
            ),
            ui.checkbox(
                "test", t("Only for testing"), help=t("Only you see the stream, and nobody is told.")
            ),
            ui.button(t("Make key"), kind="primary", type="submit", wide=True),
            on_submit=StreamKeys.create,
            errors=StreamKeys.errors,
        ),
        id="new-key",
        title=t("New stream key"),
    )


def _key(key: rx.Var) -> rx.Component:
    shown = StreamKeys.shown_id == key["id"]
    return ui.panel(
        rx.el.div(
            rx.el.h2(key["name"], class_name="ui-h3"),
            rx.cond(key["test"], ui.badge(t("Test"), tone="warn")),
            class_name="ui-inline",
        ),
        ui.secret_field(
            rx.cond(shown, StreamKeys.secret, ""),
            label=t("Stream key that ends in {hint}", hint=key["hint"]),
            on_reveal=StreamKeys.reveal(key["id"]),
            on_hide=StreamKeys.conceal,
        ),
        rx.el.p(last_used(key["used"]), class_name="ui-faint ui-small"),
        rx.el.div(
            ui.button(t("Replace"), icon_start="refresh_cw", on_click=StreamKeys.rotate(key["id"])),
            ui.button(t("Delete"), kind="danger", on_click=StreamKeys.remove(key["id"])),
            class_name="ui-inline",
        ),
    )
