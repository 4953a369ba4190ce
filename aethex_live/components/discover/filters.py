"""What narrows a list: category, language, order, tags. Each choice is an address of its own."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.domain.discover import Sort
from aethex_live.domain.language import LANGUAGES
from aethex_live.i18n import t
from aethex_live.state.discover import LIVE, Discover


def filters() -> rx.Component:
    """For the top of the page."""
    return rx.el.div(
        rx.el.div(_category(), _language(), _order(), class_name="discover-choices"),
        rx.cond(
            Discover.tags,
            rx.el.nav(rx.foreach(Discover.tags, _tag), aria_label=t("Tags"), class_name="discover-tags"),
        ),
        class_name="discover-filters",
    )


def _category() -> rx.Component:
    return ui.select_field(
        "category",
        t("Category"),
        Discover.categories,
        placeholder=t("All categories"),
        hide_label=True,
        value=Discover.category,
        on_change=lambda value: Discover.narrow("category", value),
    )


def _language() -> rx.Component:
    return ui.select_field(
        "language",
        t("Language"),
        list(LANGUAGES.items()),
        placeholder=t("All languages"),
        hide_label=True,
        value=Discover.language,
        on_change=lambda value: Discover.narrow("language", value),
    )


def _order() -> rx.Component:
    orders = (
        (str(Sort.VIEWERS), t("Most watched")),
        (str(Sort.NEWEST), t("Just started")),
        (str(Sort.FEATURED), t("Featured first")),
    )
    return rx.cond(
        Discover.tab == LIVE,
        ui.select_field(
            "sort",
            t("Order"),
            orders,
            hide_label=True,
            value=Discover.sort,
            on_change=lambda value: Discover.narrow("sort", value),
        ),
    )


def _tag(tag: rx.Var) -> rx.Component:
    return rx.el.a(
        "#",
        tag["name"],
        href=tag["href"],
        class_name="discover-tag",
        custom_attrs={"aria-current": rx.cond(tag["chosen"], "true", "false")},
    )
