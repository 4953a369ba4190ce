"""What floats, what is said, and what is dropped, in their states."""

import reflex as rx

import aethex_live.components.ui as ui
from aethex_live.pages.gallery.content import picture
from aethex_live.pages.gallery.samples import sample, section
from aethex_live.pages.gallery.state import GalleryState


def floating() -> rx.Component:
    """Dialogs, drawer, menu, tooltip, toasts."""
    return section(
        "Floating",
        sample(
            "ui.dialog, ui.drawer, ui.confirm_dialog, ui.menu, ui.tooltip, toasts",
            ui.button("Dialog", on_click=ui.show("g-dialog")),
            ui.button("Drawer", on_click=ui.show("g-drawer")),
            ui.button("Delete channel", kind="danger", on_click=ui.show("g-confirm")),
            ui.menu(
                ui.menu_item("Edit", icon_name="pencil"),
                ui.menu_item("Delete", icon_name="trash_2", tone="live"),
                label="Steps",
            ),
            ui.tooltip(ui.button("Latency"), "Time between your camera and your viewers."),
            ui.button("Toast", on_click=ui.toast_good("Title changed.", description="Viewers see it now.")),
            ui.button("Bad toast", on_click=ui.toast_bad("The title was not changed.")),
        ),
        ui.dialog(
            ui.text_field("dialog_name", "Name of the key", help="So that you know it again."),
            id="g-dialog",
            title="New stream key",
            footer=rx.fragment(
                ui.button("Cancel", on_click=ui.hide("g-dialog")),
                ui.button("Make key", kind="primary", on_click=ui.hide("g-dialog")),
            ),
        ),
        ui.drawer(
            rx.el.p("Chat, filters, details: what belongs beside the page."), id="g-drawer", title="Filters"
        ),
        ui.confirm_dialog(
            rx.el.p("Its recordings and clips go with it. Your account and your other channels stay."),
            ui.text_field("confirm", "Type night-shift to confirm"),
            id="g-confirm",
            title="Delete Night Shift?",
            confirm="Delete channel",
            on_confirm=ui.hide("g-confirm"),
        ),
    )


def said() -> rx.Component:
    """Notices, empty and failed places, progress."""
    return section(
        "Said",
        ui.notice(
            "Your encoder sends a keyframe every 8 s. Set it to 2 s for low latency.",
            title="High latency",
            tone="warn",
            action=ui.button("How to", size="s"),
        ),
        ui.notice("The picture could not be saved. Nothing else was changed.", tone="live"),
        ui.notice("You are live.", tone="good"),
        ui.notice("Scheduled for Friday 20:00.", tone="signal"),
        ui.empty_state(
            "Nobody is live right now",
            "Channels that you follow appear here the moment they start.",
            action=ui.link_button("Discover channels", href="/gallery", kind="primary"),
        ),
        sample(
            "ui.progress, ui.meter",
            rx.el.div(
                ui.progress(64, label="Uploading"),
                ui.progress(label="Preparing your recording"),
                ui.meter(0.72, label="Storage used"),
                class_name="ui-stack",
                **ui.inline(gap="16px"),
            ),
            wide=True,
        ),
        ui.details("Nothing came?", rx.el.p("Look into your spam folder first.", class_name="ui-muted")),
        ui.error_state(
            "This stream could not be loaded",
            "Nothing of yours is lost. Try again in a moment.",
            code="503",
            action=ui.button("Try again"),
        ),
        sample("ui.skeleton_rows", ui.skeleton_rows(3), wide=True),
    )


def dropping() -> rx.Component:
    """Pictures and files."""
    return section(
        "Dropping",
        rx.el.div(
            ui.picture_drop(
                "Profile picture",
                ui.AVATAR,
                url="/nowhere",
                on_done=GalleryState.uploaded,
                picture=picture("#173a5e", "#22d3ee", 1, 1),
            ),
            ui.picture_drop("Banner", ui.BANNER, url="/nowhere", on_done=GalleryState.uploaded),
            ui.file_drop(
                "Recording",
                url="/nowhere",
                on_done=GalleryState.uploaded,
                accept="video/*",
                max_bytes=2_000_000_000,
                help="MP4 or MKV, up to 2 GB.",
            ),
            class_name="ui-grid",
            **ui.inline(cell="340px"),
        ),
    )
