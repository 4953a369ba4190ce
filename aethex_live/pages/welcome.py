"""The first minutes of a new person: a face and a few words, then a channel or the streams of others."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.settings.profile import profile_editor
from aethex_live.components.site import site_page
from aethex_live.i18n import t
from aethex_live.state.profile import ProfileForm
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/welcome",
    title="Welcome · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, ProfileForm.load],
)
def welcome() -> rx.Component:
    return site_page(
        profile_editor(),
        ui.panel(
            rx.el.p(
                t("A channel is where you stream. It takes a name and an address, and a minute."),
                class_name="ui-muted",
            ),
            rx.el.div(
                ui.link_button(t("Create your first channel"), href="/studio/channels/new", kind="primary"),
                ui.link_button(t("Look around first"), href="/"),
                class_name="ui-inline",
            ),
            title=t("And now?"),
        ),
        title=rx.cond(Viewer.name, t("Welcome, {name}", name=Viewer.name), t("Welcome")),
        intro=t("Show others who you are. All of it can wait, and be changed at any time."),
        width="narrow",
    )
