"""A creator's channels, and the way to the first one."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.i18n import t
from aethex_live.state.viewer import Viewer


def own_channels() -> rx.Component:
    """One panel a channel."""
    return rx.el.div(rx.foreach(Viewer.channels, _channel), class_name="ui-grid")


def first_steps() -> rx.Component:
    """What somebody sees who has none."""
    return ui.empty_state(
        t("You have no channel yet"),
        t("A channel is where you stream. It takes a name and an address, and a minute."),
        action=ui.link_button(t("Create your first channel"), href="/studio/channels/new", kind="primary"),
    )


def _channel(channel: rx.Var) -> rx.Component:
    return ui.panel(
        rx.el.div(
            ui.avatar(channel["name"], channel["picture"], size="l"),
            rx.el.div(
                rx.el.h2(channel["name"], class_name="ui-h3"),
                rx.el.p(f"/channels/{channel['slug']}", class_name="ui-faint ui-small ui-num"),
            ),
            class_name="ui-inline",
        ),
        rx.el.div(
            ui.link_button(t("Stream"), href=f"/studio/stream?channel={channel['slug']}", icon_start="video"),
            ui.link_button(t("Edit"), href=f"/studio/channels/{channel['id']}", icon_start="pencil"),
            ui.link_button(
                t("Stream keys"), href=f"/studio/keys?channel={channel['id']}", icon_start="key_round"
            ),
            ui.link_button(t("Open"), href=f"/channels/{channel['slug']}", kind="ghost"),
            class_name="ui-inline",
        ),
    )
