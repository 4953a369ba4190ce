"""A person's public page."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.browse import channel_card
from aethex_live.components.channel.numbers import numbers
from aethex_live.components.follow import user_follow_button
from aethex_live.components.follow.lists import followed_by_person, followers_of_person
from aethex_live.components.live import leave_with_page
from aethex_live.components.report import report_item
from aethex_live.components.share import share
from aethex_live.i18n import t
from aethex_live.state.people_list import UserFollows
from aethex_live.state.stats import UserStats
from aethex_live.state.user_follow import PersonFollowers, UserFollowButton
from aethex_live.state.user_page import UserPage
from aethex_live.state.viewer import Viewer


def profile_header() -> rx.Component:
    """Banner, picture, names."""
    return rx.el.header(
        rx.cond(
            UserPage.banner,
            rx.el.img(src=UserPage.banner, alt="", class_name="channel-banner"),
            rx.el.div(class_name="channel-banner"),
        ),
        rx.el.div(
            ui.avatar(UserPage.name, UserPage.avatar, size="xl"),
            rx.el.div(
                rx.el.h1(
                    UserPage.name,
                    rx.cond(UserPage.verified, ui.verified_mark()),
                    class_name="ui-h1 ui-inline",
                ),
                rx.el.p("@", UserPage.username, class_name="ui-muted ui-num"),
                numbers(UserStats, _followers()),
                class_name="channel-words",
            ),
            rx.el.div(
                user_follow_button(),
                share("users", UserPage.username, UserPage.name, t("Share this page")),
                rx.cond(
                    Viewer.username != UserPage.username,
                    ui.menu(
                        rx.cond(
                            Viewer.logged_in,
                            ui.menu_item(
                                rx.cond(UserPage.blocked, t("Unblock"), t("Block")),
                                icon_name="eye_off",
                                on_click=[UserPage.toggle_block, UserFollowButton.load],
                            ),
                        ),
                        report_item(t("Report this person"), "user", UserPage.id, UserPage.name),
                        label=t("More"),
                    ),
                ),
                class_name="channel-acts",
            ),
            class_name="channel-head",
        ),
        class_name="channel-header",
    )


def profile_body() -> rx.Component:
    """What they say of themselves, their channels, and who follows whom; or that they keep it to themselves."""
    follows = UserFollows
    about = (UserPage.bio != "") | (UserPage.links.length() > 0)
    channels, followed = UserPage.channels.length() > 0, follows.following_in_all + follows.people_in_all > 0
    followers = follows.followers_in_all > 0
    return rx.cond(
        UserPage.whole,
        rx.fragment(
            rx.cond(about, _about()),
            rx.cond(
                channels | followed | followers,
                ui.tabs(
                    ("channels", t("Channels"), _channels()),
                    ("follows", t("Follows"), followed_by_person()),
                    ("followers", t("Followers"), followers_of_person()),
                    shown=[channels, followed, followers],
                    label=UserPage.name,
                    in_address=True,
                ),
                rx.cond(~about, _nothing()),
            ),
        ),
        ui.empty_state(
            t("This page is private"),
            t(
                "{name} shows it to friends only, or to nobody. Friends follow each other.",
                name=UserPage.name,
            ),
            icon_name="lock",
        ),
    )


def _nothing() -> rx.Component:
    return ui.empty_state(
        t("Nothing here yet"),
        t("What {name} writes, streams and follows stands here.", name=UserPage.name),
        icon_name="circle_user_round",
        action=rx.cond(
            Viewer.username == UserPage.username, ui.link_button(t("Edit your page"), href="/settings")
        ),
    )


def _followers() -> rx.Component:
    number = rx.cond(PersonFollowers.counted, PersonFollowers.followers, UserFollowButton.followers)
    return rx.fragment(
        rx.cond(
            PersonFollowers.counted | UserFollowButton.counted,
            rx.el.span(
                rx.cond(number == 1, t("1 follower"), t("{n} followers", n=number)), class_name="ui-num"
            ),
        ),
        leave_with_page(PersonFollowers),
    )


def _channels() -> rx.Component:
    return rx.el.div(
        rx.foreach(UserPage.channels, lambda channel: channel_card(channel)), class_name="ui-grid"
    )


def _about() -> rx.Component:
    return rx.el.div(
        rx.cond(UserPage.bio, rx.el.p(UserPage.bio, class_name="ui-prose")),
        rx.el.p(
            rx.foreach(UserPage.links, lambda link: ui.link(link["label"], href=link["url"], external=True)),
            class_name="ui-inline",
        ),
        class_name="profile-about",
    )
