"""What is copied: a button, a secret that hides, code, and settings to paste elsewhere."""

from collections.abc import Sequence
from typing import Any, Literal

import reflex as rx

from aethex_live.components.ui.base import Text
from aethex_live.i18n import t
from aethex_live.scripts import beside

_LIBRARY = beside(__name__, "copy.jsx")


class _CopyButton(rx.Component):
    library = _LIBRARY
    tag = "CopyButton"
    alias = "UiCopyButton"

    text: rx.Var[str]
    labels: rx.Var[dict[str, str]]
    face: rx.Var[str]
    kind: rx.Var[str]
    size: rx.Var[str]


class _SecretField(rx.Component):
    library = _LIBRARY
    tag = "SecretField"
    alias = "UiSecretField"

    value: rx.Var[str]
    label: rx.Var[str]
    labels: rx.Var[dict[str, str]]
    loading: rx.Var[bool]
    on_reveal: rx.EventHandler[rx.event.no_args_event_spec]
    on_hide: rx.EventHandler[rx.event.no_args_event_spec]


def copy_button(
    text: Text,
    *,
    face: Text | None = None,
    kind: Literal["quiet", "ghost", "primary"] = "quiet",
    size: Literal["s", "m", "l"] = "m",
) -> rx.Component:
    """Copies `text` and says so. With `face` it is a button with words, without it an icon."""
    words = {"face": face} if face is not None else {}
    return _CopyButton.create(text=text, labels=_copy_labels(), kind=kind, size=size, **words)


def secret_field(
    value: Text,
    *,
    label: Text,
    on_reveal: Any = None,
    on_hide: Any = None,
    loading: bool | rx.Var = False,
) -> rx.Component:
    """A secret behind dots.

    While `value` is empty, showing it calls `on_reveal`, which fetches it or asks for the password first;
    `on_hide` should empty it again, so that it does not stay in the browser.
    """
    labels = _copy_labels() | {"show": t("Show"), "hide": t("Hide")}
    events = {"on_reveal": on_reveal, "on_hide": on_hide}
    given = {name: handler for name, handler in events.items() if handler is not None}
    return _SecretField.create(value=value, label=label, labels=labels, loading=loading, **given)


def code_block(text: Text, *, copy: bool = True) -> rx.Component:
    """Lines to read or paste, as they are."""
    return rx.el.div(
        rx.el.pre(rx.el.code(text), tab_index=0),
        copy_button(text, kind="ghost", size="s") if copy else rx.fragment(),
        class_name="ui-code-block",
    )


def key_values(*pairs: tuple[Text, Text | rx.Component], copy: Sequence[int] = ()) -> rx.Component:
    """Names and values, such as the settings for an encoder; `copy` lists the rows that get a copy button."""
    rows = [
        rx.el.div(
            rx.el.dt(name),
            rx.el.dd(
                rx.el.span(value, class_name="ui-num") if not isinstance(value, rx.Component) else value,
                copy_button(value, kind="ghost", size="s") if at in copy else rx.fragment(),
            ),
        )
        for at, (name, value) in enumerate(pairs)
    ]
    return rx.el.dl(*rows, class_name="ui-key-values")


def _copy_labels() -> dict[str, rx.Var]:
    return {"copy": t("Copy"), "copied": t("Copied"), "failed": t("Copying failed: select the text instead")}
