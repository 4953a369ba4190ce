"""The channels that one moderates."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.chat.parts import role_name
from aethex_live.components.site import studio_page
from aethex_live.i18n import t
from aethex_live.state.moderation import Moderated, ModeratedChannels
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/studio/moderation",
    title="Moderation · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, ModeratedChannels.load],
)
def channels() -> rx.Component:
    return studio_page(
        rx.cond(
            ModeratedChannels.loaded,
            rx.cond(
                ModeratedChannels.channels,
                rx.el.ul(rx.foreach(ModeratedChannels.channels, _channel), class_name="mod-list"),
                ui.empty_state(
                    t("You moderate no channel"),
                    t("Your own channels appear here, and those whose creators ask you to help."),
                    icon_name="shield",
                    action=ui.link_button(t("New channel"), href="/studio/channels/new"),
                ),
            ),
            ui.skeleton_rows(3),
        ),
        title=t("Moderation"),
        intro=t("Your channels, and those of others where you keep order."),
    )


def _channel(each: rx.Var[Moderated]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            ui.link(each["name"], href=f"/studio/moderation/{each['slug']}"),
            " ",
            ui.badge(role_name(each["role"]), tone="signal"),
        ),
        rx.el.div(
            ui.link_button(t("Open"), href=f"/studio/moderation/{each['slug']}", size="s"),
            rx.cond(
                (each["role"] == "owner") | (each["role"] == "editor"),
                rx.fragment(
                    ui.link_button(t("Stream"), href=f"/studio/stream?channel={each['slug']}", size="s"),
                    ui.link_button(t("Schedule"), href=f"/studio/schedule?channel={each['slug']}", size="s"),
                ),
            ),
            rx.cond(
                each["role"] != "owner",
                ui.button(
                    t("Give the role back"),
                    size="s",
                    kind="danger",
                    on_click=ModeratedChannels.leave(each["slug"]),
                ),
            ),
            class_name="ui-inline",
        ),
    )
