"""Settings: tokens for programs."""

import reflex as rx

from aethex_live.components import access_token as parts
from aethex_live.components.account.confirm import confirm_identity
from aethex_live.components.settings.frame import settings_page
from aethex_live.i18n import t
from aethex_live.state.access_token import AccessTokens
from aethex_live.state.account_form import AccountForm
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/settings/tokens",
    title="Access tokens · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, AccountForm.begin, AccessTokens.load],
)
def tokens() -> rx.Component:
    return settings_page(
        parts.new_token_panel(),
        parts.token_panel(),
        parts.new_token_dialog(),
        confirm_identity(AccessTokens.again),
        title=t("Access tokens"),
    )
