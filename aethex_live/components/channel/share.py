"""Ways to pass a stream on: its link, and the code that puts its player into another site."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.i18n import t
from aethex_live.state.watch import Watch

DIALOG = "share"


def share_button() -> rx.Component:
    """Opens the dialog."""
    return ui.icon_button("share_2", t("Share"), kind="quiet", on_click=ui.show(DIALOG))


def share_dialog() -> rx.Component:
    """Link and embed code, each to be copied."""
    return ui.dialog(
        rx.el.div(
            _row(t("Link"), Watch.link),
            _row(t("Player for another site"), _embed_code()),
            class_name="ui-stack",
        ),
        id=DIALOG,
        title=t("Share this stream"),
    )


def _row(label: ui.Text, text: rx.Var) -> rx.Component:
    return rx.el.div(
        rx.el.h3(label, class_name="ui-label"),
        rx.el.div(
            rx.el.code(text, class_name="ui-code watch-share-text"),
            ui.copy_button(text, size="s"),
            class_name="watch-share-row",
        ),
    )


def _embed_code() -> rx.Var:
    return (
        '<iframe src="'
        + Watch.embed
        + '" width="640" height="360" allow="autoplay; fullscreen; picture-in-picture" style="border:0"></iframe>'
    )
