"""The page of a stream: picture, what it is, chat, and what the channel is about."""

from typing import Any

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.moment import ago, changed, uptime
from aethex_live.components.follow import follow_button, follower_count
from aethex_live.components.player import parts, player
from aethex_live.components.report import report_item
from aethex_live.components.schedule.parts import next_stream
from aethex_live.components.share import share
from aethex_live.domain.language import LANGUAGES
from aethex_live.i18n import t
from aethex_live.state.channel_page import ChannelPage
from aethex_live.state.follow import FollowButton
from aethex_live.state.live import Live
from aethex_live.state.schedule import ChannelSchedule
from aethex_live.state.theatre import Theatre
from aethex_live.state.watch import Watch

WATCH = "watch"  # what fills the screen: picture and chat together


def layout(chat: rx.Component) -> rx.Component:
    """Everything in its place; `chat` stands beside the picture, over it in theatre and full screen."""
    return rx.el.div(
        rx.el.div(stage(), class_name="watch-stage"),
        _head(),
        rx.el.div(chat, class_name="watch-chat"),
        _about(),
        _follow_changes(),
        id=WATCH,
        data_theatre=Theatre.on,
        data_chat=Theatre.chat,
        class_name="watch",
    )


def stage() -> rx.Component:
    """The player with everything around it that belongs to the page."""
    return screen(
        theatre=Theatre.on,
        on_theatre=Theatre.toggle,
        chat=Theatre.chat,
        on_chat=Theatre.toggle_chat,
        full_screen_of=WATCH,
    )


def screen(*over: rx.Component, **props: Any) -> rx.Component:
    """The picture of the room; where there is none, why, and what to do meanwhile."""
    picture = rx.cond(Watch.replay, Watch.replay, Live.playback)
    title = rx.cond(Live.title, Live.title, ChannelPage.name)
    return player(
        rx.cond(_gate_closed(), "", picture),
        parts.when("empty", rx.cond(_gate_closed(), _gate(), rx.cond(Watch.ready, _offline(), _coming()))),
        rx.cond(Watch.replay, _back()),
        ui.sheet("watch"),
        ui.sheet("schedule"),
        *over,
        id="player",
        recorded=Watch.replay != "",
        poster=rx.cond(_gate_closed(), "", ChannelPage.banner),
        title=rx.cond(Watch.replay, Watch.replay_title, title),
        artist=ChannelPage.name,
        artwork=ChannelPage.avatar,
        heartbeat=rx.cond(Live.playback & ~Watch.replay, f"/live/{ChannelPage.slug}/heartbeat", ""),
        **props,
    )


def title() -> rx.Var:
    """What the page is about, in one line."""
    named = Live.playback & (Live.title != ChannelPage.name)
    return rx.cond(named, Live.title + " · " + ChannelPage.name, ChannelPage.name)


def _head() -> rx.Component:
    return rx.el.header(
        rx.cond(
            ChannelPage.loaded,
            rx.el.a(
                ui.avatar(ChannelPage.name, ChannelPage.avatar, size="l", live=Live.playback != ""),
                href=f"/channels/{ChannelPage.slug}",
                aria_label=t("About this channel"),
                class_name="watch-avatar",
            ),
            ui.skeleton("56px", "56px", round=True),
        ),
        rx.cond(
            ChannelPage.loaded,
            rx.el.div(
                rx.el.h1(
                    rx.cond(Live.playback, Live.title, ChannelPage.name), class_name="ui-h3 watch-title"
                ),
                rx.cond(Live.playback, _creator()),
                _labels(),
                _now_playing(),
                class_name="watch-words",
            ),
            rx.el.div(ui.skeleton_text(3), class_name="watch-words"),
        ),
        rx.el.div(
            rx.cond(Live.messages["k"], _numbers(), ui.skeleton("90px", "1.2em")),
            rx.el.div(
                follow_button(),
                share("streams", ChannelPage.slug, title(), t("Share this stream")),
                _more(),
                _fold_chat(),
                class_name="ui-inline",
            ),
            class_name="watch-side",
        ),
        class_name="watch-head",
    )


def _creator() -> rx.Component:
    return rx.el.p(
        ui.link(ChannelPage.name, href=f"/channels/{ChannelPage.slug}"),
        rx.cond(ChannelPage.verified, ui.verified_mark()),
        follower_count(),
        class_name="ui-inline",
    )


def _labels() -> rx.Component:
    """What the stream is about while it is on, else what the channel is."""
    category = rx.cond(Live.playback, Live.category, ChannelPage.category)
    slug = rx.cond(Live.playback, Live.category_slug, ChannelPage.category_slug)
    language = rx.cond(Live.playback, Live.language, ChannelPage.language)
    return rx.el.p(
        rx.cond(category, ui.link(category, href=f"/categories/{slug}")),
        rx.foreach(rx.cond(Live.playback, Live.tags, ChannelPage.tags), _tag),
        rx.cond(language, ui.badge(rx.Var.create(LANGUAGES)[language], icon_name="languages")),
        rx.cond(Live.mature | ChannelPage.mature, ui.badge(t("Adults only"), tone="warn")),
        class_name="ui-inline ui-muted ui-small",
    )


def _tag(tag: rx.Var) -> rx.Component:
    return ui.link("#", tag, href=f"/discover?tag={tag}")


