"""Fields for text, passwords, choices from a list, one-time codes and addresses (slugs).

Controls keep what is typed in the browser until the form is sent, so a reconnect or an error loses nothing:
give `default_value`, not `value`, unless the server must see every key.
"""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from aethex_live.components.ui.base import Text, show_if
from aethex_live.components.ui.field import Field, error_of, frame
from aethex_live.i18n import t
from aethex_live.scripts import beside

_LIBRARY = beside(__name__, "inputs.jsx")

Options = Sequence[tuple[str, Text]] | rx.Var


def _slug_event(slug: rx.Var[str]) -> tuple[rx.Var[str]]:
    return (slug,)


class _Control(rx.Component):
    library = _LIBRARY
    _is_form_control = True

    name: rx.Var[str]
    default_value: rx.Var[str]
    placeholder: rx.Var[str]
    auto_complete: rx.Var[str]
    auto_focus: rx.Var[bool]
    disabled: rx.Var[bool]
    max_length: rx.Var[int]


class _Password(_Control):
    tag = "PasswordInput"

    labels: rx.Var[dict[str, str]]


class _Counted(_Control):
    tag = "CountedText"

    multiline: rx.Var[bool]
    rows: rx.Var[int]
    value: rx.Var[str]
    on_change: rx.EventHandler[rx.event.input_event]


class _Select(_Control):
    tag = "Select"
    alias = "UiSelect"

    value: rx.Var[str]
    on_change: rx.EventHandler[rx.event.input_event]


class _Code(_Control):
    tag = "CodeInput"

    length: rx.Var[int]
    label: rx.Var[str]
    invalid: rx.Var[str]
    describedby: rx.Var[str]
    on_complete: rx.EventHandler[_slug_event]


class _Slug(_Control):
    tag = "SlugInput"

    prefix: rx.Var[str]
    proposed: rx.Var[str]
    chosen: rx.Var[str]
    on_slug: rx.EventHandler[_slug_event]


def text_field(
    name: str,
    label: Text,
    *,
    type: str = "text",
    help: Text | None = None,
    errors: rx.Var | None = None,
    error: Text | None = None,
    required: bool = False,
    optional: bool = False,
    hide_label: bool = False,
    prefix: Text | None = None,
    suffix: Text | None = None,
    id: str | None = None,
    **props: Any,
) -> rx.Component:
    """One line of text. `errors` is the form's errors by field name; `prefix` and `suffix` stand by it."""
    field = Field(name, label, help, error_of(name, errors, error), optional, hide_label, id)
    control = rx.el.input(type=type, class_name="ui-input", **field.control_props(required), **props)
    if prefix is None and suffix is None:
        return frame(field, control)
    box = rx.el.div(
        show_if(prefix, lambda text: rx.el.span(text, class_name="ui-input-prefix")),
        control,
        show_if(suffix, lambda text: rx.el.span(text, class_name="ui-input-suffix")),
        class_name="ui-input-box",
    )
    return frame(field, box)


def counted_field(
    name: str,
    label: Text,
    *,
    max_length: int,
    multiline: bool = False,
    rows: int = 4,
    help: Text | None = None,
    errors: rx.Var | None = None,
    error: Text | None = None,
    required: bool = False,
    optional: bool = False,
    id: str | None = None,
    **props: Any,
) -> rx.Component:
    """Text with a counter of its characters. Typing past the limit is told, not cut off."""
    field = Field(name, label, help, error_of(name, errors, error), optional, False, id)
    control = _Counted.create(
        multiline=multiline,
        rows=rows if multiline else None,
        max_length=max_length,
        **field.control_props(required),
        **props,
    )
    return frame(field, control)


def text_area_field(name: str, label: Text, *, max_length: int, **props: Any) -> rx.Component:
    """Several lines of text with a counter."""
    return counted_field(name, label, max_length=max_length, multiline=True, **props)


def password_field(
    name: str,
    label: Text,
    *,
    new: bool = False,
    help: Text | None = None,
    errors: rx.Var | None = None,
    error: Text | None = None,
    required: bool = True,
    id: str | None = None,
    **props: Any,
) -> rx.Component:
    """A password that can be shown. `new` lets password managers propose one."""
    field = Field(name, label, help, error_of(name, errors, error), False, False, id)
    control = _Password.create(
        auto_complete="new-password" if new else "current-password",
        labels={"show": t("Show password"), "hide": t("Hide password")},
        **field.control_props(required),
        **props,
    )
    return frame(field, control)


def select_field(
    name: str,
    label: Text,
    options: Options,
    *,
    placeholder: Text | None = None,
    help: Text | None = None,
    errors: rx.Var | None = None,
    error: Text | None = None,
    required: bool = False,
    optional: bool = False,
    hide_label: bool = False,
    id: str | None = None,
    **props: Any,
) -> rx.Component:
    """One choice from a list. `options` are `(value, label)` pairs, or a Var of such pairs."""
    field = Field(name, label, help, error_of(name, errors, error), optional, hide_label, id)
    control = _Select.create(
        show_if(placeholder, lambda text: rx.el.option(text, value="")),
        *_options(options),
        **field.control_props(required),
        **props,
    )
    return frame(field, control)


def code_field(
    name: str,
    label: Text,
    *,
    length: int = 6,
    help: Text | None = None,
    errors: rx.Var | None = None,
    error: Text | None = None,
    on_complete: Any = None,
    id: str | None = None,
    auto_focus: bool = False,
) -> rx.Component:
    """A one-time code in cells; pasting works. `on_complete(code)` fires at the last digit."""
    field = Field(name, label, help, error_of(name, errors, error), False, False, id)
    props = field.control_props(required=True)
    control = _Code.create(
        name=name,
        length=length,
        label=label,
        invalid=props["aria_invalid"],
        describedby=props["aria_describedby"],
        custom_attrs=props["custom_attrs"],
        auto_focus=auto_focus,
        **({"on_complete": on_complete} if on_complete is not None else {}),
    )
    return frame(field, control)


def slug_field(
    name: str,
    label: Text,
    *,
    prefix: Text,
    max_length: int = 32,
    status: Text | None = None,
    help: Text | None = None,
    errors: rx.Var | None = None,
    error: Text | None = None,
    proposed: Text = "",
    chosen: Text = "",
    on_slug: Any = None,
    id: str | None = None,
    **props: Any,
) -> rx.Component:
    """An address that writes itself correctly while typing.

    `proposed` stands there until somebody types; `chosen` takes the place of what they typed when it changes.
    `on_slug(slug)` fires 250 ms after the last key, so that the state can answer
    in `status` ("is free") or in `error`.
    """
    field = Field(name, label, help, error_of(name, errors, error), False, False, id)
    control = _Slug.create(
        prefix=prefix,
        proposed=proposed,
        chosen=chosen,
        max_length=max_length,
        **({"on_slug": on_slug} if on_slug is not None else {}),
        **field.control_props(required=True),
        **props,
    )
    good = show_if(status, lambda text: rx.el.span(text, class_name="ui-field-good"))
    return frame(field, control, aside=rx.el.div(good, role="status"))


def _options(options: Options) -> list[rx.Component]:
    if isinstance(options, rx.Var):
        return [rx.foreach(options, lambda pair: rx.el.option(pair[1], value=pair[0]))]
    return [rx.el.option(label, value=value) for value, label in options]
