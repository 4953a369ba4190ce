"""What waits for a moderator: held messages and reports."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.chat.parts import moment
from aethex_live.components.live import live_list
from aethex_live.components.moderation.words import act_name, reason_of
from aethex_live.components.report import reason_name
from aethex_live.i18n import t
from aethex_live.state.live_mods import ActEntry, HeldEntry, ModLive
from aethex_live.state.moderation import ModDesk, ReportRow


def held_panel() -> rx.Component:
    """Messages that wait, the oldest first. All moderators see the same."""
    held = live_list(ModLive.held, HeldEntry)
    return ui.panel(
        rx.cond(
            held.length() > 0,
            rx.el.ul(rx.foreach(held, lambda each: held_line(each=each)), class_name="mod-list"),
            rx.cond(
                ModLive.held["k"],
                rx.el.p(t("Nothing waits. Held messages appear here at once."), class_name="ui-faint"),
                ui.skeleton_rows(1),
            ),
        ),
        title=t("Held messages"),
    )


@rx.memo
def held_line(each: rx.Var[HeldEntry]) -> rx.Component:
    """One message, and why it waits."""
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                rx.el.strong(each["name"]),
                " ",
                rx.el.span("@", each["author"], class_name="ui-faint"),
            ),
            rx.el.p(each["text"], class_name="mod-words"),
            rx.foreach(
                each["reasons"].to(list[str]), lambda why: rx.el.p(t(why), class_name="ui-small ui-muted")
            ),
        ),
        rx.el.div(
            ui.button(t("Approve"), icon_start="check", on_click=ModDesk.approve(each["id"])),
            ui.button(t("Reject"), icon_start="x", kind="danger", on_click=ModDesk.reject(each["id"])),
            class_name="ui-inline",
        ),
    )


def report_panel() -> rx.Component:
    """What people have reported here; looked up again whenever their number changes."""
    return ui.panel(
        rx.el.span(key=f"reports-{ModLive.reports}", on_mount=ModDesk.load_reports),
        rx.cond(
            ModDesk.reports.length() > 0,
            rx.el.ul(
                rx.foreach(ModDesk.reports, lambda each: report_line(each, ModDesk.decide)),
                class_name="mod-list",
            ),
            rx.cond(
                ModDesk.knows_reports,
                rx.el.p(t("No open reports."), class_name="ui-faint"),
                ui.skeleton_rows(1),
            ),
        ),
        title=t("Reports"),
    )


def report_line(each: rx.Var[ReportRow], decide: rx.EventHandler) -> rx.Component:
    """One report."""
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                rx.el.strong(each["name"]),
                " ",
                ui.badge(reason_name(each["why"]), tone="warn"),
                " ",
                moment(each["at"]),
            ),
            rx.cond(each["snapshot"], rx.el.p(each["snapshot"], class_name="mod-words")),
            rx.cond(each["details"], rx.el.p(each["details"], class_name="ui-muted")),
            rx.cond(
                each["reporter"],
                rx.el.p(t("Reported by"), " @", each["reporter"], class_name="ui-small ui-faint"),
            ),
        ),
        rx.el.div(
            ui.button(t("Accept"), icon_start="check", on_click=decide(each["id"], "accepted")),
            ui.button(t("Do not follow"), icon_start="x", on_click=decide(each["id"], "rejected")),
            class_name="ui-inline",
        ),
    )


def latest_acts() -> rx.Component:
    """What all moderators have just done."""
    acts = live_list(ModLive.acts, ActEntry, keep=30)
    return ui.panel(
        rx.el.ol(rx.foreach(acts, lambda each: act_line(each=each)), class_name="mod-acts"),
        title=t("Just now"),
        action=ui.button(t("Clear the chat"), kind="danger", size="s", on_click=ui.show("clear-chat")),
    )


@rx.memo
def act_line(each: rx.Var[ActEntry]) -> rx.Component:
    """One act."""
    return rx.el.li(
        moment(each["at"]),
        " ",
        act_name(each["kind"]),
        rx.cond(each["subject"], rx.el.span(" @", each["subject"])),
        rx.cond(each["actor"], rx.el.span(" · ", each["actor"], class_name="ui-faint")),
        rx.cond(each["reason"], rx.el.span(": ", reason_of(each), class_name="ui-muted")),
    )


def clear_dialog() -> rx.Component:
    """Asks before all messages go."""
    return ui.confirm_dialog(
        rx.el.p(t("All messages vanish for viewers. Moderators still see them, struck out.")),
        id="clear-chat",
        title=t("Clear the chat?"),
        confirm=t("Clear the chat"),
        on_confirm=[ModDesk.clear, ui.hide("clear-chat")],
    )