def _now_playing() -> rx.Component:
    return rx.cond(
        Live.now_playing,
        rx.el.p(
            ui.icon("music", label=t("Now playing")),
            rx.el.span(Live.now_playing),
            class_name="ui-inline ui-small ui-muted",
        ),
    )


def _numbers() -> rx.Component:
    return rx.el.p(
        rx.el.span(
            ui.icon("users"),
            rx.el.span(Live.viewers, class_name="ui-num"),
            " ",
            rx.cond(Live.playback, t("watching"), t("here now")),
            class_name="ui-inline",
        ),
        rx.cond(Live.playback, rx.el.span(ui.icon("clock"), uptime(Live.started), class_name="ui-inline")),
        class_name="ui-inline ui-muted",
    )


def _more() -> rx.Component:
    return rx.cond(
        ~FollowButton.own,
        ui.menu(
            rx.cond(
                Live.stream_id,
                report_item(t("Report this stream"), "stream", Live.stream_id, Live.title),
            ),
            report_item(t("Report this channel"), "channel", ChannelPage.id, ChannelPage.name),
            label=t("More"),
        ),
    )


def _fold_chat() -> rx.Component:
    return rx.el.span(
        ui.button(
            rx.cond(Theatre.chat, t("Hide chat"), t("Show chat")),
            icon_start="message_square",
            on_click=Theatre.toggle_chat,
        ),
        class_name="ui-wide-only",
    )


def _about() -> rx.Component:
    return rx.el.div(
        rx.cond(
            Watch.earlier,
            ui.panel(
                rx.el.ul(rx.foreach(Watch.earlier, _earlier), class_name="ui-list watch-earlier"),
                title=t("Earlier streams"),
            ),
        ),
        rx.cond(
            ChannelPage.loaded & ~ChannelPage.missing,
            ui.panel(
                rx.cond(ChannelPage.description, rx.el.p(ChannelPage.description, class_name="ui-prose")),
                rx.el.p(
                    t("By"),
                    " ",
                    ui.link(ChannelPage.owner_name, href=f"/users/{ChannelPage.owner}"),
                    class_name="ui-muted ui-small",
                ),
                rx.el.ul(
                    rx.foreach(
                        ChannelPage.links,
                        lambda link: rx.el.li(ui.link(link["label"], href=link["url"], external=True)),
                    ),
                    class_name="ui-inline watch-links",
                ),
                title=t("About {name}", name=ChannelPage.name),
                action=ui.link_button(
                    t("Channel page"), href=f"/channels/{ChannelPage.slug}", size="s", kind="ghost"
                ),
            ),
        ),
        class_name="watch-about",
    )


def _earlier(each: rx.Var) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.strong(each["title"]),
            rx.el.span(
                ago(each["ended"]),
                " · ",
                t("{n} min", n=each["minutes"]),
                " · ",
                t("{n} watched at the most", n=each["peak"]),
                class_name="ui-muted ui-small",
            ),
            class_name="watch-earlier-words",
        ),
        rx.cond(
            each["replay"],
            ui.button(
                t("Watch again"),
                icon_start="play",
                size="s",
                on_click=[Watch.see_again(each["replay"]), parts.tell("player", "play")],
            ),
        ),
    )


def _coming() -> rx.Component:
    return rx.el.div(ui.spinner(), class_name="player-veil", role="status", aria_label=t("Loading"))


def _offline() -> rx.Component:
    """Nothing is on: when the last stream was, and that waiting here is enough."""
    return rx.el.div(
        rx.el.p(t("Offline"), class_name="ui-badge"),
        rx.cond(ChannelSchedule.rows, next_stream(ChannelSchedule.rows[0])),
        rx.cond(
            Watch.earlier,
            rx.el.p(t("The last stream ended"), " ", ago(Watch.earlier[0]["ended"]), class_name="ui-h3"),
            rx.el.p(t("Nothing has been streamed here yet."), class_name="ui-h3"),
        ),
        rx.el.p(t("The picture starts here by itself as soon as the stream begins. The chat stays open.")),
        rx.cond(
            Watch.earlier & (Watch.earlier[0]["replay"] != ""),
            ui.button(
                t("Watch the last stream"),
                kind="primary",
                icon_start="play",
                on_click=Watch.see_again(Watch.earlier[0]["replay"]),
            ),
        ),
        class_name="watch-offline",
    )


def _back() -> rx.Component:
    return rx.el.div(
        ui.button(
            rx.cond(Live.playback, t("Back to live"), t("Close the recording")),
            size="s",
            icon_start="x",
            on_click=Watch.back,
        ),
        class_name="watch-back ui-dark",
    )


def _gate_closed() -> rx.Var:
    return (Live.mature | ChannelPage.mature) & (Watch.adult == "")


def _gate() -> rx.Component:
    return rx.el.div(
        rx.el.p(t("For adults only"), class_name="ui-h3"),
        rx.el.p(t("Its creator says that this stream is not for minors. You are asked once on this device.")),
        rx.el.div(
            ui.button(t("I am an adult"), kind="primary", on_click=Watch.agree),
            ui.link_button(t("Take me away"), href="/"),
            class_name="ui-inline",
        ),
        class_name="watch-offline",
    )


def _follow_changes() -> rx.Component:
    """Loads again what the room does not carry: the channel when it was edited, earlier streams when one ended."""
    return rx.fragment(changed(Live.edition, ChannelPage.load), changed(Live.started, Watch.refresh))
