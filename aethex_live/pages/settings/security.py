"""Settings: how to get in, and where one is logged in."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.account.confirm import confirm_identity
from aethex_live.components.settings import security as parts
from aethex_live.components.settings.frame import settings_page
from aethex_live.i18n import t
from aethex_live.state.account_form import AccountForm
from aethex_live.state.login_notice import LoginNotice
from aethex_live.state.security import Security
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/settings/security",
    title="Security · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, AccountForm.begin, LoginNotice.load, Security.load],
)
def security() -> rx.Component:
    return settings_page(
        rx.cond(LoginNotice.bad, ui.notice(t(LoginNotice.bad), tone="live", role="alert")),
        rx.cond(
            Security.loaded,
            rx.fragment(
                parts.devices_panel(),
                parts.second_factor_panel(),
                parts.passkey_panel(),
                parts.sites_panel(),
                parts.password_panel(),
                parts.email_panel(),
            ),
            ui.skeleton_rows(6),
        ),
        confirm_identity(Security.again),
        title=t("Security"),
    )
