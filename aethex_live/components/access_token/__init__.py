"""Access tokens: the list, the form for a new one, and the one just made."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.moment import moment
from aethex_live.components.settings.used import last_used
from aethex_live.domain.access_token import Scope
from aethex_live.i18n import t
from aethex_live.state.access_token import DIALOG, LIFETIMES, AccessTokens


def token_panel() -> rx.Component:
    """All tokens, and the way to a new one."""
    return ui.panel(
        rx.el.p(
            t("A token lets a program do in your name what you allow it, and nothing else."),
            " ",
            ui.link(t("What programs can do"), href="/api/docs", external=True),
            class_name="ui-muted",
        ),
        rx.foreach(AccessTokens.tokens, _token),
        rx.cond(
            ~AccessTokens.loaded,
            ui.skeleton_rows(2),
            rx.cond(
                AccessTokens.tokens.length() == 0, rx.el.p(t("You have no tokens."), class_name="ui-faint")
            ),
        ),
        title=t("Access tokens"),
        action=ui.button(t("New token"), icon_start="plus", kind="primary", on_click=ui.show(DIALOG)),
    )


def new_token_panel() -> rx.Component:
    """The token just made: shown now and never again."""
    return rx.cond(
        AccessTokens.secret,
        ui.notice(
            rx.el.div(
                rx.el.p(t("Copy it now: it will not be shown again.")),
                ui.code_block(AccessTokens.secret),
                ui.button(t("I have it"), on_click=AccessTokens.conceal),
                class_name="ui-stack",
            ),
            title=t("Your new token"),
            tone="good",
        ),
    )


def new_token_dialog() -> rx.Component:
    """What it is for, what it may do, how long it works."""
    return ui.dialog(
        ui.form(
            ui.text_field(
                "name",
                t("What is it for?"),
                placeholder=t("Stream deck"),
                errors=AccessTokens.errors,
                required=True,
            ),
            rx.el.fieldset(
                rx.el.legend(t("What may it do?"), class_name="ui-field-label"),
                *(ui.checkbox(scope, label) for scope, label in _scopes()),
                class_name="ui-stack",
            ),
            ui.select_field(
                "days",
                t("How long does it work?"),
                [(str(days), t("{n} days", n=days)) for days in LIFETIMES],
                errors=AccessTokens.errors,
                default_value="90",
            ),
            ui.button(t("Make token"), kind="primary", type="submit", wide=True),
            on_submit=AccessTokens.create,
            errors=AccessTokens.errors,
        ),
        id=DIALOG,
        title=t("New token"),
    )


def _scopes() -> list[tuple[str, rx.Var]]:
    return [
        (Scope.ACCOUNT_READ, t("Read your account, devices and channels")),
        (Scope.ACCOUNT_WRITE, t("Change your profile, images and settings")),
        (Scope.CHANNEL_WRITE, t("Create, change and delete your channels")),
        (Scope.CHAT_WRITE, t("Write in chats, and delete your messages")),
        (Scope.MODERATE, t("Keep order in chats where you may")),
        (Scope.STREAM_KEY, t("See, make and replace stream keys")),
        (Scope.STAFF, t("Use the powers that you have on this site")),
    ]


def _token(token: rx.Var) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.strong(token["name"]),
            rx.el.p(
                rx.el.code(token["shown"], "…"),
                " · ",
                rx.cond(token["scopes"], token["scopes"], t("public things only")),
                class_name="ui-faint ui-small",
            ),
            rx.el.p(
                last_used(token["used"]),
                " · ",
                t("works until"),
                " ",
                moment(token["ends"]),
                class_name="ui-faint ui-small",
            ),
        ),
        ui.button(t("Revoke"), kind="danger", on_click=AccessTokens.revoke(token["id"])),
        class_name="settings-row",
    )
