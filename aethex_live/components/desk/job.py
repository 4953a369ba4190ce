"""Background work on the desk."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.i18n import t
from aethex_live.state.job_desk import JobDesk


def queue_line() -> rx.Component:
    """How long the queue is."""
    return rx.el.p(
        t("{n} waiting", n=JobDesk.waiting), " · ", t("{n} running", n=JobDesk.running), class_name="ui-muted"
    )


def letters() -> rx.Component:
    """What was given up, and what can be done about it."""
    return rx.cond(
        JobDesk.jobs,
        ui.table(
            [
                ui.Column(t("Job")),
                ui.Column(t("Last error")),
                ui.Column(t("When")),
                ui.Column("", kind="actions"),
            ],
            JobDesk.jobs,
            lambda job: [
                rx.el.div(
                    rx.el.div(job["task"]), rx.el.code(job["arguments"], class_name="ui-faint ui-small")
                ),
                job["error"],
                job["at"],
                rx.el.span(
                    ui.button(t("Try again"), size="s", on_click=JobDesk.again(job["id"])),
                    ui.icon_button(
                        "trash_2", t("Delete the job"), size="s", on_click=JobDesk.remove(job["id"])
                    ),
                    class_name="ui-inline",
                ),
            ],
            caption=t("Jobs that were given up"),
        ),
        ui.empty_state(
            t("Nothing was given up"),
            t("Jobs that fail eight times in a row are kept here with their last error."),
            icon_name="circle_check",
        ),
    )
