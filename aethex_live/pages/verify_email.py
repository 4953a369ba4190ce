"""Where the link of the confirmation mail leads. A press confirms, because mail scanners open links too."""

import reflex as rx

from aethex_live.components import layout, ui
from aethex_live.components.account.door import post_form
from aethex_live.i18n import t
from aethex_live.state.account_form import AccountForm


@rx.page(route="/verify-email", title="Confirm your address · AeThex LIVE", on_load=AccountForm.begin)
def verify_email() -> rx.Component:
    return layout.auth_shell(
        post_form(
            ui.button(t("Confirm my address"), kind="primary", type="submit", wide=True),
            action="/auth/verify-email",
            from_address=["token"],
        ),
        title=t("Confirm your address"),
        intro=t("One press, and your account is ready."),
        below=ui.link(t("Have the link sent again"), href="/check-mail"),
    )
