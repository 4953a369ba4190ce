"""The fields of a channel, for a new one and for one that is there."""

from typing import Any

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.topic import topic_fields
from aethex_live.components.picture import picture_section
from aethex_live.domain.channel import ACCENTS
from aethex_live.domain.slug import LONGEST
from aethex_live.i18n import t
from aethex_live.state.channel import ChannelForm


def name_and_address() -> rx.Component:
    """What a channel needs, with the address shown as it will be."""
    return ui.form_section(
        t("Name and address"),
        ui.text_field(
            "name",
            t("Name"),
            default_value=ChannelForm.draft["name"],
            errors=ChannelForm.errors,
            on_change=ChannelForm.suggest_slug.debounce(250),
            required=True,
            auto_focus=True,
        ),
        ui.slug_field(
            "slug",
            t("Address"),
            prefix="/channels/",
            max_length=LONGEST,
            default_value=ChannelForm.draft["slug"],
            proposed=ChannelForm.proposed,
            chosen=ChannelForm.chosen,
            status=t(ChannelForm.slug_status),
            errors=ChannelForm.errors,
            help=t("Small letters, digits and hyphens. People type it, so keep it short."),
            on_slug=ChannelForm.look_up_slug,
        ),
        rx.cond(
            ChannelForm.suggestions,
            rx.el.div(
                rx.el.span(t("These are free:"), class_name="ui-small ui-muted"),
                rx.foreach(
                    ChannelForm.suggestions,
                    lambda slug: ui.button(slug, size="s", on_click=ChannelForm.use_suggestion(slug)),
                ),
                class_name="ui-inline",
            ),
        ),
        help=t("You can change both later; old links stop working when the address changes."),
    )


def about() -> rx.Component:
    """What it is about, so that people find it."""
    return ui.form_section(
        t("What it is about"),
        ui.text_area_field(
            "description",
            t("Description"),
            max_length=2000,
            default_value=ChannelForm.draft["description"],
            errors=ChannelForm.errors,
            optional=True,
        ),
        topic_fields(ChannelForm),
        help=t("Category, tags and language bring the right people."),
    )


def look() -> rx.Component:
    """Accent and links."""
    return ui.form_section(
        t("Look and links"),
        ui.select_field(
            "accent",
            t("Accent colour"),
            [(accent, t(accent.capitalize())) for accent in ACCENTS],
            help=t("It tints your page, never the controls."),
            default_value=ChannelForm.draft["accent"],
            errors=ChannelForm.errors,
        ),
        ui.text_area_field(
            "links",
            t("Links"),
            max_length=1600,
            rows=4,
            help=t("One a line, up to eight."),
            default_value=ChannelForm.draft["links"],
            errors=ChannelForm.errors,
            optional=True,
        ),
    )


def pictures() -> rx.Component:
    """Avatar and banner."""
    return picture_section(
        ChannelForm.draft, on_avatar=ChannelForm.use_avatar, on_banner=ChannelForm.use_banner
    )


def deletion() -> rx.Component:
    """The way out: what happens is said, and the address has to be typed."""
    return rx.el.section(
        rx.el.h2(t("Delete this channel"), class_name="ui-h3"),
        rx.el.p(
            t(
                "It vanishes at once, its stream stops, its keys stop working. For 14 days you can bring it"
                " back; then it is gone for good and its address is free."
            ),
            class_name="ui-muted",
        ),
        ui.form(
            ui.text_field(
                "confirmation",
                t("Type {slug} to confirm", slug=ChannelForm.draft["slug"]),
                errors=ChannelForm.errors,
                auto_complete="off",
            ),
            ui.button(t("Delete channel"), kind="danger", type="submit"),
            on_submit=ChannelForm.delete,
        ),
        class_name="ui-panel",
    )


def fields_form(*sections: rx.Component, action: ui.Text, on_submit: Any, saved: Any = None) -> rx.Component:
    """The form around the sections."""
    return ui.form(
        *sections,
        ui.form_actions(
            ui.button(action, kind="primary", type="submit", loading=ChannelForm.saving), saved=saved
        ),
        on_submit=on_submit,
        errors=ChannelForm.errors,
        error=t(ChannelForm.errors["form"]),
    )
