"""The button by which people follow channels and people, and how many do."""

from typing import Any

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.live import leave_with_page
from aethex_live.i18n import t
from aethex_live.scripts import beside
from aethex_live.state.follow import FollowButton, Followers
from aethex_live.state.user_follow import PersonFollow, UserFollowButton
from aethex_live.state.viewer import Viewer


def _wanted(wanted: rx.Var[bool]) -> tuple[rx.Var[bool]]:
    return (wanted,)


class _Follow(rx.Component):
    library = beside(__name__, "follow.jsx")
    tag = "Follow"
    alias = "FollowSwitch"

    following: rx.Var[bool]
    notify: rx.Var[bool]
    answered: rx.Var[int]
    words: rx.Var[dict[str, str]]
    size: rx.Var[str]
    kind: rx.Var[str]
    bell: rx.Var[bool]
    on_follow: rx.EventHandler[_wanted]
    on_notify: rx.EventHandler[_wanted]


def follow_switch(
    following: rx.Var,
    answered: rx.Var,
    *,
    on_follow: Any,
    notify: rx.Var | None = None,
    on_notify: Any = None,
    rings: rx.Var | None = None,
    size: str = "m",
    kind: str | rx.Var = "primary",
) -> rx.Component:
    """Follow or not. It answers at once, and takes it back when the server refuses; with `notify` it has a bell.

    `rings` says what the bell is for; without it, that a channel goes live.
    """
    words = {
        "follow": t("Follow"),
        "following": t("Following"),
        "unfollow": t("Follow no more"),
        "notify": rings if rings is not None else t("Tell me when it goes live"),
    }
    bell = {"notify": notify, "on_notify": on_notify} if notify is not None else {}
    return _Follow.create(
        following=following,
        answered=answered,
        words=words,
        size=size,
        kind=kind,
        bell=bool(bell),
        on_follow=on_follow,
        **bell,
    )


def follow_button(kind: str | rx.Var = "primary") -> rx.Component:
    """Follow the channel of the page."""
    return rx.cond(
        (FollowButton.slug != "") & ~FollowButton.own,
        follow_switch(
            FollowButton.following,
            FollowButton.answered,
            kind=kind,
            notify=FollowButton.notify,
            on_follow=FollowButton.press,
            on_notify=FollowButton.ring,
        ),
    )


def user_follow_button() -> rx.Component:
    """Follow the person of the page."""
    return person_follow(UserFollowButton)


def person_follow(state: type[PersonFollow], size: str = "m", kind: str = "primary") -> rx.Component:
    """Follow somebody, and how they stand to the reader; nothing on one's own page."""
    return rx.cond(
        (state.username != "") & (state.username.lower() != Viewer.username.lower()),
        rx.el.span(
            follow_switch(
                state.following,
                state.answered,
                size=size,
                kind=kind,
                notify=state.notify,
                rings=t("Tell me when they go live"),
                on_follow=state.press,
                on_notify=state.ring,
            ),
            standing(state.friends, state.follows_me),
            class_name="follow-person-button",
        ),
    )


def standing(friends: rx.Var, follows_me: rx.Var) -> rx.Component:
    """Whether somebody follows the reader."""
    return rx.cond(
        friends,
        ui.badge(t("Friends"), tone="signal"),
        rx.cond(follows_me, ui.badge(t("Follows you"))),
    )


def follower_count() -> rx.Component:
    """How many follow, as it changes."""
    return rx.el.span(
        rx.cond(
            Followers.followers == 1,
            t("1 follower"),
            t("{n} followers", n=Followers.followers),
        ),
        leave_with_page(Followers),
        class_name="ui-muted ui-num follow-count",
    )
