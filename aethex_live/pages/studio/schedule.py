"""Planning what a channel streams when."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.overview import first_steps
from aethex_live.components.schedule.desk import plan_button, schedule_desk
from aethex_live.components.site import studio_page
from aethex_live.i18n import t
from aethex_live.state.schedule_desk import ScheduleDesk
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/studio/schedule",
    title="Schedule · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, ScheduleDesk.load],
)
def schedule() -> rx.Component:
    return studio_page(
        ui.sheet("schedule"),
        ui.sheet("studio"),
        rx.cond(
            ScheduleDesk.loaded,
            rx.cond(ScheduleDesk.channel_id, schedule_desk(), first_steps()),
            ui.skeleton_text(6),
        ),
        title=t("Schedule"),
        intro=ScheduleDesk.name,
        action=plan_button(),
        width="narrow",
    )
