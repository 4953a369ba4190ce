"""What lies behind a channel or a person, in one line."""

import reflex as rx

from aethex_live.components.channel.moment import day
from aethex_live.i18n import t
from aethex_live.state.stats import Numbers


def numbers(state: type[Numbers], followers: rx.Component) -> rx.Component:
    """Followers, streams, hours, and since when."""
    return rx.cond(
        state.known,
        rx.el.p(
            followers,
            rx.cond(
                state.streams,
                rx.fragment(
                    rx.el.span(
                        rx.cond(state.streams == 1, t("1 stream"), t("{n} streams", n=state.streams)),
                        class_name="ui-num",
                    ),
                    rx.cond(
                        state.hours,
                        rx.el.span(
                            rx.cond(state.hours == 1, t("1 hour live"), t("{n} hours live", n=state.hours)),
                            class_name="ui-num",
                        ),
                    ),
                ),
            ),
            rx.el.span(t("Here since"), " ", day(state.since, "month")),
            class_name="channel-numbers ui-muted ui-small",
        ),
    )
