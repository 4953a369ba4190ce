"""Tables that sort by their headers and become cards on a phone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import reflex as rx

from aethex_live.components.ui.base import Child, Text, icon
from aethex_live.components.ui.button import button, icon_button
from aethex_live.i18n import t


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `key` makes its header sort; numbers stand at the right in mono."""

    label: Text
    key: str | None = None
    kind: Literal["text", "number", "actions"] = "text"


def table(
    columns: Sequence[Column],
    rows: rx.Var | Sequence[Any],
    row: Callable[[Any], Sequence[Child]],
    *,
    caption: Text,
    sorted_by: rx.Var | str | None = None,
    descending: rx.Var | bool = False,
    on_sort: Any = None,
) -> rx.Component:
    """A table. `row(item)` gives the cells of one row, in the order of `columns`.

    `on_sort(key)` is called by a header; `sorted_by` and `descending` say how the rows are sorted now.
    The roles are written out because a phone shows rows as cards, which takes the table out of a `<table>`.
    """
    heads = [_head(column, sorted_by, descending, on_sort) for column in columns]
    body = (
        rx.foreach(rows, lambda item: _row(columns, row(item)))
        if isinstance(rows, rx.Var)
        else rx.fragment(*[_row(columns, row(item)) for item in rows])
    )
    return rx.el.div(
        rx.el.table(
            rx.el.caption(caption, class_name="ui-hidden-visually"),
            rx.el.thead(rx.el.tr(*heads, role="row"), role="rowgroup"),
            rx.el.tbody(body, role="rowgroup"),
            role="table",
            class_name="ui-table",
        ),
        class_name="ui-table-box",
    )


def pagination(
    page: rx.Var | int, pages: rx.Var | int, *, on_previous: Any, on_next: Any, label: Text | None = None
) -> rx.Component:
    """Backwards and forwards through numbered pages."""
    return rx.el.nav(
        icon_button("chevron_left", t("Page before"), kind="quiet", disabled=page <= 1, on_click=on_previous),
        rx.el.span(t("Page {page} of {pages}", page=page, pages=pages), class_name="ui-num ui-muted"),
        icon_button("chevron_right", t("Next page"), kind="quiet", disabled=page >= pages, on_click=on_next),
        aria_label=label if label is not None else t("Pages"),
        class_name="ui-pagination",
    )


def load_more(has_more: rx.Var, *, on_click: Any, loading: rx.Var | bool = False) -> rx.Component:
    """The end of a list that has more to show."""
    return rx.cond(
        has_more,
        rx.el.div(button(t("Show more"), loading=loading, on_click=on_click), class_name="ui-load-more"),
        rx.fragment(),
    )


def _head(column: Column, sorted_by: Any, descending: Any, on_sort: Any) -> rx.Component:
    cell = {"role": "columnheader", "scope": "col", "data_kind": column.kind}
    if column.key is None or on_sort is None:
        return rx.el.th(column.label, **cell)
    mine = sorted_by == column.key
    direction = rx.cond(mine, rx.cond(descending, "descending", "ascending"), "none")
    arrow = rx.cond(mine, rx.cond(descending, icon("arrow_down"), icon("arrow_up")), icon("arrow_up_down"))
    control = rx.el.button(
        column.label, arrow, type="button", on_click=on_sort(column.key), class_name="ui-table-sort"
    )
    return rx.el.th(control, aria_sort=direction, **cell)


def _row(columns: Sequence[Column], cells: Sequence[Child]) -> rx.Component:
    pairs = zip(columns, cells, strict=True)
    return rx.el.tr(
        *[
            rx.el.td(rx.el.div(cell), role="cell", data_label=column.label, data_kind=column.kind)
            for column, cell in pairs
        ],
        role="row",
    )
