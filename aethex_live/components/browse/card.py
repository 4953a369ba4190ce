"""A channel in a list: what is on there, its picture anew again and again, and a look at it before one goes there."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.ui.avatar import live_picture, picture
from aethex_live.components.ui.badge import live_badge
from aethex_live.components.ui.card import media_card
from aethex_live.domain.recommendation import Why
from aethex_live.i18n import t
from aethex_live.scripts import beside
from aethex_live.state.on_air import OnAir


class _Preview(rx.Component):
    library = beside(__name__, "preview.jsx")
    tag = "Preview"
    alias = "CardPreview"

    src: rx.Var[str]


def listed_card(card: rx.Var, first: bool | rx.Var = False) -> rx.Component:
    """A `ListedCard`; its number of viewers moves where the page has entered `OnAir` and it is there."""
    return media_card(
        card["title"],
        href=card["href"],
        picture=_picture(card, first),
        channel=card["channel"],
        channel_href=f"/channels/{card['slug']}",
        channel_picture=card["picture"],
        meta=rx.cond(card["why"], reason(card), card["category"]),
        live=card["live"],
        viewers=rx.cond(card["live"], _viewers(card).to_string(), ""),
        first=first,
        over=preview(card),
    )


def hero(card: rx.Var) -> rx.Component:
    """The best that is on, large, with the way in."""
    return rx.el.section(
        rx.el.div(
            _picture(card, True),
            preview(card),
            rx.el.div(live_badge(), _watching(_viewers(card)), class_name="ui-card-signs"),
            class_name="ui-card-frame",
        ),
        rx.el.div(
            rx.el.p(rx.cond(card["why"], reason(card), t("Live now")), class_name="ui-label"),
            rx.el.h2(card["title"], class_name="ui-h1 hero-title"),
            rx.el.p(
                ui.avatar(card["channel"], card["picture"], live=True),
                ui.link(card["channel"], href=f"/channels/{card['slug']}"),
                rx.el.span(card["category"], class_name="ui-faint ui-small"),
                class_name="ui-inline ui-muted",
            ),
            ui.link_button(t("Watch now"), href=card["href"], kind="primary", icon_start="play"),
            class_name="hero-words",
        ),
        class_name="hero",
        aria_label=t("On now"),
    )


def hero_skeleton() -> rx.Component:
    """The same while it is still coming."""
    return rx.el.div(
        rx.el.div(
            ui.skeleton(height="100%"), rx.el.div(class_name="hero-meanwhile"), class_name="ui-card-frame"
        ),
        rx.el.div(
            ui.skeleton("30%", "16px"),
            ui.skeleton("90%", "40px"),
            ui.skeleton("55%", "36px"),
            ui.skeleton("140px", "40px"),
            class_name="hero-words",
        ),
        class_name="hero",
        aria_hidden="true",
    )


def preview(card: rx.Var) -> rx.Component:
    """A short look for a mouse that rests on the card."""
    return rx.cond(card["playback"], _Preview.create(src=card["playback"]), rx.fragment())


def reason(card: rx.Var) -> rx.Var:
    """Why the card is shown, in a line."""
    trending = rx.cond(
        card["category"], t("Trending in {category}", category=card["category"]), t("Trending now")
    )
    return rx.match(
        card["why"],
        (str(Why.FOLLOWED), t("Because you follow {name}", name=card["name"])),
        (str(Why.WATCHED), t("Because you watch {name}", name=card["name"])),
        (str(Why.RISING), t("Rising: {times} times its usual audience", times=card["times"])),
        trending,
    )


def _viewers(card: rx.Var) -> rx.Var:
    slug = card["slug"]
    return rx.cond(OnAir.viewers.contains(slug), OnAir.viewers[slug], card["viewers"])


def _picture(card: rx.Var, first: bool | rx.Var) -> rx.Component:
    return rx.cond(card["moving"], live_picture(card["banner"], first), picture(card["banner"], first))


def _watching(viewers: rx.Var) -> rx.Component:
    return rx.el.span(
        ui.icon("eye", size=12, label=t("Viewers")),
        rx.el.span(viewers.to_string(), class_name="ui-num"),
        class_name="ui-card-sign",
    )
