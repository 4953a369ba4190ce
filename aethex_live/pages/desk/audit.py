"""The desk: what staff have done."""

import reflex as rx

from aethex_live.components.desk import guarded, log_table
from aethex_live.components.site import desk_page
from aethex_live.i18n import t
from aethex_live.state.desk import AuditLog
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/desk/audit", title="Audit log · AeThex LIVE", on_load=[Viewer.require, Viewer.load, AuditLog.load]
)
def audit() -> rx.Component:
    return desk_page(
        guarded(AuditLog, log_table()),
        title=t("Audit log"),
        intro=t("Every act of staff, with its reason. Nobody can change or delete an entry."),
    )
