"""When a passkey, a token or a stream key was used."""

import reflex as rx

from aethex_live.components.channel.moment import moment
from aethex_live.i18n import t


def last_used(at: rx.Var) -> rx.Component:
    """The time, as its reader writes it; for what was never used, that."""
    return rx.cond(at, rx.fragment(t("Last used on"), " ", moment(at)), t("Never used yet"))
