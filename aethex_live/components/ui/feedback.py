"""What the product says: notices in the page, empty and failed places, progress."""

from typing import Any

import reflex as rx

from aethex_live.components.ui.base import Child, Text, Tone, icon, inline, show_if, with_class

_TONE_ICONS: dict[Tone, str] = {
    "neutral": "info",
    "signal": "info",
    "live": "circle_alert",
    "warn": "triangle_alert",
    "good": "circle_check",
    "reward": "gift",
}


def notice(
    text: Child,
    *,
    title: Text | None = None,
    tone: Tone = "neutral",
    action: Child | None = None,
    **props: Any,
) -> rx.Component:
    """A message inside the page, with an icon, words, and perhaps one step to take."""
    return rx.el.div(
        icon(_TONE_ICONS[tone], size=20),
        rx.el.div(
            show_if(title, lambda words: rx.el.p(words, class_name="ui-notice-title")),
            rx.el.div(text),
            class_name="ui-notice-words",
        ),
        action if action is not None else rx.fragment(),
        data_tone=tone,
        **with_class(props, "ui-notice"),
    )


def empty_state(
    title: Text, text: Text, *, icon_name: str = "radio_tower", action: Child | None = None, **props: Any
) -> rx.Component:
    """Says what will be here and offers the step that fills it."""
    return rx.el.div(
        rx.el.div(icon(icon_name, size=20), class_name="ui-empty-icon"),
        rx.el.h2(title, class_name="ui-h3"),
        rx.el.p(text, class_name="ui-muted"),
        action if action is not None else rx.fragment(),
        **with_class(props, "ui-empty"),
    )


def error_state(
    title: Text, text: Text, *, code: Text | None = None, action: Child | None = None, **props: Any
) -> rx.Component:
    """Says what happened, what is safe, and what to do."""
    return rx.el.div(
        show_if(code, lambda words: rx.el.p(words, class_name="ui-error-code ui-num")),
        rx.el.h1(title, class_name="ui-h1"),
        rx.el.p(text, class_name="ui-muted"),
        action if action is not None else rx.fragment(),
        **with_class(props, "ui-error"),
    )


def progress(
    value: rx.Var | int | None = None,
    *,
    label: Text,
    maximum: int = 100,
    show_value: bool = True,
    **props: Any,
) -> rx.Component:
    """A bar. Without a value it says only that work goes on."""
    bar = {} if value is None else {"value": value, "max": maximum}
    shown = value is not None and show_value
    return rx.el.div(
        rx.el.div(
            rx.el.span(label),
            rx.el.span(value, "\u2009%", class_name="ui-num") if shown else rx.fragment(),
            class_name="ui-progress-words",
        ),
        rx.el.progress(aria_label=label, class_name="ui-progress-bar", **bar),
        **with_class(props, "ui-progress"),
    )


def meter(share: rx.Var | float, *, label: Text, tone: Tone = "signal") -> rx.Component:
    """A level between 0 and 1, such as storage used."""
    return rx.el.div(
        rx.el.span(class_name="ui-meter-fill", **inline(share=share)),
        custom_attrs={"role": "meter"},
        aria_label=label,
        aria_valuemin=0,
        aria_valuemax=1,
        aria_valuenow=share,
        data_tone=tone,
        class_name="ui-meter",
    )
