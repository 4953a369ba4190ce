"""The dialog that reports something to those who keep order."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.domain.report import DETAILS_LENGTH
from aethex_live.i18n import t
from aethex_live.state.report import DIALOG, ReportForm


def report_dialog() -> rx.Component:
    """What is wrong, in one choice and perhaps some words."""
    return ui.dialog(
        rx.el.p(
            t(
                "The moderators get what was written with it. {name} does not learn who reported.",
                name=ReportForm.name,
            ),
            class_name="ui-muted",
        ),
        ui.form(
            ui.radio_group("why", t("What is wrong?"), reasons(), errors=ReportForm.errors),
            ui.text_area_field(
                "details",
                t("More about it"),
                max_length=DETAILS_LENGTH,
                optional=True,
                errors=ReportForm.errors,
                id="report-details",
            ),
            ui.button(t("Send report"), kind="primary", type="submit", wide=True),
            on_submit=ReportForm.send,
            errors=ReportForm.errors,
            error=t(ReportForm.errors["form"]),
        ),
        id=DIALOG,
        title=t("Report {name}", name=ReportForm.name),
    )


def reasons() -> list[tuple[str, rx.Var]]:
    """What can be wrong."""
    return [
        ("spam", t("Spam or advertising")),
        ("harassment", t("Harassment or bullying")),
        ("hate", t("Hate")),
        ("sexual", t("Sexual content")),
        ("violence", t("Violence or threats")),
        ("self_harm", t("Somebody may hurt themselves")),
        ("impersonation", t("Pretends to be somebody else")),
        ("illegal", t("Against the law")),
        ("other", t("Something else")),
    ]


def reason_name(why: rx.Var) -> rx.Var:
    """One of them."""
    return rx.match(why, *reasons(), why)
