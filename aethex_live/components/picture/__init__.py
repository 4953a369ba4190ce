"""The pictures of a person or a channel, where they are chosen."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.i18n import t


def picture_section(draft: rx.Var, *, on_avatar: rx.EventHandler, on_banner: rx.EventHandler) -> rx.Component:
    """Avatar and banner as `draft` has them; kept as soon as they are cut."""
    return ui.form_section(
        t("Pictures"),
        ui.picture_drop(
            t("Avatar"),
            ui.AVATAR,
            url="/api/v1/me/images/avatar",
            picture=draft["avatar"],
            on_done=on_avatar,
        ),
        ui.picture_drop(
            t("Banner"),
            ui.BANNER,
            url="/api/v1/me/images/banner",
            picture=draft["banner"],
            on_done=on_banner,
        ),
        help=t("Pictures are kept as soon as you have cut them."),
    )
