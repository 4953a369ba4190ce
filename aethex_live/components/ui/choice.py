"""Yes-or-no and one-of-a-few: checkbox, switch, radio group, segments."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from aethex_live.components.ui.base import Text, show_if, with_class
from aethex_live.components.ui.field import Field, error_of, notes

Choices = Sequence[tuple[str, Text | rx.Component] | tuple[str, Text | rx.Component, Text]]


def checkbox(
    name: str,
    *label: Text | rx.Component,
    help: Text | None = None,
    errors: rx.Var | None = None,
    error: Text | None = None,
    id: str | None = None,
    **props: Any,
) -> rx.Component:
    """A box to tick, its label beside it. In form data it is "on" or missing."""
    return _toggle("checkbox", "ui-check", name, label, help, error_of(name, errors, error), id, props)


def switch(
    name: str,
    *label: Text | rx.Component,
    help: Text | None = None,
    error: Text | None = None,
    id: str | None = None,
    **props: Any,
) -> rx.Component:
    """On or off, at once: give `checked` and `on_change`. Label at the left, switch at the right."""
    return _toggle("checkbox", "ui-switch", name, label, help, error, id, {"role": "switch", **props})


def radio_group(
    name: str,
    label: Text,
    choices: Choices,
    *,
    selected: Text | None = None,
    help: Text | None = None,
    errors: rx.Var | None = None,
    error: Text | None = None,
    on_change: Any = None,
    disabled: bool | rx.Var = False,
    side_by_side: bool = False,
) -> rx.Component:
    """One of a few, each with room for help: `choices` are `(value, label)` or `(value, label, help)`.

    With `on_change` the group follows `selected`; without, `selected` is where it starts. `side_by_side` suits many
    choices with short labels.
    """
    field = Field(name, label, help, error_of(name, errors, error))
    described = field.control_props()["aria_describedby"]
    rows = [_radio(name, choice, selected, on_change, disabled) for choice in choices]
    return rx.el.fieldset(
        rx.el.legend(label, class_name="ui-field-label"),
        rx.el.div(*rows, class_name="ui-radio-row" if side_by_side else "ui-radio-group"),
        notes(field),
        class_name="ui-field",
        aria_describedby=described,
    )


def _radio(name: str, choice: tuple, selected: Text | None, on_change: Any, disabled: Any) -> rx.Component:
    value, label, *rest = choice
    state = {"default_checked": selected == value} if on_change is None else {"checked": selected == value}
    events = {"on_change": on_change} if on_change is not None else {}
    return rx.el.label(
        rx.el.input(
            type="radio",
            name=name,
            value=value,
            disabled=disabled,
            class_name="ui-choice-control",
            **(state if selected is not None else {}),
            **events,
        ),
        rx.el.span(
            rx.el.span(label),
            show_if(rest[0] if rest else None, lambda text: rx.el.span(text, class_name="ui-field-help")),
            class_name="ui-choice-words",
        ),
        class_name="ui-choice ui-radio",
    )


def segments(
    label: Text, choices: Sequence[tuple[str, Text]], *, selected: rx.Var, on_select: Any, **props: Any
) -> rx.Component:
    """A row of buttons of which one is chosen; `on_select` is called with its value."""
    return rx.el.div(
        *[
            rx.el.button(
                text,
                type="button",
                class_name="ui-segment",
                aria_pressed=rx.cond(selected == value, "true", "false"),
                on_click=on_select(value),
            )
            for value, text in choices
        ],
        role="group",
        aria_label=label,
        **with_class(props, "ui-segments"),
    )


def _toggle(
    type: str,
    look: str,
    name: str,
    label: tuple[Text | rx.Component, ...],
    help: Text | None,
    error: Text | None,
    id: str | None,
    props: dict[str, Any],
) -> rx.Component:
    field = Field(name, "", help, error, id=id)
    words = rx.el.span(
        rx.el.span(*label),
        notes(field) if help is not None or error is not None else rx.fragment(),
        class_name="ui-choice-words",
    )
    control = rx.el.input(type=type, class_name="ui-choice-control", **field.control_props(), **props)
    return rx.el.label(control, words, class_name=f"ui-choice {look}")
