"""The schedule of a channel, as a tab of its page."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.schedule.moment import zone_note
from aethex_live.components.schedule.parts import planned_item
from aethex_live.i18n import t
from aethex_live.state.schedule import ChannelSchedule


def channel_schedule() -> rx.Component:
    """What the channel plans, in the reader's own time. The page loads `ChannelSchedule` and `Reminders`."""
    return ui.panel(
        rx.cond(
            ChannelSchedule.rows,
            rx.el.ul(rx.foreach(ChannelSchedule.rows, planned_item), class_name="schedule-list"),
            rx.el.p(t("Nothing is planned at the moment."), class_name="ui-muted"),
        ),
        zone_note(),
        title=t("Schedule"),
        action=calendar_menu(ChannelSchedule.calendar, f"/feeds/{ChannelSchedule.slug}.ics"),
    )


def calendar_menu(subscribe: rx.Var | str, file: rx.Var | str) -> rx.Component:
    """Ways into the reader's own calendar."""
    return ui.menu(
        ui.menu_item(t("Subscribe in your calendar"), icon_name="calendar_sync", href=subscribe, reload=True),
        ui.menu_item(t("Download the file"), icon_name="download", href=file, reload=True),
        label=t("Add to your calendar"),
        icon_name="calendar_plus",
    )
