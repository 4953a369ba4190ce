"""The streams of a channel on its page: the one that is on, and those that are over."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.moment import ago, day
from aethex_live.i18n import t
from aethex_live.state.channel_page import ChannelPage
from aethex_live.state.past_stream import PastStream, PastStreams


def streams() -> rx.Component:
    """What is on as a card, and the others as a list, the newest first."""
    return rx.el.div(
        rx.cond(PastStreams.on, rx.el.div(_live(), class_name="ui-grid")),
        rx.cond(
            PastStreams.past,
            rx.el.section(
                rx.el.h2(t("Earlier streams"), class_name="ui-h2"),
                rx.el.ol(rx.foreach(PastStreams.past, _past), class_name="channel-past"),
                ui.load_more(PastStreams.past.length() < PastStreams.in_all, on_click=PastStreams.more),
                class_name="ui-section",
            ),
        ),
        class_name="ui-stack",
    )


def _live() -> rx.Component:
    return ui.media_card(
        PastStreams.title,
        href=f"/streams/{PastStreams.slug}",
        picture=rx.cond(PastStreams.picture, PastStreams.picture, ChannelPage.banner),
        channel=ChannelPage.name,
        channel_href=f"/channels/{PastStreams.slug}",
        channel_picture=ChannelPage.avatar,
        meta=PastStreams.category,
        live=True,
        viewers=PastStreams.viewers.to_string(),
        first=True,
    )


def _past(each: rx.Var[PastStream]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.strong(each["title"], class_name="channel-past-title"),
            rx.el.p(
                rx.cond(each["category"], rx.el.span(each["category"])),
                rx.el.span(t("{n} min", n=each["minutes"]), class_name="ui-num"),
                rx.el.span(t("{n} watched at the most", n=each["peak"]), class_name="ui-num"),
                class_name="channel-numbers ui-muted ui-small",
            ),
            class_name="channel-past-words",
        ),
        rx.el.p(
            day(each["began"]),
            rx.el.br(),
            ago(each["began"]),
            class_name="channel-past-day ui-muted ui-small",
        ),
        rx.el.div(
            rx.cond(
                each["href"],
                ui.link_button(t("Watch again"), href=each["href"], icon_start="play", size="s"),
            ),
            class_name="channel-past-again",
        ),
    )
