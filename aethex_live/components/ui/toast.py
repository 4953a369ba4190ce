"""Toasts: short news that goes away by itself. Errors that need a step belong into the page instead."""

from typing import Any

import reflex as rx

from aethex_live.components.ui.base import Text


def toaster() -> rx.Component:
    """The place where toasts appear; given once to `rx.App(toaster=...)`."""
    return rx.toast.provider(
        position="bottom-right", close_button=False, rich_colors=False, visible_toasts=3, duration=5000
    )


def toast_good(text: Text, **props: Any) -> rx.event.EventSpec:
    """Something worked. Return it from a handler."""
    return rx.toast.success(text, **props)


def toast_bad(text: Text, **props: Any) -> rx.event.EventSpec:
    """Something did not work; stays longer."""
    return rx.toast.error(text, duration=9000, **props)
