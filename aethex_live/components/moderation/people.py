"""Roles, and those who are kept out."""

from collections.abc import Callable

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.chat.parts import moment, role_name
from aethex_live.i18n import t
from aethex_live.state.moderation import ModDesk


def role_panel() -> rx.Component:
    """Who has a role, and a form to give one."""
    choices = [("moderator", t("Moderator")), ("editor", t("Editor")), ("vip", t("VIP"))]
    return ui.panel(
        rx.cond(
            ModDesk.gives_vip,
            ui.form(
                ui.text_field(
                    "username", t("Username"), errors=ModDesk.errors, auto_complete="off", id="mod-username"
                ),
                ui.select_field(
                    "role",
                    t("Role"),
                    choices,
                    errors=ModDesk.errors,
                    default_value="moderator",
                    help=t("Editors and VIPs are for people you trust: only the creator gives all roles."),
                    id="mod-role",
                ),
                ui.button(t("Give role"), kind="primary", type="submit"),
                on_submit=ModDesk.give_role,
                errors=ModDesk.errors,
            ),
        ),
        _when_known(
            [
                ui.Column(t("Person")),
                ui.Column(t("Role")),
                ui.Column(t("Given by")),
                ui.Column(t("Since")),
                ui.Column("", kind="actions"),
            ],
            ModDesk.holders,
            lambda each: [
                ui.link(each["name"], href=f"/users/{each['username']}"),
                role_name(each["role"]),
                each["by"],
                moment(each["at"]),
                rx.cond(
                    ModDesk.gives_roles | ((each["role"] == "vip") & ModDesk.gives_vip),
                    ui.button(t("Take"), size="s", on_click=ModDesk.take_role(each["username"])),
                ),
            ],
            caption=t("Roles"),
        ),
        title=t("Roles"),
    )


def ban_panel() -> rx.Component:
    """Who may not write, why, and until when."""
    return ui.panel(
        rx.cond(
            ~ModDesk.knows_people | (ModDesk.bans.length() > 0),
            _when_known(
                [
                    ui.Column(t("Person")),
                    ui.Column(t("Why")),
                    ui.Column(t("Until")),
                    ui.Column(t("By")),
                    ui.Column("", kind="actions"),
                ],
                ModDesk.bans,
                lambda each: [
                    ui.link(each["name"], href=f"/users/{each['username']}"),
                    each["reason"],
                    rx.cond(each["until"], moment(each["until"]), t("for good")),
                    rx.cond(each["by"], each["by"], t("Auto-moderation")),
                    ui.button(t("Lift"), size="s", on_click=ModDesk.unban(each["username"])),
                ],
                caption=t("Bans and time-outs"),
            ),
            rx.el.p(t("Everybody may write."), class_name="ui-faint"),
        ),
        rx.cond(
            ModDesk.bans_pages > 1,
            ui.pagination(
                ModDesk.bans_page,
                ModDesk.bans_pages,
                on_previous=ModDesk.turn_bans("back"),
                on_next=ModDesk.turn_bans("on"),
            ),
        ),
        title=t("Bans and time-outs"),
    )


def _when_known(columns: list[ui.Column], rows: rx.Var, cells: Callable, *, caption: ui.Text) -> rx.Component:
    return rx.cond(ModDesk.knows_people, ui.table(columns, rows, cells, caption=caption), ui.skeleton_rows(3))
