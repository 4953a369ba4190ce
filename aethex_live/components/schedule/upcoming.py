"""What comes up on all channels."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.schedule.moment import when, zone_note
from aethex_live.components.schedule.parts import follow_plans, is_on, remind_button, signs
from aethex_live.i18n import t
from aethex_live.state.schedule import UpcomingStreams


def upcoming() -> rx.Component:
    """The next of everything that is planned. The page loads `UpcomingStreams` and enters `Plans`."""
    return rx.fragment(
        follow_plans(UpcomingStreams.load),
        rx.cond(
            ~UpcomingStreams.loaded,
            ui.skeleton_rows(6),
            rx.cond(
                UpcomingStreams.rows,
                rx.fragment(
                    rx.el.ul(rx.foreach(UpcomingStreams.rows, _item), class_name="schedule-list"), zone_note()
                ),
                ui.empty_state(
                    t("Nothing is planned"),
                    t("When creators plan their next streams, they stand here with day and time."),
                    icon_name="calendar_days",
                ),
            ),
        ),
    )


def _item(row: rx.Var) -> rx.Component:
    planned = row["planned"]
    return rx.el.li(
        rx.el.div(
            when(planned["starts"], "day"),
            when(planned["starts"], "time", ends=planned["ends"]),
            class_name="schedule-when",
        ),
        ui.avatar(row["channel"], row["picture"], live=is_on(planned)),
        rx.el.div(
            rx.el.a(
                planned["title"],
                href=rx.cond(is_on(planned), f"/streams/{row['slug']}", f"/schedule/{planned['entry']}"),
                class_name="schedule-title",
            ),
            rx.el.p(
                ui.link(row["channel"], href=f"/channels/{row['slug']}"),
                rx.cond(row["mature"], ui.badge(t("Adults only"), tone="warn")),
                class_name="ui-inline ui-small",
            ),
            signs(planned),
            class_name="schedule-what",
        ),
        remind_button(planned, size="s"),
        class_name="schedule-item",
        data_live=is_on(planned),
    )
