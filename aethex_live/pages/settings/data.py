"""Settings: take your data along, or leave."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.account.confirm import confirm_identity
from aethex_live.components.account.door import post_button
from aethex_live.components.settings.frame import settings_page
from aethex_live.i18n import t
from aethex_live.state.account_form import AccountForm
from aethex_live.state.security import Security
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/settings/data",
    title="Your data · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, AccountForm.begin],
)
def data() -> rx.Component:
    return settings_page(
        ui.panel(
            rx.el.p(t("Everything that belongs to your account, in one archive."), class_name="ui-muted"),
            rx.el.form(
                ui.button(t("Download my data"), type="submit", icon_start="download"),
                action="/auth/export",
                method="post",
            ),
            title=t("Take your data along"),
        ),
        ui.panel(
            rx.el.p(
                t(
                    "Your page and your channels vanish at once and every device is signed out. For two weeks,"
                    " logging in brings all of it back. Then it is gone for good."
                ),
                class_name="ui-muted",
            ),
            post_button(
                t("Delete my account"),
                action="/auth/delete-account",
                kind="danger",
                on_refused=Security.refuse,
            ),
            title=t("Leave"),
        ),
        confirm_identity(Security.again),
        title=t("Your data"),
    )
