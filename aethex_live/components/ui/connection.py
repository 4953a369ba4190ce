"""The connection told quietly: a thin line on top while it is lost, and the page stays usable."""

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from aethex_live.i18n import t


def reconnecting_line() -> rx.Component:
    """Shown after a second without the server, gone when it answers again."""
    line = rx.el.div(
        rx.el.span(t("Reconnecting"), class_name="ui-connection-words"), class_name="ui-connection"
    )
    return rx.el.div(rx.cond(has_connection_errors, line, rx.fragment()), role="status")
