"""A line of numbers over time, drawn by ourselves: a charting library would be heavier than all of the page."""

import reflex as rx

from aethex_live.components.ui.base import Text
from aethex_live.i18n import t
from aethex_live.scripts import beside

_LIBRARY = beside(__name__, "graph.jsx")


class _Graph(rx.Component):
    library = _LIBRARY
    tag = "Graph"

    points: rx.Var[list[int]]
    label: rx.Var[str]
    unit: rx.Var[str]
    empty: rx.Var[str]
    tone: rx.Var[str]


def graph(points: rx.Var, label: Text, *, unit: Text, empty: Text = "", tone: str = "signal") -> rx.Component:
    """`points`, the oldest first, with the newest named; `empty` is said while there are none."""
    return _Graph.create(points=points, label=label, unit=unit, empty=empty, tone=tone)


def numbers_behind(points: rx.Var, first: rx.Var | int = 0) -> rx.Component:
    """The same as a table, minute by minute, for those who cannot see a line."""
    return rx.el.details(
        rx.el.summary(t("As a table"), class_name="ui-small ui-muted"),
        rx.el.div(
            rx.el.table(
                rx.el.thead(rx.el.tr(rx.el.th(t("Minute")), rx.el.th(t("Viewers"), data_kind="number"))),
                rx.el.tbody(
                    rx.foreach(
                        points,
                        lambda viewers, minute: rx.el.tr(
                            rx.el.td(first + minute + 1), rx.el.td(viewers, data_kind="number")
                        ),
                    )
                ),
                class_name="ui-table",
            ),
            class_name="studio-numbers",
            tab_index=0,
            role="region",
            aria_label=t("Viewers by minute"),
        ),
    )
