"""The parts of the page about one's profile."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.picture import picture_section
from aethex_live.i18n import t
from aethex_live.state.profile import ProfileForm


def profile_editor() -> rx.Component:
    """Pictures, name, words and links."""
    return rx.cond(
        ProfileForm.loaded,
        rx.fragment(
            picture_section(
                ProfileForm.draft, on_avatar=ProfileForm.use_avatar, on_banner=ProfileForm.use_banner
            ),
            _form(),
        ),
        ui.skeleton_text(10),
    )


def _form() -> rx.Component:
    return ui.form(
        ui.text_field(
            "display_name",
            t("Name"),
            help=t("How you are called on this site. Your username stays as it is."),
            default_value=ProfileForm.draft["display_name"],
            errors=ProfileForm.errors,
            required=True,
        ),
        ui.text_area_field(
            "bio",
            t("About you"),
            max_length=500,
            default_value=ProfileForm.draft["bio"],
            errors=ProfileForm.errors,
            optional=True,
        ),
        ui.text_area_field(
            "links",
            t("Links"),
            max_length=1600,
            help=t("One a line, up to eight."),
            default_value=ProfileForm.draft["links"],
            errors=ProfileForm.errors,
            optional=True,
        ),
        ui.form_actions(
            ui.button(t("Save"), kind="primary", type="submit", loading=ProfileForm.saving),
            saved=ProfileForm.saved,
        ),
        on_submit=ProfileForm.save,
        errors=ProfileForm.errors,
        error=t(ProfileForm.errors["form"]),
    )
