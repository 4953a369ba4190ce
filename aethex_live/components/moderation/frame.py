"""The frame of a channel's moderation pages: their tabs, and who may see them."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.live import leave_with_page
from aethex_live.components.site import studio_page
from aethex_live.components.site.missing import closed
from aethex_live.i18n import t
from aethex_live.state.live import Live
from aethex_live.state.live_mods import ModLive
from aethex_live.state.moderation import ModDesk

_TOP = "/studio/moderation"


def moderation_page(*content: ui.Child, title: ui.Text) -> rx.Component:
    """One of the pages, for those who moderate the channel in the address."""
    top = f"{_TOP}/{ModDesk.slug}"
    tabs = ui.tab_links(
        (t("Queue"), top),
        (t("People"), f"{top}/people"),
        (t("Rules"), f"{top}/rules"),
        (t("Log"), f"{top}/log"),
        (t("Windows and overlay"), f"{top}/windows"),
        label=t("Moderation"),
    )
    return studio_page(
        rx.cond(
            ModDesk.loaded,
            rx.cond(
                ModDesk.closed,
                closed(t("You do not moderate this channel."), t("Moderation"), _TOP),
                rx.el.div(
                    rx.el.p(ModDesk.slug, class_name="ui-label"), tabs, *content, class_name="ui-stack"
                ),
            ),
            ui.skeleton_text(6),
        ),
        leave_with_page(Live),
        leave_with_page(ModLive),
        title=title,
    )
