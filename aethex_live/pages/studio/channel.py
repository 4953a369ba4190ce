"""Edit one channel."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.discord_form import discord_form
from aethex_live.components.channel.embed_form import embed_form
from aethex_live.components.channel.form import about, deletion, fields_form, look, name_and_address, pictures
from aethex_live.components.site import studio_page
from aethex_live.components.site.missing import missing
from aethex_live.i18n import t
from aethex_live.state.channel import ChannelForm
from aethex_live.state.discord import DiscordForm
from aethex_live.state.embed import EmbedForm
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/studio/channels/[channel_id]",
    title="Edit channel · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, ChannelForm.load, EmbedForm.load, DiscordForm.load],
)
def channel() -> rx.Component:
    return studio_page(
        rx.cond(
            ChannelForm.missing,
            missing(t("You have no such channel."), t("Your channels"), "/studio/channels"),
            rx.cond(ChannelForm.loaded, _editor(), ui.skeleton_text(8)),
        ),
        width="narrow",
    )


def _editor() -> rx.Component:
    draft = ChannelForm.draft
    return rx.el.div(
        rx.el.h1(draft["name"], class_name="ui-h1"),
        rx.cond(
            draft["suspended"],
            ui.notice(
                draft["suspended"], title=t("This channel is suspended and nobody can see it."), tone="warn"
            ),
        ),
        rx.cond(
            draft["deletion_due"],
            ui.notice(
                t("It is hidden, and will be deleted for good on {day}.", day=draft["deletion_due"]),
                tone="warn",
                action=ui.button(t("Bring it back"), on_click=ChannelForm.restore),
            ),
            rx.fragment(
                pictures(),
                fields_form(
                    name_and_address(),
                    about(),
                    look(),
                    action=t("Save"),
                    on_submit=ChannelForm.save,
                    saved=ChannelForm.saved,
                ),
                embed_form(),
                discord_form(),
                deletion(),
            ),
        ),
        class_name="ui-stack settings-stack",
    )
