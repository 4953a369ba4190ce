"""Terms, privacy, imprint, cookies."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.site import site_page
from aethex_live.components.site.missing import missing
from aethex_live.i18n import t
from aethex_live.state.legal import Legal
from aethex_live.state.viewer import Viewer


@rx.page(route="/legal/[legal_page]", title="Legal · AeThex LIVE", on_load=[Viewer.load, Legal.load])
def legal() -> rx.Component:
    return site_page(
        rx.cond(
            Legal.missing,
            missing(t("There is no such page."), t("Home"), "/"),
            rx.cond(
                Legal.loaded,
                rx.el.article(rx.foreach(Legal.blocks, _block), class_name="ui-stack"),
                ui.skeleton_text(10),
            ),
        ),
        width="narrow",
    )


def _block(block: rx.Var) -> rx.Component:
    return rx.match(
        block["kind"],
        ("title", rx.el.h1(block["text"], class_name="ui-h1")),
        ("heading", rx.el.h2(block["text"], class_name="ui-h3")),
        ("point", rx.el.p("• ", block["text"], class_name="ui-prose")),
        rx.el.p(block["text"], class_name="ui-prose"),
    )
