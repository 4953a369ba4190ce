"""Forms: what is typed stays, errors are told at their field, and the saved state is told."""

from typing import Any

import reflex as rx

from aethex_live.components.ui.base import Child, Text, icon, show_if, with_class
from aethex_live.components.ui.feedback import notice
from aethex_live.i18n import t
from aethex_live.scripts import beside

beside(__name__, "typed_early.js")


class _FormFocus(rx.Component):
    library = beside(__name__, "form.jsx")
    tag = "FormFocus"

    errors: rx.Var[dict[str, str]]


def form(
    *children: Child,
    on_submit: Any,
    errors: rx.Var | None = None,
    error: Text | None = None,
    **props: Any,
) -> rx.Component:
    """A form. `errors` is the state's dict of errors by field name, `error` what is wrong with the whole.

    It posts when scripts are not yet running, so that nothing typed ever lands in an address.
    """
    return rx.el.form(
        form_focus(errors) if errors is not None else rx.fragment(),
        show_if(error, lambda text: notice(text, tone="live", role="alert")),
        *children,
        on_submit=on_submit,
        method="post",
        no_validate=True,
        **with_class(props, "ui-form"),
    )


def form_focus(errors: rx.Var) -> rx.Component:
    """Within a form: moves the focus to the first field in error."""
    return _FormFocus.create(errors=errors)


def form_section(title: Text, *fields: Child, help: Text | None = None) -> rx.Component:
    """Fields that belong together: title and help at the left, fields at the right; one column on a phone."""
    return rx.el.section(
        rx.el.div(
            rx.el.h2(title, class_name="ui-h3"),
            show_if(help, lambda text: rx.el.p(text, class_name="ui-muted ui-small")),
            class_name="ui-form-intro",
        ),
        rx.el.div(*fields, class_name="ui-form-fields"),
        class_name="ui-form-section",
    )


def form_actions(*buttons: Child, saved: rx.Var | None = None) -> rx.Component:
    """The end of a form: its buttons, and "Saved" when `saved` is true (reset it when something changes)."""
    return rx.el.div(*buttons, save_status(saved), class_name="ui-form-actions")


def save_status(saved: rx.Var | None) -> rx.Component:
    """ "Saved", for eyes and screen readers."""
    words = rx.el.span(icon("check"), t("Saved"), class_name="ui-saved")
    return rx.el.div(show_if(saved, lambda _: words), role="status")
