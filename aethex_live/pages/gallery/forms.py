"""Buttons, fields and forms in their states."""

import reflex as rx

import aethex_live.components.ui as ui
from aethex_live.pages.gallery.samples import sample, section
from aethex_live.pages.gallery.state import GalleryState


def buttons() -> rx.Component:
    """Every button."""
    return section(
        "Buttons",
        sample(
            "ui.button",
            ui.button("Go live", kind="primary", icon_start="radio"),
            ui.button("Edit details"),
            ui.button("Delete channel", kind="danger"),
            ui.button("Delete for ever", kind="destroy"),
            ui.button("Skip", kind="ghost"),
        ),
        sample(
            "sizes",
            ui.button("Small", size="s"),
            ui.button("Medium"),
            ui.button("Large", size="l", kind="primary", icon_end="arrow_right"),
        ),
        sample(
            "states",
            ui.button("Press me", kind="primary", loading=GalleryState.busy, on_click=GalleryState.work),
            ui.button("Saving", loading=True),
            ui.button("Not yet", disabled=True),
            ui.button("Not yet", kind="primary", disabled=True),
            ui.button("Following", icon_start="heart", aria_pressed="true"),
        ),
        sample(
            "ui.icon_button, ui.link_button, ui.link",
            ui.icon_button("bell", "Notifications", count=3),
            ui.icon_button("settings", "Settings"),
            ui.icon_button("share_2", "Share", kind="quiet"),
            ui.link_button("Open channel", href="/gallery", icon_end="external_link"),
            ui.link("a link in running text", href="/gallery"),
        ),
        sample(
            "ui.segments, ui.theme_switch",
            ui.segments(
                "Range",
                [("day", "Day"), ("week", "Week"), ("month", "Month")],
                selected=GalleryState.range,
                on_select=GalleryState.set_range,
            ),
            ui.theme_switch(),
        ),
    )


def fields() -> rx.Component:
    """Every field, empty, filled, in error, disabled."""
    columns = rx.el.div(
        rx.el.div(
            ui.text_field(
                "g_name", "Display name", placeholder="How viewers call you", help="Shown in chat."
            ),
            ui.text_field(
                "g_mail", "E-mail", type="email", default_value="mara@", error="This is not a whole address."
            ),
            ui.text_field("g_price", "Price", prefix="€", suffix="a month", default_value="4.99"),
            ui.password_field("g_password", "Password", new=True, help="Twelve characters or more."),
            ui.select_field(
                "g_category",
                "Category",
                [("music", "Music"), ("games", "Games"), ("science", "Science")],
                placeholder="Choose one",
            ),
            ui.text_field("g_off", "Owner", default_value="mara", disabled=True),
            class_name="ui-form-fields",
        ),
        rx.el.div(
            ui.slug_field(
                "g_slug",
                "Address",
                prefix="live.example/",
                status=GalleryState.slug_status,
                error=GalleryState.slug_error,
                on_slug=GalleryState.check_slug,
                help="Type night-shift to see a taken one.",
            ),
            ui.text_area_field(
                "g_about", "About", max_length=300, optional=True, default_value="Ambient nights."
            ),
            ui.counted_field("g_title", "Stream title", max_length=60, default_value="Modular jam"),
            ui.code_field("g_code", "Code from your app"),
            ui.checkbox(
                "g_terms",
                "I accept the ",
                ui.link("terms", href="/gallery"),
                error="Accept the terms to go on.",
            ),
            ui.checkbox(
                "g_mature", "Content for adults", default_checked=True, help="Viewers are asked first."
            ),
            ui.switch(
                "g_notify",
                "Tell my followers",
                checked=GalleryState.notify,
                on_change=GalleryState.set_notify,
                help="Once a stream, at its start.",
            ),
            class_name="ui-form-fields",
        ),
        class_name="ui-grid",
        **ui.inline(cell="340px", gap="48px"),
    )
    return section("Fields", columns)


def whole_form() -> rx.Component:
    """A form that refuses and saves."""
    return section(
        "Form",
        ui.form(
            ui.form_section(
                "Channel",
                ui.text_field("display_name", "Name", errors=GalleryState.errors, required=True),
                ui.radio_group(
                    "visibility",
                    "Who may watch",
                    [
                        ("public", "Everybody", "Shown on the home page and in search."),
                        ("followers", "Followers", "Others see that you are live, not the picture."),
                        ("private", "Only people with the link"),
                    ],
                    selected="public",
                ),
                help="What viewers see first.",
            ),
            ui.form_actions(ui.button("Save", kind="primary", type="submit"), saved=GalleryState.saved),
            on_submit=GalleryState.save,
            errors=GalleryState.errors,
            error=GalleryState.form_error,
        ),
    )
