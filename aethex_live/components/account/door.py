"""The forms and buttons of the door, wrapped: see door.jsx for why they post instead of sending an event."""

from typing import Any

import reflex as rx

from aethex_live.components import ui
from aethex_live.i18n import t
from aethex_live.scripts import beside
from aethex_live.state.account_form import AccountForm

_LIBRARY = beside(__name__, "door.jsx")
_ANSWER = rx.event.passthrough_event_spec(dict[str, Any])


class _Posting(rx.Component):
    library = _LIBRARY

    action: rx.Var[str]
    from_address: rx.Var[list[str]]
    extra: rx.Var[dict[str, Any]]
    then: rx.Var[str]
    on_refused: rx.EventHandler[_ANSWER]
    on_accepted: rx.EventHandler[_ANSWER]


class _PostForm(_Posting):
    tag = "PostForm"


class _PostButton(_Posting):
    tag = "PostButton"

    disabled: rx.Var[bool]


class _PasskeyButton(_Posting):
    tag = "PasskeyButton"

    begin: rx.Var[str]
    finish: rx.Var[str]
    create_one: rx.Var[bool]


def post_form(
    *children: ui.Child, action: str, errors: rx.Var | None = None, on_refused: Any = None, **props: Any
) -> rx.Component:
    """A form that posts to `action`.

    `from_address` names query parameters of the page that go along; `then` overrides where it leads.
    """
    shown = AccountForm.errors if errors is None else errors
    return _PostForm.create(
        ui.form_focus(shown),
        rx.cond(shown["form"], ui.notice(t(shown["form"]), tone="live", role="alert")),
        *children,
        action=action,
        on_refused=AccountForm.refuse if on_refused is None else on_refused,
        class_name="ui-form",
        **props,
    )


def post_button(*children: ui.Child, action: str, kind: str = "quiet", **props: Any) -> rx.Component:
    """A button that posts to `action`, looking like any other."""
    props.setdefault("on_refused", AccountForm.refuse)
    props.setdefault("class_name", "ui-button")
    return _PostButton.create(
        rx.el.span(*children, class_name="ui-button-content"), action=action, data_kind=kind, **props
    )


def passkey_button(*children: ui.Child, begin: str, finish: str, **props: Any) -> rx.Component:
    """A button that has the browser show (or, with `create_one`, make) a passkey."""
    props.setdefault("on_refused", AccountForm.refuse)
    return _PasskeyButton.create(
        rx.el.span(ui.icon("fingerprint"), *children, class_name="ui-button-content"),
        begin=begin,
        finish=finish,
        class_name="ui-button",
        data_wide=True,
        data_kind="quiet",
        **props,
    )
