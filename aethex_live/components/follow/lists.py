"""The lists on a person's page: whom they have as followers, and what they follow."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.browse import channel_card
from aethex_live.i18n import t
from aethex_live.state.user_follow import UserFollows


def follow_lists() -> rx.Component:
    """Both; nothing where there is nothing to see."""
    follows = UserFollows
    return rx.fragment(
        rx.cond(
            follows.following,
            _section(
                t("Follows"),
                rx.el.div(
                    rx.foreach(follows.following, lambda channel: channel_card(channel)), class_name="ui-grid"
                ),
                ui.load_more(
                    follows.following.length() < follows.following_in_all, on_click=follows.more_following
                ),
            ),
        ),
        rx.cond(
            follows.followers,
            _section(
                t("Followers"),
                rx.el.ul(rx.foreach(follows.followers, _follower), class_name="follow-list"),
                ui.load_more(
                    follows.followers.length() < follows.followers_in_all, on_click=follows.more_followers
                ),
            ),
        ),
    )


def _follower(person: rx.Var) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            ui.avatar(person["name"], person["picture"]),
            rx.el.span(person["name"], class_name="ui-truncate"),
            rx.cond(person["verified"], ui.verified_mark()),
            href=f"/users/{person['username']}",
            class_name="follow-person",
        )
    )


def _section(title: ui.Text, *content: rx.Component) -> rx.Component:
    return rx.el.section(rx.el.h2(title, class_name="ui-h2"), *content, class_name="ui-section")
