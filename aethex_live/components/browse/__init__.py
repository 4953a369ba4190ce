"""Cards and rows of what can be found by looking around."""

import reflex as rx
from reflex_base.vars import VarData

from aethex_live.components import ui
from aethex_live.components.browse.card import listed_card
from aethex_live.components.live import leave_with_page
from aethex_live.components.ui.card import card_row, media_card, poster_card
from aethex_live.i18n import t
from aethex_live.scripts import beside
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
        ui.load_more(Browse.more, on_click=Browse.show_more),
        class_name="ui-section",
    )


def live_cards(hidden: rx.Var, but: rx.Var | None = None) -> rx.Component:
    """What is on right now, as it changes, for a grid; not what is `hidden`, nor `but`. The page enters `OnAir`."""

    def card(slug: rx.Var, number: rx.Var) -> rx.Component:
        shown = listed_card(OnAir.cards[slug], first=number == 0 if but is None else False)
        left_out = hidden.contains(slug)
        if but is not None:
            left_out = left_out | (slug == but)
        return rx.cond(left_out, rx.fragment(), shown)

    return rx.foreach(OnAir.order, card)


class _Again(rx.Component):
    library = beside(__name__, "again.jsx")
    tag = "Again"

    seconds: rx.Var[int]
    on_time: rx.EventHandler[rx.event.no_args_event_spec]


class _KeepPlace(rx.Component):
    library = beside(__name__, "keep_place.jsx")
    tag = "KeepPlace"

    ready: rx.Var[bool]


def keep_place(ready: rx.Var) -> rx.Component:
    """Who comes back to the page is where they were, as soon as its lists are `ready`."""
    return _KeepPlace.create(ready=ready)


def again(seconds: int, on_time: rx.EventHandler) -> rx.Component:
    """Calls a handler again and again, while the page is seen."""
    return _Again.create(seconds=seconds, on_time=on_time)


def best_of(hidden: rx.Var) -> rx.Var[str]:
    """The address of the first that is on and not `hidden`; empty when there is none."""
    data = VarData.merge(OnAir.order._get_all_var_data(), hidden._get_all_var_data())
    found = f"({OnAir.order!s}.find((slug) => !{hidden!s}.includes(slug)) ?? '')"
    return rx.Var(found, _var_type=str, _var_data=data).guess_type()


def leave_shelf() -> rx.Component:
    """Put it on a page that enters `OnAir`."""
    return leave_with_page(OnAir)


def category_row(title: ui.Text, categories: rx.Var) -> rx.Component:
    """Categories with their art, in one row that scrolls."""
    return rx.cond(
        categories,
        card_row(
            rx.foreach(categories, category_card),
            title=title,
            more=ui.link(t("All categories"), href="/categories"),
            cell="144px",
        ),
    )


def category_card(category: rx.Var) -> rx.Component:
    """A category, with how many watch in it, or else how many channels it has."""
    channels = rx.cond(category["channels"] == 1, t("1 channel"), t("{n} channels", n=category["channels"]))
    watching = rx.cond(category["viewers"] == 1, t("1 viewer"), t("{n} viewers", n=category["viewers"]))
    return poster_card(
        category["name"],
        href=f"/categories/{category['slug']}",
        picture=category["art"],
        text=rx.cond(category["viewers"] > 0, watching, channels),
        live=rx.cond(category["streams"] > 0, t("{n} live", n=category["streams"]), ""),
    )


def channel_card(channel: rx.Var, first: bool | rx.Var = False) -> rx.Component:
    """A `ChannelCard`: one channel."""
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
    return channel_card(channel, first=number == 0)
