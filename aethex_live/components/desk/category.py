"""Categories on the desk."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.i18n import t
from aethex_live.state.category_desk import CategoryDesk


def category_table() -> rx.Component:
    """All of them, as they are ordered."""
    return ui.table(
        [
            ui.Column(t("Category")),
            ui.Column(t("Address")),
            ui.Column(t("Channels"), kind="number"),
            ui.Column("", kind="actions"),
        ],
        CategoryDesk.rows,
        lambda row: [
            rx.el.span(rx.cond(row["parent"], "› ", ""), row["name"]),
            row["slug"],
            row["channels"],
            rx.el.span(
                ui.icon_button("arrow_up", t("Move up"), on_click=CategoryDesk.move_up(row["id"])),
                ui.button(t("Edit"), on_click=[CategoryDesk.choose(row["id"]), ui.show("category")]),
                class_name="ui-inline",
            ),
        ],
        caption=t("Categories"),
    )


def category_dialog() -> rx.Component:
    """The form of one."""
    chosen, errors = CategoryDesk.chosen, CategoryDesk.errors
    return ui.dialog(
        ui.form(
            ui.text_field("name", t("Name"), default_value=chosen["name"], errors=errors, required=True),
            ui.text_field("slug", t("Address"), default_value=chosen["slug"], errors=errors, required=True),
            ui.text_field(
                "icon",
                t("Icon"),
                help=t("The name of a lucide icon, such as gamepad-2."),
                default_value=chosen["icon"],
                errors=errors,
                required=True,
            ),
            ui.text_field(
                "parent",
                t("Below"),
                help=t("The address of the category above it; empty for the top level."),
                default_value=chosen["parent"],
                errors=errors,
                optional=True,
            ),
            ui.text_area_field(
                "description",
                t("Description"),
                max_length=500,
                default_value=chosen["description"],
                errors=errors,
                optional=True,
            ),
            rx.el.div(
                ui.button(t("Save"), kind="primary", type="submit"),
                rx.cond(chosen["id"], ui.button(t("Remove"), kind="danger", on_click=CategoryDesk.remove)),
                class_name="ui-inline",
            ),
            on_submit=CategoryDesk.save,
            errors=errors,
            error=t(errors["form"]),
            key=chosen["id"],
        ),
        id="category",
        title=rx.cond(chosen["id"], chosen["name"], t("New category")),
    )
