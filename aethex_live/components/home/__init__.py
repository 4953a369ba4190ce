"""The sections of the home page, from what is on to the questions that newcomers have."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.browse import again, best_of, category_row, keep_place, leave_shelf, live_cards
from aethex_live.components.browse.card import hero, hero_skeleton, listed_card
from aethex_live.components.layout import site_name
from aethex_live.components.ui.card import card_row
from aethex_live.i18n import t
from aethex_live.state.home import Home
from aethex_live.state.on_air import OnAir
from aethex_live.state.viewer import Viewer


def first_sight() -> rx.Component:
    """The best that is on; when nothing is, the way to be the first."""
    best = best_of(Home.hidden)
    return rx.fragment(
        rx.cond(ready(), rx.cond(best != "", hero(OnAir.cards[best]), _quiet()), hero_skeleton()),
        leave_shelf(),
        again(60, Home.look_again),
        keep_place(ready()),
    )


def ready() -> rx.Var:
    """Whether all is there: it is drawn at once, so that nothing moves what is already seen."""
    return Home.loaded & OnAir.looked


def live_now() -> rx.Component:
    """What else is on."""
    return rx.cond(
        OnAir.order.length() > 1,
        _section(
            t("Live now"),
            rx.el.div(live_cards(Home.hidden, but=best_of(Home.hidden)), class_name="ui-grid"),
            ui.link(t("Everything that is on"), href="/discover"),
        ),
    )


def for_you() -> rx.Component:
    """What those like who like the same, each with its reason."""
    return rx.cond(
        Home.for_you,
        _section(
            rx.cond(Home.personal, t("For you"), t("Worth a look")),
            rx.el.div(rx.foreach(Home.for_you, lambda card: listed_card(card)), class_name="ui-grid"),
        ),
    )


def featured() -> rx.Component:
    """What the people chose who run the site."""
    return rx.cond(
        Home.featured,
        _section(
            t("Featured"),
            rx.el.div(rx.foreach(Home.featured, lambda card: listed_card(card)), class_name="ui-grid"),
        ),
    )


def newest() -> rx.Component:
    """Who has just begun."""
    return rx.cond(
        Home.newest,
        _section(
            t("New channels"),
            rx.el.div(rx.foreach(Home.newest, lambda card: listed_card(card)), class_name="ui-grid"),
            ui.link(t("All channels"), href="/discover?tab=new"),
        ),
    )


def categories() -> rx.Component:
    """Where much goes on."""
    return category_row(t("Categories"), Home.categories)


def creators() -> rx.Component:
    """The channels that most follow."""
    return rx.cond(
        Home.creators,
        card_row(rx.foreach(Home.creators, _creator), title=t("Top creators"), cell="220px"),
    )


def numbers() -> rx.Component:
    """The site in numbers, each of them counted."""
    given = Home.numbers
    return rx.cond(
        Home.loaded & (given["channels"] > 0),
        rx.el.section(
            rx.el.h2(t("{site} in numbers", site=site_name()), class_name="ui-h2"),
            rx.el.div(
                ui.stat(t("Live now"), given["live"]),
                ui.stat(t("Watching now"), given["viewers"]),
                ui.stat(t("Creators"), given["people"]),
                ui.stat(t("Channels"), given["channels"]),
                class_name="home-numbers",
            ),
            class_name="ui-section",
        ),
    )


def questions() -> rx.Component:
    """What newcomers ask."""
    asked = (
        (
            t("What do I need to watch?"),
            t("A browser. You can watch without an account; with one you can chat, follow and be told."),
        ),
        (
            t("How do I stream?"),
            t(
                "Create a channel, copy its server and stream key into OBS or another encoder, and start."
                " You are live within seconds."
            ),
        ),
        (
            t("How far behind is the picture?"),
            t("About a second with low latency, which is on by default and can be turned off in the player."),
        ),
        (
            t("Why do I see what I see?"),
            t(
                "Trending is what more people watch than usual. Recommendations are what others like who follow"
                " and watch the same as you. Nobody can pay for a place, and creators do not count themselves."
            ),
        ),
        (
            t("What if somebody misbehaves?"),
            t("Report them with the menu beside their name, or block them: you see nothing more of them."),
        ),
    )
    return _section(
        t("Questions and answers"),
        rx.el.div(
            *[ui.details(question, rx.el.p(answer, class_name="ui-prose")) for question, answer in asked],
            class_name="home-questions",
        ),
    )


def _quiet() -> rx.Component:
    start = rx.cond(Viewer.channels, "/studio/stream", "/studio/channels/new")
    return rx.el.div(
        ui.empty_state(
            t("Nobody is live at the moment"),
            t("Be the first: it takes a minute. Or look around in the channels below."),
            action=ui.link_button(t("Go live"), href=start, kind="primary"),
        ),
        class_name="ui-section",
    )


def _creator(card: rx.Var) -> rx.Component:
    followers = rx.cond(card["followers"] == 1, t("1 follower"), t("{n} followers", n=card["followers"]))
    return rx.el.article(
        ui.avatar(card["name"], card["picture"], size="l", live=card["live"]),
        rx.el.div(
            rx.el.h3(
                rx.el.a(card["name"], href=f"/channels/{card['slug']}", class_name="ui-card-link"),
                class_name="ui-card-title ui-truncate",
            ),
            rx.el.div(card["owner"], class_name="ui-muted ui-small ui-truncate"),
            rx.el.div(followers, class_name="ui-faint ui-small"),
            class_name="ui-card-words",
        ),
        class_name="ui-card home-creator",
    )


def _section(title: ui.Text, content: rx.Component, more: rx.Component | None = None) -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(title, class_name="ui-h2"),
            more if more is not None else rx.fragment(),
            class_name="ui-panel-head",
        ),
        content,
        class_name="ui-section",
    )
