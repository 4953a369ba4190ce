"""The staff's queue of reports."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.chat.parts import moment
from aethex_live.components.moderation.words import report_state
from aethex_live.components.report import reason_name
from aethex_live.domain.report import ANSWER_LENGTH
from aethex_live.i18n import t
from aethex_live.state.report_desk import DIALOG, ReportDesk


def report_filter() -> rx.Component:
    """Open ones, or those that were decided."""
    choices = [("open", t("Open")), ("accepted", t("Accepted")), ("rejected", t("Not followed"))]
    return ui.segments(t("Which reports"), choices, selected=ReportDesk.state, on_select=ReportDesk.narrow)


def report_table() -> rx.Component:
    """What was reported."""
    nothing = ui.empty_state(
        t("No reports here"), t("What people report waits here for a decision."), icon_name="flag"
    )
    return rx.cond(ReportDesk.reports, _table(), nothing)


def _table() -> rx.Component:
    return ui.table(
        [
            ui.Column(t("When")),
            ui.Column(t("What")),
            ui.Column(t("Why")),
            ui.Column(t("Reported by")),
            ui.Column(t("State")),
            ui.Column("", kind="actions"),
        ],
        ReportDesk.reports,
        lambda each: [
            moment(each["at"]),
            rx.el.span(rx.el.strong(each["name"]), " ", each["snapshot"]),
            reason_name(each["why"]),
            each["reporter"],
            report_state(each["state"]),
            ui.button(t("Open"), on_click=ReportDesk.choose(each["id"])),
        ],
        caption=t("Reports"),
    )


def report_decision() -> rx.Component:
    """All of one report, and the decision."""
    chosen = ReportDesk.chosen
    return ui.dialog(
        rx.el.p(ui.badge(reason_name(chosen["why"]), tone="warn")),
        rx.cond(chosen["snapshot"], rx.el.p(chosen["snapshot"], class_name="mod-words")),
        rx.cond(chosen["details"], rx.el.p(chosen["details"], class_name="ui-muted")),
        rx.cond(
            chosen["slug"],
            rx.el.p(ui.link(t("Where it happened"), href=f"/studio/moderation/{chosen['slug']}")),
        ),
        rx.cond(
            chosen["state"] == "open",
            ui.form(
                ui.radio_group(
                    "decision",
                    t("Decision"),
                    [("accepted", t("It breaks the rules")), ("rejected", t("It does not"))],
                    errors=ReportDesk.errors,
                ),
                ui.text_area_field(
                    "answer",
                    t("Answer to the reporter"),
                    max_length=ANSWER_LENGTH,
                    optional=True,
                    errors=ReportDesk.errors,
                ),
                ui.button(t("Decide"), kind="primary", type="submit"),
                on_submit=ReportDesk.decide,
                errors=ReportDesk.errors,
                error=rx.cond(ReportDesk.errors["form"], t(ReportDesk.errors["form"]), ""),
                reset_on_submit=True,
            ),
        ),
        id=DIALOG,
        title=t("Report {name}", name=chosen["name"]),
    )
