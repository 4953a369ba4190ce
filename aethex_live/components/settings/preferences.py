"""The form of the preferences."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.domain.chat import COLOURS
from aethex_live.i18n import t
from aethex_live.messages import LANGUAGES
from aethex_live.state.preferences import PreferencesForm


def preferences_form() -> rx.Component:
    """All of them."""
    form = PreferencesForm
    return ui.form(
        ui.form_section(
            t("Privacy"),
            ui.select_field(
                "privacy_level",
                t("Who sees your page"),
                [("public", t("Everybody")), ("private", t("Nobody"))],
                default_value=form.privacy_level,
                errors=form.errors,
            ),
            ui.switch("show_online", t("Show when you are online"), default_checked=form.show_online),
        ),
        ui.form_section(
            t("What you see"),
            ui.switch(
                "adult",
                t("Show streams for adults without asking"),
                help=t("You say with this that you are an adult."),
                default_checked=form.adult,
            ),
        ),
        ui.form_section(
            t("Chat"),
            ui.sheet("chat"),
            ui.radio_group(
                "name_colour",
                t("Colour of your name"),
                [
                    ("", t("As it comes")),
                    *((colour, _name_in(tone, colour)) for tone, colour in enumerate(COLOURS)),
                ],
                selected=form.name_colour,
                errors=form.errors,
                side_by_side=True,
            ),
            help=t("All of them can be read on light and on dark ground. In a chat, /color does the same."),
        ),
        ui.form_section(
            t("Language and theme"),
            ui.select_field(
                "language",
                t("Language"),
                [("", t("As the browser asks")), *LANGUAGES.items()],
                default_value=form.language,
                errors=form.errors,
            ),
            ui.theme_switch(),
        ),
        ui.form_actions(ui.button(t("Save"), kind="primary", type="submit"), saved=form.saved),
        on_submit=form.save,
        errors=form.errors,
        error=t(form.errors["form"]),
    )


def _name_in(tone: int, colour: str) -> rx.Component:
    return rx.el.span(t(colour.capitalize()), data_tone=str(tone), class_name="name-tone")
