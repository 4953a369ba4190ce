"""The desk: people."""

import reflex as rx

from aethex_live.components.desk import guarded, people_table, person_dialog, search_field
from aethex_live.components.site import desk_page
from aethex_live.i18n import t
from aethex_live.state.desk import People
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/desk/users", title="People · AeThex LIVE", on_load=[Viewer.require, Viewer.load, People.load]
)
def users() -> rx.Component:
    return desk_page(
        guarded(
            People, search_field(People, t("Find people by name or address")), people_table(), person_dialog()
        ),
        title=t("People"),
    )
