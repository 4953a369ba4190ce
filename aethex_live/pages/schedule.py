"""Something that a channel plans, with a countdown."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.layout.title import page_title
from aethex_live.components.schedule.page import entry_page, entry_title
from aethex_live.components.schedule.parts import follow_plans
from aethex_live.components.site import site_page
from aethex_live.components.site.missing import missing
from aethex_live.i18n import t
from aethex_live.state.plans import Plans
from aethex_live.state.schedule import EntryPage, Reminders
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/schedule/[entry_id]",
    title="Schedule · AeThex LIVE",
    on_load=[Viewer.load, EntryPage.load, Plans.enter_entry, Reminders.load],
)
def schedule() -> rx.Component:
    return site_page(
        ui.sheet("schedule"),
        page_title(entry_title()),
        follow_plans(EntryPage.load),
        rx.cond(
            EntryPage.missing,
            missing(t("This is over, or was taken from the schedule."), t("Home"), "/"),
            rx.cond(EntryPage.rows, entry_page(), ui.skeleton_text(6)),
        ),
        width="narrow",
    )
