"""Create an account."""

import reflex as rx

from aethex_live.components import layout, ui
from aethex_live.components.account.door import post_form
from aethex_live.components.account.other_sites import other_sites
from aethex_live.i18n import t
from aethex_live.state.account_form import AccountForm
from aethex_live.state.other_sites import OtherSites


@rx.page(
    route="/register",
    title="Create an account · AeThex LIVE",
    description="Create an account to chat, to follow, and to stream yourself.",
    on_load=[AccountForm.begin, OtherSites.load],
)
def register() -> rx.Component:
    return layout.auth_shell(
        post_form(
            ui.text_field(
                "username",
                t("Username"),
                help=rx.cond(
                    AccountForm.free_name,
                    t("{name} is free.", name=AccountForm.free_name),
                    t("3 to 25 letters, digits or underscores. It is your address on this site."),
                ),
                errors=AccountForm.errors,
                on_change=AccountForm.look_up_name,
                auto_complete="username",
                auto_focus=True,
                required=True,
            ),
            ui.text_field(
                "email",
                t("E-mail"),
                type="email",
                help=t("We send a link to confirm it. Nobody else sees it."),
                errors=AccountForm.errors,
                auto_complete="email",
                required=True,
            ),
            ui.password_field(
                "password",
                t("Password"),
                new=True,
                help=t(
                    "At least 10 characters. A few words in a row are easy to remember and hard to guess."
                ),
                errors=AccountForm.errors,
            ),
            ui.button(t("Create account"), kind="primary", type="submit", wide=True),
            action="/auth/register",
        ),
        other_sites(),
        title=t("Create an account"),
        intro=t("To chat, to follow, and to stream yourself."),
        below=rx.el.p(t("Already here before?"), " ", ui.link(t("Log in"), href="/login")),
    )
