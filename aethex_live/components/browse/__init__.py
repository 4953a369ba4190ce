"""Cards and rows of what can be found by looking around."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.live import leave_with_page
from aethex_live.components.ui.card import card_row, media_card, poster_card
from aethex_live.i18n import t
from aethex_live.state.browse import Browse
from aethex_live.state.on_air import OnAir


def channel_grid(title: ui.Text, empty: rx.Component) -> rx.Component:
    """Channels as cards; skeletons of the same size while they are on their way."""
    return rx.el.section(
        rx.el.h2(title, class_name="ui-h2"),
        rx.cond(
            ~Browse.loaded,
            ui.skeleton_grid(8),
            rx.cond(
                Browse.channels,
                rx.el.div(rx.foreach(Browse.channels, _in_grid), class_name="ui-grid"),
                empty,
            ),
        ),
        rx.cond(
            Browse.more,
            rx.el.div(ui.button(t("Show more"), on_click=Browse.show_more), class_name="ui-center"),
        ),
        class_name="ui-section",
    )


def live_row(title: ui.Text) -> rx.Component:
    """What is on right now, as it changes; nothing at all when nothing is. The page enters `OnAir`."""
    return rx.fragment(
        rx.cond(
            OnAir.live,
            rx.el.section(
                rx.el.h2(title, class_name="ui-h2"),
                rx.el.div(rx.foreach(OnAir.live, _live), class_name="ui-grid"),
                class_name="ui-section",
            ),
        ),
        leave_with_page(OnAir),
    )


def category_row(title: ui.Text) -> rx.Component:
    """Categories with their art, in one row that scrolls."""
    return rx.cond(
        Browse.loaded,
        rx.cond(
            Browse.categories,
            card_row(rx.foreach(Browse.categories, _category), title=title, cell="144px"),
        ),
        card_row(*[ui.skeleton_poster() for _ in range(8)], title=title, cell="144px"),
    )


def category_grid() -> rx.Component:
    """All categories."""
    return rx.el.div(rx.foreach(Browse.categories, _category), class_name="ui-grid-posters")


def subcategory_row() -> rx.Component:
    """What is below the category of the page."""
    return rx.cond(
        Browse.subcategories,
        card_row(rx.foreach(Browse.subcategories, _category), title=t("Within it"), cell="144px"),
    )


def channel_card(channel: rx.Var, first: bool | rx.Var = False) -> rx.Component:
    """One channel."""
    return media_card(
        channel["name"],
        href=f"/channels/{channel['slug']}",
        picture=channel["banner"],
        channel=channel["owner_name"],
        channel_href=f"/users/{channel['owner']}",
        channel_picture=channel["picture"],
        meta=channel["category"],
        first=first,
    )


def _in_grid(channel: rx.Var, number: rx.Var) -> rx.Component:
    return channel_card(channel, first=(number == 0) & (OnAir.live.length() == 0))


def _live(card: rx.Var, number: rx.Var) -> rx.Component:
    return media_card(
        card["title"],
        href=f"/streams/{card['slug']}",
        picture=card["banner"],
        channel=card["channel"],
        channel_href=f"/channels/{card['slug']}",
        channel_picture=card["picture"],
        meta=card["category"],
        live=True,
        viewers=card["viewers"].to_string(),
        first=number == 0,
    )


def _category(category: rx.Var) -> rx.Component:
    return poster_card(
        category["name"],
        href=f"/categories/{category['slug']}",
        picture=category["art"],
        text=rx.cond(category["channels"] == 1, t("1 channel"), t("{n} channels", n=category["channels"])),
    )
