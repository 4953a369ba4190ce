"""Everything that was done on a channel to keep order."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.chat.parts import moment
from aethex_live.components.moderation.words import act_name, act_names, reason_of
from aethex_live.i18n import t
from aethex_live.state.moderation import ModDesk


def log_panel() -> rx.Component:
    """The log, and what narrows it."""
    return ui.panel(
        ui.form(
            rx.el.div(
                ui.select_field(
                    "kind",
                    t("What"),
                    [(kind.value, words) for kind, words in act_names()],
                    placeholder=t("Everything"),
                    id="log-kind",
                ),
                ui.text_field("about", t("About whom"), auto_complete="off", id="log-about"),
                ui.button(t("Show"), type="submit"),
                class_name="mod-filter",
            ),
            on_submit=ModDesk.filter_log,
        ),
        rx.cond(
            ModDesk.knows_log,
            ui.table(
                [
                    ui.Column(t("When")),
                    ui.Column(t("What")),
                    ui.Column(t("Who")),
                    ui.Column(t("About")),
                    ui.Column(t("Why")),
                ],
                ModDesk.acts,
                lambda each: [
                    moment(each["at"]),
                    act_name(each["kind"]),
                    rx.cond(each["actor"], each["actor"], t("Auto-moderation")),
                    each["subject"],
                    reason_of(each),
                ],
                caption=t("Log"),
            ),
            ui.skeleton_rows(8),
        ),
        rx.cond(
            ModDesk.acts_pages > 1,
            ui.pagination(
                ModDesk.acts_page,
                ModDesk.acts_pages,
                on_previous=ModDesk.turn_log("back"),
                on_next=ModDesk.turn_log("on"),
            ),
        ),
        title=t("Log"),
    )
