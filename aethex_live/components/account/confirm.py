"""Shows once more that it is really you; pages that give away or change a secret carry this dialog."""

from typing import Any

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.account.door import passkey_button, post_form
from aethex_live.i18n import t
from aethex_live.state.account_form import AccountForm
from aethex_live.state.answer import CONFIRM_DIALOG


def confirm_identity(on_confirmed: Any) -> rx.Component:
    """The dialog. Then what was wanted is tried again: by `on_confirmed`, or a post by the browser itself."""
    again = rx.call_script("const again = window.aethexAgain; window.aethexAgain = undefined; again?.()")
    done = [ui.hide(CONFIRM_DIALOG), AccountForm.accept, on_confirmed, again]
    return ui.dialog(
        rx.el.p(
            t("This is about a secret or a way into your account, so we ask again."), class_name="ui-muted"
        ),
        post_form(
            ui.password_field(
                "password", t("Your password"), errors=AccountForm.errors, id="confirm-password"
            ),
            ui.button(t("Confirm"), kind="primary", type="submit", wide=True),
            action="/auth/confirm/password",
            then="",
            on_accepted=done,
        ),
        passkey_button(
            t("Use a passkey instead"),
            begin="/auth/passkey/confirm",
            finish="/auth/passkey/confirm/finish",
            then="",
            on_accepted=done,
        ),
        ui.link(t("No password yet, or forgotten? Choose one by mail."), href="/forgot-password"),
        id=CONFIRM_DIALOG,
        title=t("Is it you?"),
    )
