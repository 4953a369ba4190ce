"""Log in: password, passkey, or another site's account."""

import reflex as rx

from aethex_live.components import layout, ui
from aethex_live.components.account.door import passkey_button, post_form
from aethex_live.components.account.other_sites import other_sites
from aethex_live.i18n import t
from aethex_live.state.account_form import AccountForm
from aethex_live.state.login_notice import LoginNotice
from aethex_live.state.other_sites import OtherSites


@rx.page(
    route="/login",
    title="Log in · AeThex LIVE",
    description="Log in to chat, to follow, and to stream.",
    on_load=[AccountForm.begin, LoginNotice.load, OtherSites.load],
)
def login() -> rx.Component:
    return layout.auth_shell(
        rx.cond(LoginNotice.good, ui.notice(t(LoginNotice.good), tone="good")),
        rx.cond(LoginNotice.bad, ui.notice(t(LoginNotice.bad), tone="live")),
        post_form(
            ui.text_field(
                "identifier",
                t("Username or e-mail"),
                errors=AccountForm.errors,
                auto_complete="username webauthn",
                auto_focus=True,
                required=True,
            ),
            ui.password_field("password", t("Password"), errors=AccountForm.errors),
            ui.button(t("Log in"), kind="primary", type="submit", wide=True),
            ui.link(t("Forgot your password?"), href="/forgot-password"),
            action="/auth/log-in",
            from_address=["next"],
        ),
        rx.el.div(t("or"), class_name="ui-or"),
        passkey_button(
            t("Use a passkey"), begin="/auth/passkey/log-in", finish="/auth/passkey/log-in/finish"
        ),
        other_sites(),
        title=t("Log in"),
        below=rx.el.p(t("New here?"), " ", ui.link(t("Create an account"), href="/register")),
    )
