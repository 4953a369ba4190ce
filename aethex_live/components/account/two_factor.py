"""Two-factor log-in: set up, renew the recovery codes, turn off."""

from typing import Any

import reflex as rx

from aethex_live.i18n import t
from aethex_live.scripts import beside
from aethex_live.state.security import Security


class _TwoFactor(rx.Component):
    library = beside(__name__, "two_factor.jsx")
    tag = "TwoFactor"

    on: rx.Var[bool]
    labels: rx.Var[dict[str, str]]
    on_refused: rx.EventHandler[rx.event.passthrough_event_spec(dict[str, Any])]


def two_factor() -> rx.Component:
    """Its buttons, and one step after the other."""
    return _TwoFactor.create(
        on=Security.two_factor,
        on_refused=Security.refuse,
        labels={
            "begin": t("Set up an authenticator app"),
            "scan": t("Scan this with your authenticator app, then type the code that it shows."),
            "qr": t("QR code for the authenticator app"),
            "orType": t("Or type this into the app:"),
            "code": t("Code"),
            "turnOn": t("Turn on"),
            "turnOff": t("Turn off"),
            "newCodes": t("New recovery codes"),
            "keepCodes": t(
                "Keep these codes in a safe place. Each lets you in once when your phone is gone."
            ),
            "copy": t("Copy"),
            "kept": t("I have kept them"),
            "unreachable": t("The site cannot be reached. Try again in a moment."),
        },
    )
