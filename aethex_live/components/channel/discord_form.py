"""Telling a Discord channel when a stream is on."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.moment import ago
from aethex_live.i18n import t
from aethex_live.state.discord import DiscordForm


def discord_form() -> rx.Component:
    """Where, and what it says there."""
    form = DiscordForm
    is_set = form.hint != ""
    return rx.cond(
        form.loaded,
        ui.form(
            ui.form_section(
                t("Discord"),
                rx.cond(is_set, rx.fragment(_standing(), _switch())),
                ui.text_field(
                    "url",
                    rx.cond(is_set, t("Another webhook"), t("Address of the webhook")),
                    type="url",
                    placeholder="https://discord.com/api/webhooks/…",
                    auto_complete="off",
                    help=t(
                        "In Discord: channel settings, Integrations, Webhooks. Kept encrypted, not shown again."
                    ),
                    errors=form.errors,
                ),
                ui.text_area_field(
                    "template",
                    t("What it says"),
                    max_length=500,
                    rows=3,
                    help=t("Filled in: {names}", names="{channel} {title} {category} {link}"),
                    default_value=form.template,
                    errors=form.errors,
                ),
                help=t(
                    "A message in your Discord when a stream begins, once a stream. It calls nobody by @."
                ),
            ),
            ui.form_actions(
                ui.button(t("Save"), type="submit"),
                rx.cond(
                    is_set,
                    rx.fragment(
                        ui.button(t("Send a test"), on_click=form.try_out),
                        ui.button(t("Remove"), kind="ghost", on_click=form.remove),
                    ),
                ),
                saved=form.saved,
            ),
            on_submit=form.save,
            errors=form.errors,
            error=t(form.errors["form"]),
        ),
    )


def _switch() -> rx.Component:
    return ui.switch("enabled", t("Tell Discord when I am live"), default_checked=DiscordForm.enabled)


def _standing() -> rx.Component:
    """Where it is told, and what became of the last message."""
    return rx.fragment(
        rx.el.div(
            rx.el.span(DiscordForm.hint, class_name="ui-num ui-small"),
            rx.cond(
                DiscordForm.outcome == "taken",
                ui.status_dot(t("The last message has arrived"), tone="good"),
            ),
            rx.cond(
                DiscordForm.told_at, rx.el.span(ago(DiscordForm.told_at), class_name="ui-faint ui-small")
            ),
            class_name="ui-row",
        ),
        rx.match(
            DiscordForm.outcome,
            ("gone", _trouble(t("Discord does not know this webhook any more. Make a new one there."))),
            ("later", _trouble(t("Discord did not take the last message. Try again later."))),
            ("refused", _trouble(t("Discord refused the last message. Change what it says."))),
            rx.fragment(),
        ),
    )


def _trouble(words: rx.Var) -> rx.Component:
    return ui.notice(words, tone="warn", role="status")
