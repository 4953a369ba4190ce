"""The button by which people follow a channel, and how many do."""

import reflex as rx

from aethex_live.components.live import leave_with_page
from aethex_live.i18n import t
from aethex_live.state.follow import FollowButton, Followers


def _wanted(wanted: rx.Var[bool]) -> tuple[rx.Var[bool]]:
    return (wanted,)


class _Follow(rx.Component):
    library = rx.asset("follow.jsx", shared=True).importable_path
    tag = "Follow"
    alias = "FollowSwitch"

    following: rx.Var[bool]
    notify: rx.Var[bool]
    answered: rx.Var[int]
    words: rx.Var[dict[str, str]]
    on_follow: rx.EventHandler[_wanted]
    on_notify: rx.EventHandler[_wanted]


def follow_button() -> rx.Component:
    """Follow the channel of the page; it answers at once and takes it back when the server refuses."""
    words = {
        "follow": t("Follow"),
        "following": t("Following"),
        "unfollow": t("Follow no more"),
        "notify": t("Tell me when it goes live"),
    }
    return rx.cond(
        (FollowButton.slug != "") & ~FollowButton.own,
        _Follow.create(
            following=FollowButton.following,
            notify=FollowButton.notify,
            answered=FollowButton.answered,
            words=words,
            on_follow=FollowButton.press,
            on_notify=FollowButton.ring,
        ),
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
