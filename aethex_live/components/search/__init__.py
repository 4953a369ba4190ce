"""The search box with its suggestions, and the list of what was found."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.ui.badge import live_badge, verified_mark
from aethex_live.components.ui.search_box import search_answer, search_box
from aethex_live.domain.search import Kind
from aethex_live.i18n import t
from aethex_live.state.search import Search


def site_search() -> rx.Component:
    """The box of the top bar."""
    return search_box(
        rx.foreach(Search.suggestions, _suggestion),
        label=t("Search"),
        placeholder=t("Search channels, people, categories"),
        on_query=Search.suggest,
    )


def kind_links() -> rx.Component:
    """All that was found, or one kind of it; each is an address of its own."""
    return rx.el.nav(
        _kind_link("", t("Everything")),
        *[_kind_link(kind, name) for kind, name in _names(plural=True).items()],
        aria_label=t("What to look for"),
        class_name="ui-tab-list",
    )


def results() -> rx.Component:
    """What was found, or what else to try."""
    return rx.cond(
        Search.loaded,
        rx.cond(Search.text, rx.cond(Search.hits, _found(), _nothing()), _no_question()),
        rx.el.div(*[ui.skeleton(height="64px") for _ in range(6)], class_name="search-hits"),
    )


def _found() -> rx.Component:
    return rx.fragment(
        rx.cond(
            Search.instead,
            rx.el.p(
                t("Nothing has these words. This is for “{words}”.", words=Search.instead),
                class_name="ui-muted",
            ),
        ),
        rx.el.ul(rx.foreach(Search.hits, _hit), class_name="search-hits"),
        rx.cond(
            Search.more,
            rx.el.div(ui.button(t("Show more"), on_click=Search.show_more), class_name="ui-center"),
        ),
    )


def _nothing() -> rx.Component:
    return ui.empty_state(
        t("Nothing found"),
        t("Try fewer or other words, or look through the categories."),
        action=ui.link_button(t("All categories"), href="/categories"),
    )


def _no_question() -> rx.Component:
    return ui.empty_state(
        t("What are you looking for?"),
        t("Type a name, a game, a kind of music: the first letters are enough."),
    )


def _hit(hit: rx.Var) -> rx.Component:
    return rx.el.li(
        ui.avatar(hit["title"], hit["picture"], live=hit["live"]),
        rx.el.div(
            rx.el.div(
                rx.el.a(hit["title"], href=hit["href"], class_name="ui-card-link search-hit-title"),
                rx.cond(hit["verified"], verified_mark()),
                rx.cond(hit["live"], live_badge()),
                class_name="search-hit-line",
            ),
            rx.el.span(hit["text"], class_name="ui-faint ui-small ui-truncate"),
            class_name="search-hit-words",
        ),
        rx.el.span(_name_of(hit["kind"]), class_name="ui-faint ui-small"),
        class_name="search-hit",
    )


def _suggestion(hit: rx.Var) -> rx.Component:
    return search_answer(
        hit["title"],
        href=hit["href"],
        text=rx.cond(hit["text"], hit["text"], _name_of(hit["kind"])),
        picture=ui.avatar(hit["title"], hit["picture"], size="s", live=hit["live"]),
    )


def _kind_link(kind: str, name: rx.Var) -> rx.Component:
    return rx.el.a(
        name,
        href=f"/search?q={_encoded(Search.text)}&kind={kind}",
        class_name="ui-tab",
        custom_attrs={"aria-current": rx.cond(Search.kind == kind, "page", "false")},
    )


def _encoded(text: rx.Var) -> rx.Var:
    return rx.Var(f"encodeURIComponent({text!s})", _var_type=str, _var_data=text._get_all_var_data())


def _name_of(kind: rx.Var) -> rx.Component:
    return rx.match(kind, *[(str(each), name) for each, name in _names().items()], "")


def _names(*, plural: bool = False) -> dict[Kind, rx.Var]:
    if plural:
        return {
            Kind.CHANNEL: t("Channels"),
            Kind.STREAM: t("Live streams"),
            Kind.PERSON: t("People"),
            Kind.CATEGORY: t("Categories"),
        }
    return {
        Kind.CHANNEL: t("Channel"),
        Kind.STREAM: t("Live stream"),
        Kind.PERSON: t("Person"),
        Kind.CATEGORY: t("Category"),
    }
