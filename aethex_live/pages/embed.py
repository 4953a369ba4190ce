"""The player by itself, for pages of other sites. Which sites those may be is said in the answer's headers."""

import reflex as rx

from aethex_live.components.channel import watch
from aethex_live.components.chat.overlay import chat_overlay
from aethex_live.components.layout import site_name
from aethex_live.components.layout.title import page_title
from aethex_live.components.live import leave_with_page
from aethex_live.i18n import t
from aethex_live.state.channel_page import ChannelPage
from aethex_live.state.live import Live
from aethex_live.state.watch import Watch

# `?autoplay=0` waits for a press, `?chat=1` shows the chat beside the picture. A built page has no address yet.
_ASKED = "new URLSearchParams(typeof location === 'undefined' ? '' : location.search)"
_AUTOPLAY = rx.Var(f"({_ASKED}.get('autoplay') !== '0')", _var_type=bool)
_CHAT = rx.Var(f"({_ASKED}.get('chat') === '1')", _var_type=bool)


@rx.page(
    route="/embed/[channel_slug]",
    title="Player · AeThex LIVE",
    on_load=[Live.enter, ChannelPage.load, Watch.load],
)
def embed() -> rx.Component:
    return rx.el.main(
        rx.cond(
            ChannelPage.missing,
            rx.el.div(
                rx.el.h1(t("There is no channel at this address, or it is not public."), class_name="ui-h3"),
                class_name="watch-offline",
            ),
            rx.fragment(
                watch.screen(_way_back(), compact=True, shortcuts=True, auto_play=_AUTOPLAY),
                rx.cond(_CHAT, _chat()),
            ),
        ),
        leave_with_page(Live),
        page_title(watch.title()),
        class_name="embed",
        data_chat=_CHAT,
    )


def _chat() -> rx.Component:
    """To read: who wants to write goes to the page, where they may be logged in."""
    return rx.el.aside(
        rx.el.h2(t("Chat"), class_name="ui-hidden-visually"),
        chat_overlay(size=14, lines=40, fade=0),
        class_name="embed-chat ui-dark",
    )


def _way_back() -> rx.Component:
    """What it is, and the way to the page with the chat."""
    return rx.el.a(
        rx.el.span(rx.cond(Live.playback, Live.title, ChannelPage.name), class_name="embed-title"),
        rx.el.span(t("Watch with the chat on {site}", site=site_name()), class_name="ui-small"),
        href=Watch.link,
        target="_blank",
        rel="noopener",
        class_name="embed-back",
    )
