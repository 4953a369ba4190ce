"""Search: what the address asks for, or one kind of it."""

import reflex as rx

from aethex_live.components.search import kind_links, results
from aethex_live.components.site import site_page
from aethex_live.i18n import t
from aethex_live.state.search import Search
from aethex_live.state.viewer import Viewer


@rx.page(route="/search", title="Search · AeThex LIVE", on_load=[Viewer.load, Search.load])
def search() -> rx.Component:
    return site_page(
        rx.el.div(kind_links(), results(), class_name="ui-stack"),
        title=rx.cond(Search.text, t("Search for “{words}”", words=Search.text), t("Search")),
        width="narrow",
    )
