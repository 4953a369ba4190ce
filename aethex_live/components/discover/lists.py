"""The cards of each list, and what helps on when it is empty."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.browse import again, keep_place, live_cards
from aethex_live.components.browse.card import listed_card
from aethex_live.i18n import t
from aethex_live.state.discover import Discover
from aethex_live.state.on_air import OnAir
from aethex_live.state.viewer import Viewer


def live() -> rx.Component:
    """What is on, most watched first."""
    return _broadcast(
        _narrowed_or(
            ui.empty_state(
                t("Nobody is live at the moment"),
                t(
                    "Look at the newest channels, and follow those that you like: you are told when they start."
                ),
                action=ui.link_button(t("Newest channels"), href="/discover?tab=new", kind="primary"),
            )
        )
    )


def trending() -> rx.Component:
    """What is on, and watched more than usual."""
    return _broadcast(
        _narrowed_or(
            ui.empty_state(
                t("Nothing trends at the moment"),
                t("As soon as people watch, what they watch is here."),
                icon_name="trending_up",
                action=ui.link_button(t("Newest channels"), href="/discover?tab=new", kind="primary"),
            )
        )
    )


def newest() -> rx.Component:
    """The newest channels."""
    return _own(
        _narrowed_or(
            ui.empty_state(
                t("Nobody has a channel yet"),
                t("The first one could be yours: it takes a minute."),
                action=ui.link_button(t("Create a channel"), href="/studio/channels/new", kind="primary"),
            )
        )
    )


def following() -> rx.Component:
    """What one follows."""
    stranger = ui.empty_state(
        t("Log in to see whom you follow"),
        t("Channels that you follow are here, those that are live first."),
        icon_name="heart",
        action=ui.link_button(t("Log in"), href="/login?next=/discover%3Ftab%3Dfollowing", kind="primary"),
    )
    nobody = ui.empty_state(
        t("You do not follow anybody yet"),
        t("Press Follow on a channel's page, and it is here."),
        icon_name="heart",
        action=ui.link_button(t("See what is live"), href="/discover", kind="primary"),
    )
    return rx.cond(Viewer.logged_in | ~Viewer.known, _own(_narrowed_or(nobody)), stranger)


def _broadcast(empty: rx.Component) -> rx.Component:
    ready = Discover.loaded & OnAir.looked
    cards = rx.el.div(
        live_cards(Discover.hidden), rx.foreach(Discover.items, _unless_shown), class_name="ui-grid"
    )
    return rx.fragment(
        rx.cond(ready, rx.cond(OnAir.order, cards, empty), ui.skeleton_grid(12)),
        ui.load_more(Discover.more & ready, on_click=Discover.show_more),
        keep_place(ready),
        rx.cond(Discover.items, again(20, Discover.look_again)),
    )


def _own(empty: rx.Component) -> rx.Component:
    cards = rx.el.div(rx.foreach(Discover.items, lambda card: listed_card(card)), class_name="ui-grid")
    return rx.fragment(
        rx.cond(Discover.loaded, rx.cond(Discover.items, cards, empty), ui.skeleton_grid(12)),
        ui.load_more(Discover.more, on_click=Discover.show_more),
        keep_place(Discover.loaded),
        again(20, Discover.look_again),
    )


def _unless_shown(card: rx.Var) -> rx.Component:
    return rx.cond(OnAir.order.contains(card["slug"]), rx.fragment(), listed_card(card))


def _narrowed_or(empty: rx.Component) -> rx.Component:
    """When something is looked for, look for less; else `empty`."""
    return rx.cond(
        (Discover.category != "") | (Discover.tag != "") | (Discover.language != ""),
        ui.empty_state(
            t("Nothing fits to all of this"),
            t("Leave out a category, a tag or a language."),
            icon_name="search",
            action=ui.link_button(t("Show everything"), href=f"/discover?tab={Discover.tab}", kind="primary"),
        ),
        empty,
    )
