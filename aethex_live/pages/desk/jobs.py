"""The desk: background work that was given up."""

import reflex as rx

from aethex_live.components.desk import guarded
from aethex_live.components.desk.job import letters, queue_line
from aethex_live.components.site import desk_page
from aethex_live.i18n import t
from aethex_live.state.job_desk import JobDesk
from aethex_live.state.viewer import Viewer


@rx.page(route="/desk/jobs", title="Jobs · AeThex LIVE", on_load=[Viewer.require, Viewer.load, JobDesk.load])
def jobs() -> rx.Component:
    return desk_page(
        guarded(JobDesk, queue_line(), letters()),
        title=t("Jobs"),
        intro=t("What the site does in the background, such as telling followers that a stream has begun."),
    )
