"""The search box of the top bar, and the rows of its answers."""

from typing import Any

import reflex as rx

from aethex_live.components.ui.base import Child, Text, show_if
from aethex_live.i18n import t
from aethex_live.scripts import beside


def _query_event(text: rx.Var[str]) -> tuple[rx.Var[str]]:
    return (text,)


class _SearchBox(rx.Component):
    library = beside(__name__, "search_box.jsx")
    tag = "SearchBox"
    alias = "UiSearchBox"

    label: rx.Var[str]
    placeholder: rx.Var[str]
    recent_label: rx.Var[str]
    clear_label: rx.Var[str]
    action: rx.Var[str]
    on_query: rx.EventHandler[_query_event]


def search_box(
    *answers: Child, label: Text, placeholder: Text, action: str = "/search", on_query: Any = None
) -> rx.Component:
    """A search that opens with "/". `on_query(text)` fires while typing; Enter goes to `action?q=...`.

    The children are its answers: rows made by `search_answer`. What was looked for lately is offered before
    anything is typed; the browser alone keeps it.
    """
    events = {"on_query": on_query} if on_query is not None else {}
    return _SearchBox.create(
        *answers,
        label=label,
        placeholder=placeholder,
        recent_label=t("Lately"),
        clear_label=t("Forget them"),
        action=action,
        **events,
    )


def search_answer(
    title: Child, *, href: Text, text: Text | None = None, picture: Child | None = None
) -> rx.Component:
    """One answer under the search box."""
    return rx.el.a(
        picture if picture is not None else rx.fragment(),
        rx.el.span(
            rx.el.span(title, class_name="ui-truncate"),
            show_if(text, lambda words: rx.el.span(words, class_name="ui-faint ui-small ui-truncate")),
            class_name="ui-search-answer-words",
        ),
        href=href,
        role="option",
        tab_index=-1,
        class_name="ui-search-answer",
    )
