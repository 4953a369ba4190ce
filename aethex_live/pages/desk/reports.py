"""The desk: reports."""

import reflex as rx

from aethex_live.components.desk import guarded
from aethex_live.components.desk.report import report_decision, report_filter, report_table
from aethex_live.components.site import desk_page
from aethex_live.i18n import t
from aethex_live.state.report_desk import ReportDesk
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/desk/reports",
    title="Reports · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, ReportDesk.load],
)
def reports() -> rx.Component:
    return desk_page(
        guarded(ReportDesk, report_filter(), report_table(), report_decision()), title=t("Reports")
    )
