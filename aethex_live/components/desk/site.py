"""The site's settings and legal texts on the desk."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.i18n import t
from aethex_live.state.site_desk import SiteDesk, legal_choices


def settings_form() -> rx.Component:
    """Names, who may register, who runs the site."""
    values, errors = SiteDesk.values, SiteDesk.errors

    def text(name: str, label: ui.Text, **more: object) -> rx.Component:
        return ui.text_field(name, label, default_value=values[name], errors=errors, **more)

    return ui.form(
        ui.form_section(
            t("The site"),
            text("site_name", t("Name")),
            text("tagline", t("One line about it")),
        ),
        ui.form_section(
            t("Members"),
            ui.switch(
                "registration_open", t("Anybody may register"), default_checked=SiteDesk.registration_open
            ),
            text(
                "email_domains",
                t("Only with addresses of"),
                help=t("Domains with spaces between; empty means any."),
            ),
            text("minimum_age", t("Least age"), type="number"),
            text("channels_per_person", t("Most channels of a person"), type="number"),
        ),
        ui.form_section(
            t("Who runs it"),
            text("operator", t("Operator")),
            text("operator_address", t("Postal address")),
            text("contact_email", t("Contact address"), type="email"),
            help=t("The legal pages name them."),
        ),
        ui.form_actions(ui.button(t("Save"), kind="primary", type="submit"), saved=SiteDesk.saved),
        on_submit=SiteDesk.save,
        errors=errors,
        error=t(errors["form"]),
    )


def legal_form() -> rx.Component:
    """One of the legal texts."""
    return ui.panel(
        ui.select_field("legal", t("Page"), legal_choices(), on_change=SiteDesk.open_legal),
        ui.form(
            ui.text_area_field(
                "text",
                t("Text"),
                max_length=50_000,
                rows=14,
                help=t(
                    "Markdown headings and lists. {site}, {operator}, {address} and {contact} are filled in."
                ),
                default_value=SiteDesk.legal_text,
                key=SiteDesk.legal_text,
            ),
            ui.button(t("Save the text"), type="submit"),
            on_submit=SiteDesk.save_legal,
        ),
        title=t("Legal pages"),
    )
