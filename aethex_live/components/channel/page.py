"""The public page of a channel."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.numbers import numbers
from aethex_live.components.follow import follow_button, follower_count
from aethex_live.components.report import report_item
from aethex_live.components.share import share
from aethex_live.i18n import t
from aethex_live.state.channel_page import ChannelPage
from aethex_live.state.follow import FollowButton
from aethex_live.state.past_stream import PastStreams
from aethex_live.state.stats import ChannelStats


def channel_header() -> rx.Component:
    """Banner, picture, name and whose it is."""
    return rx.el.header(
        rx.cond(
            ChannelPage.banner,
            rx.el.img(src=ChannelPage.banner, alt="", class_name="channel-banner"),
            rx.el.div(class_name="channel-banner"),
        ),
        rx.el.div(
            ui.avatar(ChannelPage.name, ChannelPage.avatar, size="xl"),
            rx.el.div(
                rx.el.h1(ChannelPage.name, class_name="ui-h1"),
                rx.el.p(
                    ui.link(ChannelPage.owner_name, href=f"/users/{ChannelPage.owner}"),
                    rx.cond(ChannelPage.verified, ui.verified_mark()),
                    class_name="ui-inline ui-muted",
                ),
                numbers(ChannelStats, follower_count()),
                _labels(),
                class_name="channel-words",
            ),
            _acts(),
            class_name="channel-head",
        ),
        data_accent=ChannelPage.accent,
        class_name="channel-header",
    )


def _acts() -> rx.Component:
    """What one comes for is the primary one: to watch while there is something, else to follow."""
    watching = PastStreams.on | FollowButton.own
    return rx.el.div(
        ui.link_button(
            t("Watch and chat"),
            href=f"/streams/{ChannelPage.slug}",
            kind=rx.cond(watching, "primary", "quiet"),
            icon_start="play",
        ),
        follow_button(kind=rx.cond(watching, "quiet", "primary")),
        share("channels", ChannelPage.slug, ChannelPage.name, t("Share this channel")),
        ui.link_button(
            t("RSS feed"), href=f"/feeds/{ChannelPage.slug}.rss", kind="ghost", icon_start="rss", reload=True
        ),
        rx.cond(
            ~FollowButton.own,
            ui.menu(
                report_item(t("Report this channel"), "channel", ChannelPage.id, ChannelPage.name),
                label=t("More"),
            ),
        ),
        class_name="channel-acts",
    )


def about() -> rx.Component:
    """What the creator says about it, and where else to find them."""
    return rx.el.div(
        ui.panel(
            rx.cond(
                ChannelPage.description,
                rx.el.p(ChannelPage.description, class_name="ui-prose"),
                rx.el.p(t("The creator has not written anything here yet."), class_name="ui-muted"),
            ),
            title=t("About"),
        ),
        rx.cond(
            ChannelPage.links,
            ui.panel(
                rx.el.ul(
                    rx.foreach(
                        ChannelPage.links,
                        lambda link: rx.el.li(ui.link(link["label"], href=link["url"], external=True)),
                    ),
                    class_name="ui-list",
                ),
                title=t("Elsewhere"),
            ),
        ),
        class_name="channel-about",
    )


def _labels() -> rx.Component:
    return rx.el.p(
        rx.cond(
            ChannelPage.category,
            ui.link(ChannelPage.category, href=f"/categories/{ChannelPage.category_slug}"),
        ),
        rx.foreach(ChannelPage.tags, lambda tag: ui.badge(tag)),
        rx.cond(ChannelPage.mature, ui.badge(t("Adults only"), tone="warn")),
        class_name="ui-inline",
    )
