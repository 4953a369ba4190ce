"""The frame of a form field: label above, control, help under it, and the error in words at the field."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from aethex_live.components.ui.base import Text, icon, show_if
from aethex_live.i18n import t


@dataclass(frozen=True, slots=True)
class Field:
    """What surrounds one control, and how the control refers to it."""

    name: str
    label: Text
    help: Text | None = None
    error: Text | None = None
    optional: bool = False
    hide_label: bool = False
    id: str | None = None

    @property
    def control_id(self) -> str:
        return self.id or f"field-{self.name}"

    def control_props(self, required: bool = False) -> dict[str, Any]:
        """Props that tie the control to its label, help and error.

        The id goes in as a plain attribute: as a prop, Reflex would also submit the control under its id.
        """
        described = [f"{self.control_id}-help"] if self.help is not None else []
        if self.error is not None:
            described.append(f"{self.control_id}-error")
        invalid = rx.cond(self.error, "true", "false") if self.error is not None else None
        return {
            "name": self.name,
            "aria_describedby": " ".join(described) or None,
            "aria_invalid": invalid,
            "aria_required": "true" if required else None,
            "custom_attrs": {"id": self.control_id},
        }


def error_of(name: str, errors: rx.Var | None, error: Text | None) -> Text | None:
    """The error that belongs to field `name`: given as such, or found in the form's dict of errors."""
    if error is not None or errors is None:
        return error
    return t(errors[name])


def frame(field: Field, control: rx.Component, aside: rx.Component | None = None) -> rx.Component:
    """`control` with everything that `field` says around it."""
    return rx.el.div(
        rx.el.div(
            rx.el.label(
                field.label,
                html_for=field.control_id,
                class_name="ui-hidden-visually" if field.hide_label else "ui-field-label",
            ),
            rx.el.span(t("optional"), class_name="ui-field-optional") if field.optional else rx.fragment(),
            class_name="ui-field-top",
        ),
        control,
        notes(field, aside),
        class_name="ui-field",
    )


def notes(field: Field, aside: rx.Component | None = None) -> rx.Component:
    """The lines under a control: its error, its help, and at the right what counts (`aside`)."""
    return rx.el.div(
        rx.el.div(
            _error(field),
            show_if(
                field.help,
                lambda text: rx.el.p(text, id=f"{field.control_id}-help", class_name="ui-field-help"),
            ),
        ),
        aside or rx.fragment(),
        class_name="ui-field-notes",
    )


def _error(field: Field) -> rx.Component:
    return show_if(
        field.error,
        lambda text: rx.el.p(
            icon("circle_alert"),
            rx.el.span(t(text)),
            id=f"{field.control_id}-error",
            class_name="ui-field-error",
        ),
    )
