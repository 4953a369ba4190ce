"""The second step of logging in."""

import reflex as rx

from aethex_live.components import layout, ui
from aethex_live.components.account.door import post_form
from aethex_live.i18n import t
from aethex_live.state.account_form import AccountForm


@rx.page(route="/login/code", title="Enter your code · AeThex LIVE", on_load=AccountForm.begin)
def login_code() -> rx.Component:
    return layout.auth_shell(
        post_form(
            ui.text_field(
                "code",
                t("Code"),
                help=t("Six digits from your authenticator app, or one of your recovery codes."),
                errors=AccountForm.errors,
                auto_complete="one-time-code",
                auto_focus=True,
                required=True,
            ),
            ui.button(t("Go on"), kind="primary", type="submit", wide=True),
            action="/auth/log-in/code",
            from_address=["next"],
        ),
        title=t("One more step"),
        intro=t("Your account is protected by a second factor."),
        below=rx.fragment(
            rx.el.p(
                t("Lost both? A passkey lets you in as well. Else those who run the site can help."),
                class_name="ui-muted ui-small",
            ),
            ui.link(t("Back to log-in"), href="/login"),
        ),
    )
