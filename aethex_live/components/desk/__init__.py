"""What the staff's desk is made of."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.site.missing import closed
from aethex_live.i18n import t
from aethex_live.state.desk import AuditLog, Channels, DeskList, People, roles


def guarded(desk: type[DeskList], *content: rx.Component) -> rx.Component:
    """`content` for staff; others are told that it is not for them."""
    return rx.cond(
        ~desk.loaded,
        ui.skeleton_rows(8),
        rx.cond(
            desk.closed,
            closed(t("This page is for staff."), t("Home"), "/"),
            rx.el.div(*content, _pages(desk), class_name="ui-stack"),
        ),
    )


def search_field(desk: type[DeskList], label: ui.Text) -> rx.Component:
    """Narrows the list while typing."""
    return ui.text_field("words", label, type="search", on_change=desk.search.debounce(250))


def people_table() -> rx.Component:
    """Accounts."""
    return ui.table(
        [
            ui.Column(t("Person")),
            ui.Column(t("E-mail")),
            ui.Column(t("Role")),
            ui.Column(t("Since"), kind="number"),
            ui.Column(t("State")),
            ui.Column("", kind="actions"),
        ],
        People.people,
        lambda person: [
            rx.el.span(person["name"], " ", rx.el.span("@", person["username"], class_name="ui-faint")),
            person["email"],
            person["role"],
            person["since"],
            _state(person["suspended"]),
            ui.button(t("Open"), on_click=[People.choose(person["id"]), ui.show("person")]),
        ],
        caption=t("People"),
    )


def person_dialog() -> rx.Component:
    """What staff can do with an account."""
    chosen = People.chosen
    return ui.dialog(
        rx.el.p(chosen["name"], " · ", chosen["email"], class_name="ui-muted"),
        _problem(People.errors),
        rx.cond(
            chosen["suspended"],
            _reason_form(t("End the suspension"), People.unsuspend, People.errors, chosen["suspended"]),
            _reason_form(t("Suspend"), People.suspend, People.errors),
        ),
        ui.form(
            ui.select_field("role", t("Role"), roles(), default_value=chosen["role"]),
            ui.button(t("Change role"), type="submit"),
            on_submit=People.give_role,
        ),
        ui.button(
            rx.cond(chosen["verified"], t("Take the verified badge"), t("Give the verified badge")),
            on_click=People.toggle_badge,
        ),
        ui.details(
            t("Lost their second factor?"),
            rx.el.p(
                t("Make sure that it is really them. Afterwards the password alone lets in."),
                class_name="ui-muted ui-small",
            ),
            ui.form(
                ui.text_field(
                    "reason",
                    t("How do you know?"),
                    id="two-factor-reason",
                    help=t("The person concerned will read it."),
                    errors=People.errors,
                    required=True,
                ),
                ui.button(t("Turn two-factor off"), kind="danger", type="submit"),
                on_submit=People.reset_two_factor,
                reset_on_submit=True,
            ),
        ),
        id="person",
        title=chosen["username"],
    )


def channel_table() -> rx.Component:
    """Channels."""
    return ui.table(
        [
            ui.Column(t("Channel")),
            ui.Column(t("Owner")),
            ui.Column(t("State")),
            ui.Column("", kind="actions"),
        ],
        Channels.channels,
        lambda channel: [
            ui.link(channel["name"], href=f"/channels/{channel['slug']}"),
            ui.link(channel["owner"], href=f"/users/{channel['owner']}"),
            rx.el.span(
                _state(channel["suspended"]),
                rx.cond(channel["featured"], ui.badge(t("Featured"), tone="signal", icon_name="star")),
                class_name="ui-inline",
            ),
            ui.button(t("Open"), on_click=[Channels.choose(channel["id"]), ui.show("channel")]),
        ],
        caption=t("Channels"),
    )


def channel_dialog() -> rx.Component:
    """What staff can do with a channel."""
    chosen = Channels.chosen
    return ui.dialog(
        _problem(Channels.errors),
        rx.cond(
            chosen["suspended"],
            _reason_form(t("End the suspension"), Channels.unsuspend, Channels.errors, chosen["suspended"]),
            _reason_form(t("Suspend"), Channels.suspend, Channels.errors),
        ),
        ui.button(
            rx.cond(chosen["featured"], t("Feature no longer"), t("Feature on the home page")),
            icon_start="star",
            on_click=Channels.toggle_featured,
        ),
        id="channel",
        title=chosen["name"],
    )


def log_table() -> rx.Component:
    """What staff have done."""
    return rx.cond(
        AuditLog.entries,
        ui.table(
            [
                ui.Column(t("When (UTC)")),
                ui.Column(t("Who")),
                ui.Column(t("What")),
                ui.Column(t("On")),
                ui.Column(t("Why")),
            ],
            AuditLog.entries,
            lambda entry: [entry["at"], entry["who"], entry["action"], entry["subject"], entry["reason"]],
            caption=t("Audit log"),
        ),
        ui.empty_state(
            t("Nothing has been done yet"),
            t("Suspensions, roles, badges, categories and settings are written down here."),
            icon_name="scroll_text",
        ),
    )


def _state(suspended: rx.Var) -> rx.Component:
    return rx.cond(suspended, ui.badge(t("Suspended"), tone="warn"), ui.badge(t("In order"), tone="good"))


def _problem(errors: rx.Var) -> rx.Component:
    return rx.cond(errors["form"], ui.notice(t(errors["form"]), tone="live", role="alert"))


def _reason_form(action: ui.Text, on_submit, errors: rx.Var, present: rx.Var | None = None) -> rx.Component:
    return ui.form(
        ui.notice(present, tone="warn") if present is not None else rx.fragment(),
        ui.text_field(
            "reason", t("Reason"), help=t("The person concerned will read it."), errors=errors, required=True
        ),
        ui.button(action, kind="quiet" if present is not None else "danger", type="submit"),
        on_submit=on_submit,
        reset_on_submit=True,
    )


def _pages(desk: type[DeskList]) -> rx.Component:
    return rx.cond(
        desk.pages > 1,
        ui.pagination(desk.page, desk.pages, on_previous=desk.previous_page, on_next=desk.next_page),
    )
