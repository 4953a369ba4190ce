"""Lists of people and channels: who follows, and what is followed."""

from typing import Any

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.browse import channel_card
from aethex_live.components.follow import follow_switch, standing
from aethex_live.i18n import t
from aethex_live.state.people_list import ChannelFollowers, PeopleList, PersonRow, UserFollows
from aethex_live.state.viewer import Viewer


def followers_of_person() -> rx.Component:
    """Who follows the person of the page."""
    follows = UserFollows
    return people(follows, follows.followers, follows.followers_in_all, follows.more_followers)


def followers_of_channel() -> rx.Component:
    """Who follows the channel of the page."""
    follows = ChannelFollowers
    return rx.cond(
        ~follows.loaded,
        ui.skeleton_rows(3),
        rx.cond(
            follows.followers,
            people(follows, follows.followers, follows.followers_in_all, follows.more),
            rx.el.p(
                t("Those who follow show their pages to friends only, or to nobody."), class_name="ui-muted"
            ),
        ),
    )


def followed_by_person() -> rx.Component:
    """What and whom the person of the page follows."""
    follows = UserFollows
    return rx.fragment(
        rx.cond(
            follows.following,
            rx.el.section(
                rx.el.h2(t("Channels that they follow"), class_name="ui-h2"),
                rx.el.div(
                    rx.foreach(follows.following, lambda channel: channel_card(channel)), class_name="ui-grid"
                ),
                ui.load_more(
                    follows.following.length() < follows.following_in_all, on_click=follows.more_following
                ),
                class_name="ui-section",
            ),
        ),
        rx.cond(
            follows.people,
            rx.el.section(
                rx.el.h2(t("People whom they follow"), class_name="ui-h2"),
                people(follows, follows.people, follows.people_in_all, follows.more_people),
                class_name="ui-section",
            ),
        ),
    )


def people(state: type[PeopleList], rows: rx.Var, in_all: rx.Var, more: Any) -> rx.Component:
    """People with a button to follow each."""
    return rx.fragment(
        rx.el.ul(rx.foreach(rows, lambda row: _person(state, row)), class_name="follow-list"),
        ui.load_more(rows.length() < in_all, on_click=more),
    )


def _person(state: type[PeopleList], row: rx.Var[PersonRow]) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            ui.avatar(row["name"], row["picture"]),
            rx.el.span(
                rx.el.span(row["name"], class_name="ui-truncate"),
                rx.cond(row["verified"], ui.verified_mark()),
                standing(row["following"] & row["follows_me"], row["follows_me"]),
                class_name="follow-person-name",
            ),
            href=f"/users/{row['username']}",
            class_name="follow-person",
        ),
        rx.cond(
            row["username"] != Viewer.username,
            follow_switch(
                row["following"],
                row["answered"],
                size="s",
                kind="quiet",
                on_follow=lambda wanted: state.press(row["username"], wanted),
            ),
        ),
        class_name="follow-row",
    )
