"""What is seen when a page of ours breaks in the browser: what happened, what is safe, what to do."""

import reflex as rx
from reflex_components_core.base.error_boundary import ErrorBoundary

from aethex_live.components.layout.mark import symbol
from aethex_live.components.ui.button import button, link_button
from aethex_live.components.ui.feedback import error_state


def crash_boundary() -> rx.Component:
    """Catches a page that fails to draw. The words are plain English: translations may be what broke."""
    page = rx.el.main(
        symbol(40),
        error_state(
            "This page stopped working",
            "The fault is ours and has been written down. What you had saved is safe; "
            "text that you had not sent yet is gone.",
            action=rx.el.div(
                button("Load the page again", kind="primary", on_click=rx.call_script("location.reload()")),
                link_button("Go home", href="/", reload=True),
                class_name="ui-row",
            ),
        ),
        class_name="ui-crash",
    )
    return ErrorBoundary.create(fallback_render=rx.Var.create(page))
