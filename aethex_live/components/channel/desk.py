"""The creator's live desk: state, title, picture, chat."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.player import player
from aethex_live.i18n import t
from aethex_live.state.live import Live
from aethex_live.state.stream_desk import StreamDesk


def stream_state() -> rx.Component:
    """One honest line that follows the encoder, for the bar that never scrolls away."""
    return rx.el.div(
        rx.match(
            Live.status,
            ("live", ui.status_dot(t("You are live"), tone="live", pulsing=True)),
            (
                "reconnecting",
                ui.status_dot(t("Encoder disconnected. Your stream is held for a minute."), tone="warn"),
            ),
            ui.status_dot(t("Offline"), tone="neutral"),
        ),
        rx.el.span(rx.el.span(Live.viewers, class_name="ui-num"), " ", t("here now"), class_name="ui-muted"),
        rx.cond(
            Live.playback,
            ui.button(t("End stream"), kind="danger", size="s", on_click=ui.show("end-stream")),
        ),
        class_name="ui-inline",
    )


def title_panel() -> rx.Component:
    """What the stream is called."""
    return ui.panel(
        ui.form(
            ui.text_field(
                "title",
                t("Title"),
                help=t("Viewers see a change at once."),
                default_value=StreamDesk.title,
                errors=StreamDesk.errors,
                max_length=140,
                required=True,
            ),
            ui.form_actions(ui.button(t("Save"), kind="primary", type="submit"), saved=StreamDesk.saved),
            on_submit=StreamDesk.rename,
            errors=StreamDesk.errors,
        ),
        title=StreamDesk.name,
        action=ui.link_button(t("Open the page"), href=f"/streams/{StreamDesk.slug}"),
    )


def preview_panel() -> rx.Component:
    """What viewers see, or how to begin."""
    return ui.panel(
        rx.cond(
            Live.playback,
            player(Live.playback, title=Live.title, compact=True),
            ui.empty_state(
                t("Nothing is on"),
                t("Start streaming in OBS with your key. You are live as soon as the picture arrives."),
                action=ui.link_button(t("Stream keys"), href=f"/studio/keys?channel={StreamDesk.channel_id}"),
            ),
        ),
        title=t("Preview"),
    )


def end_dialog() -> rx.Component:
    """Asks before the end."""
    return ui.confirm_dialog(
        rx.el.p(t("Viewers see that it is over. The recording stays.")),
        id="end-stream",
        title=t("End the stream?"),
        confirm=t("End stream"),
        on_confirm=[StreamDesk.end, ui.hide("end-stream")],
    )
