"""All categories with those below them, and the way within one."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.browse import category_card
from aethex_live.components.ui.card import card_row
from aethex_live.i18n import t
from aethex_live.state.browse import Branch, Browse


def popular_row() -> rx.Component:
    """Where somebody is live."""
    return rx.cond(
        Browse.popular,
        card_row(rx.foreach(Browse.popular, category_card), title=t("Popular now"), cell="144px"),
    )


def category_grid() -> rx.Component:
    """All categories."""
    return rx.cond(
        Browse.loaded,
        rx.el.section(
            rx.el.h2(t("All categories"), class_name="ui-h2"),
            rx.el.div(rx.foreach(Browse.branches, _branch), class_name="ui-grid-posters"),
            class_name="ui-section",
        ),
        rx.el.div(*[ui.skeleton_poster() for _ in range(12)], class_name="ui-grid-posters"),
    )


def subcategory_row() -> rx.Component:
    """What is below the category of the page."""
    return rx.cond(
        Browse.subcategories,
        card_row(rx.foreach(Browse.subcategories, category_card), title=t("Within it"), cell="144px"),
    )


def way_up() -> rx.Component:
    """The category that the one of the page is in."""
    return rx.cond(
        Browse.above,
        ui.link(Browse.above, href=f"/categories/{Browse.above_slug}"),
        ui.link(t("Categories"), href="/categories"),
    )


def _branch(branch: rx.Var[Branch]) -> rx.Component:
    return rx.el.div(
        category_card(branch["top"]),
        rx.cond(
            branch["below"].length() > 0,
            rx.el.div(
                rx.foreach(
                    branch["below"],
                    lambda child: ui.link(
                        child["name"], href=f"/categories/{child['slug']}", class_name="ui-link ui-small"
                    ),
                ),
                class_name="category-branch",
            ),
        ),
        class_name="ui-stack",
    )
