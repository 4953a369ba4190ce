"""Where the link of the reset mail leads."""

import reflex as rx

from aethex_live.components import layout, ui
from aethex_live.components.account.door import post_form
from aethex_live.i18n import t
from aethex_live.state.account_form import AccountForm


@rx.page(route="/reset-password", title="Choose a new password · AeThex LIVE", on_load=AccountForm.begin)
def reset_password() -> rx.Component:
    return layout.auth_shell(
        post_form(
            ui.password_field(
                "password",
                t("New password"),
                new=True,
                help=t("At least 10 characters. Every device is signed out afterwards."),
                errors=AccountForm.errors,
                auto_focus=True,
            ),
            ui.button(t("Change password"), kind="primary", type="submit", wide=True),
            action="/auth/reset-password",
            from_address=["token"],
        ),
        title=t("Choose a new password"),
        below=ui.link(t("Have another link sent"), href="/forgot-password"),
    )
