"""Who may show the player of a channel on their own site."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.i18n import t
from aethex_live.state.embed import EmbedForm


def embed_form() -> rx.Component:
    """Anyone, some sites, or nobody."""
    return rx.cond(
        EmbedForm.loaded,
        ui.form(
            ui.form_section(
                t("Player on other sites"),
                ui.radio_group(
                    "who",
                    t("Who may show it"),
                    [
                        ("anyone", t("Anyone"), t("Every site can show your streams in a player.")),
                        ("listed", t("These sites"), t("Those that you name below, and this one.")),
                        ("nobody", t("Nobody"), t("Streams are seen here alone.")),
                    ],
                    selected=EmbedForm.who,
                ),
                ui.text_area_field(
                    "sites",
                    t("Sites"),
                    max_length=4000,
                    rows=3,
                    help=t("One a line: example.com, or *.example.com for all below it."),
                    default_value=EmbedForm.sites,
                    errors=EmbedForm.errors,
                    optional=True,
                ),
                help=t("The code for it is behind Share, on the page of your stream."),
            ),
            ui.form_actions(ui.button(t("Save"), type="submit"), saved=EmbedForm.saved),
            on_submit=EmbedForm.save,
            errors=EmbedForm.errors,
        ),
    )
