"""What stands at every address that leads nowhere."""

import reflex as rx

from aethex_live.components import layout, ui
from aethex_live.components.layout.title import page_title
from aethex_live.i18n import t


@rx.page(route="404", title="Not found · AeThex LIVE")
def not_found() -> rx.Component:
    return layout.error_page(
        page_title(t("Not found")),
        ui.error_state(
            t("There is nothing here"),
            t("The address may be mistyped, or what was here is gone. Nothing of yours is lost."),
            code="404",
            action=ui.link_button(t("Go home"), href="/", kind="primary"),
        ),
    )
