"""Where the links of the mails about a new address lead."""

import reflex as rx

from aethex_live.components import layout, ui
from aethex_live.components.account.door import post_form
from aethex_live.i18n import t
from aethex_live.state.account_form import AccountForm


@rx.page(route="/confirm-email", title="Change of address · AeThex LIVE", on_load=AccountForm.begin)
def confirm_email() -> rx.Component:
    return layout.auth_shell(
        rx.cond(
            AccountForm.done,
            ui.notice(t("Thank you. The change counts as soon as both addresses have agreed."), tone="good"),
            post_form(
                ui.button(t("I agree to the change"), kind="primary", type="submit", wide=True),
                action="/auth/confirm-email",
                from_address=["token"],
                then="",
                on_accepted=AccountForm.accept,
            ),
        ),
        title=t("Change of address"),
        below=ui.link(t("Home"), href="/"),
    )
