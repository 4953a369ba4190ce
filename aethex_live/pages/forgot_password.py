"""Ask for a link to choose a new password."""

import reflex as rx

from aethex_live.components import layout, ui
from aethex_live.components.account.door import post_form
from aethex_live.i18n import t
from aethex_live.state.account_form import AccountForm


@rx.page(route="/forgot-password", title="Forgot your password · AeThex LIVE", on_load=AccountForm.begin)
def forgot_password() -> rx.Component:
    return layout.auth_shell(
        post_form(
            ui.text_field(
                "email",
                t("E-mail"),
                type="email",
                errors=AccountForm.errors,
                auto_complete="email",
                auto_focus=True,
                required=True,
            ),
            ui.button(t("Send me a link"), kind="primary", type="submit", wide=True),
            action="/auth/forgot-password",
        ),
        title=t("Forgot your password?"),
        intro=t("Tell us your address, and we send a link to choose a new one."),
        below=ui.link(t("Back to log-in"), href="/login"),
    )
