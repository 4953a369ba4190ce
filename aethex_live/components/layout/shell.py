"""The frame around a page. Pages give content and a title; what surrounds them is given once as a Frame."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import reflex as rx
from reflex_components_core.el.elements.inline import A

from aethex_live.components.layout.mark import wordmark
from aethex_live.components.layout.navigation import (
    NavItem,
    bottom_bar,
    footer,
    rail,
    rail_link,
    rail_section,
    rail_toggle,
)
from aethex_live.components.layout.title import page_title
from aethex_live.components.ui.base import Child, Text, show_if
from aethex_live.components.ui.button import link_button
from aethex_live.components.ui.search_box import search_box
from aethex_live.i18n import t

CONTENT_ID = "content"


@dataclass(frozen=True)
class Frame:
    """The slots around a page. What is left out is not shown; without `account`, it offers log-in."""

    nav: Sequence[NavItem] = ()
    rail_sections: Sequence[Child] = ()
    bottom: Sequence[NavItem] = ()
    search: Child | None = None
    actions: Sequence[Child] = field(default_factory=tuple)
    account: Child | None = None
    footer_links: Sequence[Child] = ()
    footer_note: Child | None = None


def shell(
    *content: Child,
    frame: Frame = Frame(),
    title: Text | None = None,
    intro: Text | None = None,
    action: Child | None = None,
    width: Literal["wide", "narrow", "full"] = "wide",
) -> rx.Component:
    """A page of the public site. `title` becomes its one h1, `action` its one primary action."""
    header = page_header(title, intro=intro, action=action) if title is not None else rx.fragment()
    named = page_title(title if title is not None else "")
    sides = [rail_section(*[rail_link(item) for item in frame.nav])] if frame.nav else []
    with_rail = bool(sides or frame.rail_sections)
    return rx.el.div(
        named,
        skip_link(),
        top_bar(frame, with_rail),
        rail(*sides, *frame.rail_sections) if with_rail else rx.fragment(),
        rx.el.div(
            main(header, *content, width=width),
            footer(*frame.footer_links, note=frame.footer_note) if frame.footer_links else rx.fragment(),
            class_name="ui-main",
        ),
        bottom_bar(frame.bottom) if frame.bottom else rx.fragment(),
        class_name="ui-shell",
    )


def top_bar(frame: Frame, with_rail: bool = False) -> rx.Component:
    """The bar over everything: mark, search, and at the right what a person does most."""
    account = frame.account if frame.account is not None else sign_in_buttons()
    search = frame.search if frame.search is not None else default_search()
    return rx.el.header(
        rx.el.div(
            rail_toggle() if with_rail else rx.fragment(),
            wordmark(),
            class_name="ui-bar-start",
        ),
        search,
        rx.el.div(*frame.actions, account, class_name="ui-bar-end"),
        class_name="ui-bar",
    )


def default_search() -> rx.Component:
    """Search without suggestions while typing."""
    return search_box(label=t("Search"), placeholder=t("Search channels and categories"))


def sign_in_buttons() -> rx.Component:
    """What somebody sees who is not logged in."""
    return rx.fragment(
        link_button(t("Log in"), href="/login"),
        link_button(t("Sign up"), href="/register", kind="primary", class_name="ui-wide-only"),
    )


def page_header(
    title: Child, *, intro: Text | None = None, action: Child | None = None, label: Text | None = None
) -> rx.Component:
    """The top of a page: h1, a line under it, and the one primary action at the right."""
    return rx.el.div(
        rx.el.div(
            show_if(label, lambda words: rx.el.p(words, class_name="ui-label")),
            rx.el.h1(title, class_name="ui-h1"),
            show_if(intro, lambda words: rx.el.p(words, class_name="ui-muted")),
            class_name="ui-page-header-words",
        ),
        action if action is not None else rx.fragment(),
        class_name="ui-page-header",
    )


def main(*content: Child, width: str = "wide") -> rx.Component:
    """The main landmark, where the skip link leads."""
    return rx.el.main(
        *content, class_name="ui-content", data_width=width, tab_index=-1, custom_attrs={"id": CONTENT_ID}
    )


def skip_link() -> rx.Component:
    """The first stop of the Tab key: into the content. A plain link, for it moves the focus too."""
    return A.create(t("Skip to content"), href=f"#{CONTENT_ID}", class_name="ui-skip")
