"""After something was sent by mail."""

import reflex as rx

from aethex_live.components import layout, ui
from aethex_live.components.account.door import post_form
from aethex_live.i18n import t
from aethex_live.state.account_form import AccountForm


@rx.page(route="/check-mail", title="Check your mail · AeThex LIVE", on_load=AccountForm.begin)
def check_mail() -> rx.Component:
    return layout.auth_shell(
        ui.notice(
            t("If the address can be used, a mail with a link is on its way. It is good for a few hours."),
            tone="good",
        ),
        rx.el.details(
            rx.el.summary(t("Nothing came?")),
            post_form(
                ui.text_field(
                    "email",
                    t("E-mail"),
                    type="email",
                    help=t("Look into your spam folder first. Then have the confirmation sent again."),
                    errors=AccountForm.errors,
                    auto_complete="email",
                    required=True,
                ),
                ui.button(t("Send again"), type="submit", wide=True),
                action="/auth/resend",
                then="/check-mail",
            ),
            class_name="ui-details",
        ),
        title=t("Check your mail"),
        below=ui.link(t("Back to log-in"), href="/login"),
    )
