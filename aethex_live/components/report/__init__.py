"""Reporting something to those who keep order: the dialog, and the way to it in a menu."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.domain.report import DETAILS_LENGTH
from aethex_live.i18n import t
from aethex_live.state.report import DIALOG, ReportForm
from aethex_live.state.viewer import Viewer


def report_item(label: ui.Text, kind: str, subject: rx.Var, name: rx.Var) -> rx.Component:
    """A row of a menu that opens the dialog; who is not logged in does that first. The page has the dialog."""
    return rx.cond(
        Viewer.logged_in,
        ui.menu_item(label, icon_name="flag", on_click=ReportForm.begin(kind, subject, name)),
        ui.menu_item(label, icon_name="flag", href=f"/login?next={rx.State.router.url.path}"),
    )


def report_dialog() -> rx.Component:
    """What is wrong, in one choice and perhaps some words."""
    return ui.dialog(
        rx.el.p(
            rx.cond(
                ReportForm.kind == "message",
                t("The moderators get what was written with it."),
                t("The people who run this site look at it."),
            ),
            " ",
            t("Nobody else learns who reported."),
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
