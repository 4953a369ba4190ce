"""The frame of the gallery: a named sample, a section of samples."""

import reflex as rx

import aethex_live.components.ui as ui


def section(title: str, *samples: rx.Component) -> rx.Component:
    """A part of the gallery."""
    return rx.el.section(
        rx.el.h2(title, class_name="ui-h2"), *samples, class_name="ui-stack ui-gallery-section"
    )


def sample(name: str, *parts: ui.Child, wide: bool = False) -> rx.Component:
    """One part in its states, with the name by which Python calls it."""
    return rx.el.div(
        rx.el.div(name, class_name="ui-label"),
        rx.el.div(*parts, class_name="ui-stack" if wide else "ui-row"),
        class_name="ui-stack",
        **ui.inline(gap="8px"),
    )
