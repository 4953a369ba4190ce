"""Placeholders of the exact final size, so that nothing jumps when the content comes."""

import reflex as rx

from aethex_live.components.ui.base import inline


def skeleton(width: str = "100%", height: str = "1em", round: bool = False) -> rx.Component:
    """A grey block."""
    return rx.el.span(
        class_name="ui-skeleton",
        data_round=round or None,
        aria_hidden="true",
        **inline(width=width, height=height),
    )


def skeleton_text(lines: int = 3) -> rx.Component:
    """Lines of text, the last one shorter."""
    widths = ["100%"] * (lines - 1) + ["62%"]
    return rx.el.div(*[rx.el.div(skeleton(width, "14px"), class_name="ui-skeleton-line") for width in widths])


def skeleton_card() -> rx.Component:
    """A stream card that is still coming."""
    return rx.el.div(
        rx.el.div(skeleton(height="100%"), class_name="ui-card-frame"),
        rx.el.div(
            skeleton("36px", "36px", round=True),
            rx.el.div(
                _line("80%", class_name="ui-card-title"),
                _line("45%", class_name="ui-card-channel ui-skeleton-wide"),
                _line("30%", class_name="ui-small"),
                class_name="ui-card-words",
            ),
            class_name="ui-card-foot",
        ),
        class_name="ui-card",
        aria_hidden="true",
    )


def skeleton_grid(cards: int = 6) -> rx.Component:
    """Cards that are still coming; give the region around them `aria-busy` for screen readers."""
    return rx.el.div(*[skeleton_card() for _ in range(cards)], class_name="ui-grid", aria_hidden="true")


def skeleton_poster() -> rx.Component:
    """A poster card that is still coming."""
    return rx.el.div(
        rx.el.div(skeleton(height="100%"), class_name="ui-card-frame ui-card-frame-poster"),
        _line("70%", class_name="ui-card-title ui-truncate"),
        _line("50%", class_name="ui-small"),
        class_name="ui-card",
        aria_hidden="true",
    )


def skeleton_rows(rows: int = 5) -> rx.Component:
    """Rows of a table that are still coming."""
    row = rx.el.div(skeleton("28px", "28px", round=True), skeleton("40%", "14px"), skeleton("20%", "14px"))
    return rx.el.div(*[rx.el.div(row, class_name="ui-skeleton-row") for _ in range(rows)], aria_hidden="true")


def _line(width: str, class_name: str) -> rx.Component:
    """A line as high as text of that class: the space in it has the text's own height."""
    return rx.el.div("\u00a0", skeleton(width, "0.85em"), class_name=f"ui-skeleton-text {class_name}")
