"""The card with the essentials that opens at the names of channels and people, on hover and on focus.

It stands once in a page and finds names by where their links lead; what is no link says it in `data-card`.
"""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.follow import follow_switch, standing
from aethex_live.i18n import t
from aethex_live.scripts import beside
from aethex_live.state.hover_card import HoverCard


def _look(about: rx.Var[str], name: rx.Var[str]) -> tuple[rx.Var[str], rx.Var[str]]:
    return (about, name)


class _HoverCard(rx.Component):
    library = beside(__name__, "hover_card.jsx")
    tag = "HoverCard"
    alias = "UiHoverCard"

    shown: rx.Var[str]
    missing: rx.Var[bool]
    label: rx.Var[str]
    on_look: rx.EventHandler[_look]


def hover_card() -> rx.Component:
    """For the frame of a page."""
    return _HoverCard.create(
        _waiting(),
        _content(),
        shown=HoverCard.path,
        missing=HoverCard.missing,
        label=t("In short"),
        on_look=HoverCard.look,
    )


def _waiting() -> rx.Component:
    return rx.el.div(
        ui.skeleton("56px", "56px"),
        rx.el.div(ui.skeleton("140px"), ui.skeleton("90px")),
        class_name="hover-head",
    )


def _content() -> rx.Component:
    card = HoverCard
    return rx.fragment(
        rx.el.div(
            ui.avatar(card.title, card.picture, size="l", live=card.live != ""),
            rx.el.div(
                rx.el.p(
                    rx.el.a(card.title, href=card.path, class_name="hover-title"),
                    rx.cond(card.verified, ui.verified_mark()),
                    class_name="hover-name",
                ),
                rx.cond(
                    card.about == "users", rx.el.p("@", card.name, class_name="ui-muted ui-small ui-num")
                ),
                rx.cond(
                    card.counted,
                    rx.el.p(
                        rx.cond(card.followers == 1, t("1 follower"), t("{n} followers", n=card.followers)),
                        class_name="ui-muted ui-small ui-num",
                    ),
                ),
            ),
            class_name="hover-head",
        ),
        rx.cond(card.text, rx.el.p(card.text, class_name="hover-text ui-small")),
        rx.cond(
            card.live,
            rx.el.a(
                ui.live_badge(),
                rx.el.span(card.live_title, class_name="ui-truncate"),
                rx.el.span(t("{n} watching", n=card.viewers), class_name="ui-num ui-faint ui-small"),
                href=f"/streams/{card.live}",
                class_name="hover-live",
            ),
        ),
        rx.cond(
            ~card.own,
            rx.el.div(
                follow_switch(card.following, card.answered, size="s", on_follow=card.press),
                standing(card.following & card.follows_me, card.follows_me),
                class_name="follow-person-button",
            ),
        ),
    )
