"""The fields for what a channel or one of its streams is about."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.i18n import t
from aethex_live.state.channel import ChannelForm
from aethex_live.state.stream_desk import StreamDesk
from aethex_live.state.topic import languages


def topic_fields(form: type[ChannelForm] | type[StreamDesk]) -> rx.Component:
    """Category, tags, language, and whether it is for adults."""
    draft, errors = form.draft, form.errors
    return rx.fragment(
        ui.select_field(
            "category",
            t("Category"),
            form.categories,
            placeholder=t("None yet"),
            default_value=draft["category"],
            errors=errors,
        ),
        ui.text_field(
            "tags",
            t("Tags"),
            help=t("Up to ten, with spaces between: speedrun cosy deutsch"),
            default_value=draft["tags"],
            errors=errors,
            optional=True,
        ),
        ui.select_field(
            "language", t("Language"), languages(), default_value=draft["language"], errors=errors
        ),
        ui.checkbox(
            "mature",
            t("For adults only"),
            help=t("People are asked before they see it."),
            default_checked=draft["mature"],
        ),
    )
