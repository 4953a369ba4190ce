"""The parts of the page about security."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.account.door import passkey_button, post_button, post_form
from aethex_live.components.account.two_factor import two_factor
from aethex_live.components.channel.moment import moment
from aethex_live.components.settings.used import last_used
from aethex_live.domain.passkey import NAME_LENGTH
from aethex_live.i18n import t
from aethex_live.state.account_form import AccountForm
from aethex_live.state.security import Security


def password_panel() -> rx.Component:
    """Choose another password."""
    return ui.panel(
        post_form(
            ui.password_field("current", t("Present password"), errors=AccountForm.errors),
            ui.password_field(
                "password",
                t("New password"),
                new=True,
                help=t("At least 10 characters. Every other device is signed out."),
                errors=AccountForm.errors,
            ),
            ui.button(t("Change password"), type="submit"),
            action="/auth/password",
            then="/settings/security",
            on_refused=[AccountForm.refuse, Security.refuse],
        ),
        title=t("Password"),
    )


def email_panel() -> rx.Component:
    """Another address; both are asked."""
    return ui.panel(
        rx.cond(
            Security.pending_email,
            ui.notice(
                t(
                    "We wrote to both addresses. {email} counts once both have agreed.",
                    email=Security.pending_email,
                ),
                tone="signal",
                action=ui.button(t("Keep the old one"), on_click=Security.cancel_email),
            ),
        ),
        post_form(
            ui.text_field("email", t("New e-mail"), type="email", errors=AccountForm.errors, required=True),
            ui.button(t("Change e-mail"), type="submit"),
            action="/auth/email",
            then="/settings/security",
            on_refused=[AccountForm.refuse, Security.refuse],
        ),
        title=t("E-mail"),
    )


def second_factor_panel() -> rx.Component:
    """The authenticator app."""
    return ui.panel(
        rx.cond(
            Security.two_factor,
            rx.el.p(ui.badge(t("On"), tone="good"), " ", t("{n} recovery codes left", n=Security.codes_left)),
            rx.el.p(t("A stolen password alone no longer lets anybody in."), class_name="ui-muted"),
        ),
        two_factor(),
        title=t("Two-factor log-in"),
    )


def passkey_panel() -> rx.Component:
    """Passkeys of the devices."""
    return ui.panel(
        rx.el.p(
            t("Log in with your fingerprint, face or a security key instead of a password."),
            class_name="ui-muted",
        ),
        rx.foreach(Security.passkeys, _passkey),
        passkey_button(
            t("Add a passkey"),
            begin="/auth/passkey/new",
            finish="/auth/passkey/new/finish",
            create_one=True,
            then="",
            on_accepted=Security.load,
            on_refused=Security.refuse,
        ),
        title=t("Passkeys"),
    )


def sites_panel() -> rx.Component:
    """Accounts elsewhere; nothing where the operator has set up none."""
    return rx.cond(Security.sites, ui.panel(rx.foreach(Security.sites, _site), title=t("Other sites")))


def devices_panel() -> rx.Component:
    """Where the person is logged in."""
    return ui.panel(
        rx.foreach(Security.devices, _device),
        title=t("Where you are logged in"),
        action=ui.button(t("Sign out everywhere else"), on_click=Security.sign_out_others),
    )


def _passkey(row: rx.Var) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.strong(row["name"]),
            rx.el.p(last_used(row["used"]), class_name="ui-faint ui-small"),
            ui.details(
                t("Rename"),
                ui.form(
                    rx.el.input(type="hidden", name="id", value=row["id"]),
                    ui.text_field(
                        "name",
                        t("Name"),
                        id=f"name-{row['id']}",
                        default_value=row["name"],
                        max_length=NAME_LENGTH,
                        required=True,
                    ),
                    ui.button(t("Save"), type="submit"),
                    on_submit=Security.rename_passkey,
                ),
            ),
        ),
        ui.button(t("Forget"), on_click=Security.remove_passkey(row["id"])),
        class_name="settings-row",
    )


def _site(row: rx.Var) -> rx.Component:
    return rx.el.div(
        rx.el.div(rx.el.strong(row["name"]), rx.el.p(row["label"], class_name="ui-faint ui-small")),
        rx.cond(
            row["linked"],
            post_button(t("Unlink"), action=f"/auth/oauth/{row['key']}/unlink", on_refused=Security.refuse),
            post_button(t("Link it"), action=f"/auth/oauth/{row['key']}/link", on_refused=Security.refuse),
        ),
        class_name="settings-row",
    )


def _device(row: rx.Var) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.strong(row["what"], class_name="settings-agent"),
            rx.el.p(row["network"], " · ", moment(row["seen"]), class_name="ui-faint ui-small ui-num"),
        ),
        rx.cond(
            row["here"],
            ui.badge(t("This device"), tone="signal"),
            ui.button(t("Sign out"), on_click=Security.sign_out(row["id"])),
        ),
        class_name="settings-row",
    )
