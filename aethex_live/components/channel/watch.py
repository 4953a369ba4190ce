"""The picture of a channel, and what stands under it."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.player import player
from aethex_live.i18n import t
from aethex_live.state.channel_page import ChannelPage
from aethex_live.state.live import Live
from aethex_live.state.theatre import Theatre


def stage() -> rx.Component:
    """The player while a stream is on, else what to do meanwhile."""
    return rx.el.div(
        rx.cond(
            Live.playback,
            player(
                Live.playback,
                poster=ChannelPage.banner,
                title=Live.title,
                artist=ChannelPage.name,
                artwork=ChannelPage.avatar,
                theatre=Theatre.on,
                on_theatre=Theatre.toggle,
            ),
            _offline(),
        ),
        rx.cond(
            Live.status == "reconnecting",
            rx.el.p(
                t("The encoder is disconnected. The stream is held for a minute."),
                role="status",
                class_name="watch-held",
            ),
        ),
        class_name="watch-stage",
    )


def details() -> rx.Component:
    """Title, channel and live numbers."""
    return rx.el.div(
        ui.avatar(ChannelPage.name, ChannelPage.avatar, size="l", live=Live.playback != ""),
        rx.el.div(
            rx.el.h1(rx.cond(Live.title, Live.title, ChannelPage.name), class_name="ui-h2"),
            rx.el.p(
                ui.link(ChannelPage.name, href=f"/channels/{ChannelPage.slug}"),
                rx.cond(ChannelPage.verified, ui.verified_mark()),
                rx.cond(
                    ChannelPage.category,
                    ui.link(ChannelPage.category, href=f"/categories/{ChannelPage.category_slug}"),
                ),
                rx.foreach(ChannelPage.tags, lambda tag: ui.badge(tag)),
                class_name="ui-inline ui-muted",
            ),
            class_name="watch-words",
        ),
        rx.el.p(
            rx.cond(Live.playback, ui.live_badge()),
            rx.el.span(Live.viewers, class_name="ui-num"),
            " ",
            t("here now"),
            class_name="ui-inline",
        ),
        class_name="watch-details",
    )


def _offline() -> rx.Component:
    return rx.el.div(
        ui.empty_state(
            t("{name} is offline", name=ChannelPage.name),
            t("The picture starts here by itself as soon as the stream begins. The chat stays open."),
            action=ui.link_button(t("About this channel"), href=f"/channels/{ChannelPage.slug}"),
        ),
        class_name="watch-offline",
    )
