"""Planning a channel's schedule: its entries, the next weeks as viewers will see them, and the forms."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.schedule.entry_form import entry_dialog, entry_opener
from aethex_live.components.schedule.moment import plain_day, weekdays, when
from aethex_live.i18n import t
from aethex_live.state.schedule_desk import DELETE, MOVE, ScheduleDesk


def schedule_desk() -> rx.Component:
    """Everything of one channel."""
    return rx.el.div(
        _channels(),
        rx.cond(
            ScheduleDesk.entries,
            rx.fragment(
                ui.panel(
                    rx.el.ul(rx.foreach(ScheduleDesk.entries, _entry), class_name="schedule-list"),
                    title=t("What you plan"),
                    action=_public_page(),
                ),
                ui.panel(
                    rx.el.p(
                        t("Times are those of each entry's own zone. Viewers see them in theirs."),
                        class_name="ui-small ui-muted",
                    ),
                    rx.cond(
                        ScheduleDesk.coming,
                        rx.el.ul(rx.foreach(ScheduleDesk.coming, _coming), class_name="schedule-list"),
                        rx.el.p(t("Nothing in the next four weeks."), class_name="ui-muted"),
                    ),
                    title=t("The next four weeks"),
                ),
            ),
            ui.empty_state(
                t("Nothing is planned yet"),
                t("Say when you stream next, and people find out, are reminded, and come."),
                icon_name="calendar_days",
                action=ui.button(t("Plan a stream"), on_click=entry_opener("")),
            ),
        ),
        entry_dialog(),
        _move_dialog(),
        _delete_dialog(),
        class_name="studio-column",
    )


def plan_button() -> rx.Component:
    """Opens the form of a new entry."""
    return rx.cond(
        ScheduleDesk.channel_id,
        ui.button(t("Plan a stream"), kind="primary", icon_start="plus", on_click=entry_opener("")),
    )


def _public_page() -> rx.Component:
    return ui.link_button(
        t("As viewers see it"), href=f"/channels/{ScheduleDesk.slug}#schedule", size="s", kind="ghost"
    )


def _channels() -> rx.Component:
    """The schedules of all channels whose streams one runs, when there are several."""
    return rx.cond(
        ScheduleDesk.desks.length() > 1,
        rx.el.nav(
            rx.foreach(
                ScheduleDesk.desks,
                lambda each: rx.el.a(
                    each["name"],
                    href=f"/studio/schedule?channel={each['slug']}",
                    class_name="ui-tab",
                    custom_attrs={
                        "aria-current": rx.cond(ScheduleDesk.slug == each["slug"], "page", "false")
                    },
                ),
            ),
            aria_label=t("Channels"),
            class_name="ui-tab-list",
        ),
    )


def _entry(row: rx.Var) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.strong(row["title"]),
            rx.el.p(
                rx.cond(
                    row["weekly"],
                    rx.fragment(ui.icon("repeat", size=12), weekdays(row["days"])),
                    rx.fragment(ui.icon("calendar", size=12), plain_day(row["starts_on"])),
                ),
                rx.el.span(row["time"], class_name="ui-num"),
                rx.el.span(row["zone"], class_name="ui-faint"),
                t("{n} min", n=row["minutes"]),
                class_name="ui-inline ui-small ui-muted",
            ),
            rx.el.p(
                rx.cond(
                    row["until"],
                    rx.el.span(t("Until"), " ", plain_day(row["until"])),
                ),
                rx.cond(row["category"], ui.badge(row["category"])),
                rx.cond(row["use_title"], ui.badge(t("Names the stream"), icon_name="captions")),
                class_name="ui-inline ui-small ui-muted",
            ),
            class_name="schedule-what",
        ),
        rx.el.div(
            ui.button(t("Edit"), icon_start="pencil", size="s", on_click=entry_opener(row["id"])),
            ui.icon_button(
                "trash_2",
                t("Delete {name}", name=row["title"]),
                size="s",
                on_click=[ScheduleDesk.begin(row["id"]), ui.show(DELETE)],
            ),
            class_name="schedule-acts",
        ),
        class_name="schedule-item",
    )


def _coming(row: rx.Var) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            when(row["starts"], "day", zone=row["zone"]),
            when(row["starts"], "time", ends=row["ends"], zone=row["zone"]),
            class_name="schedule-when",
        ),
        rx.el.div(
            rx.el.span(row["title"], class_name="schedule-title"),
            rx.cond(row["cancelled"], ui.badge(t("Cancelled"), tone="live")),
            rx.cond(row["moved"], ui.badge(t("Moved"), tone="warn")),
            class_name="schedule-what",
        ),
        rx.cond(
            row["cancelled"],
            ui.button(
                t("Let it take place"), size="s", on_click=ScheduleDesk.restore(row["entry"], row["day"])
            ),
            ui.menu(
                ui.menu_item(
                    t("Move to another time"),
                    icon_name="calendar_clock",
                    on_click=[ScheduleDesk.choose(row["entry"], row["day"]), ui.show(MOVE)],
                ),
                rx.cond(
                    row["moved"],
                    ui.menu_item(
                        t("Back to the planned time"),
                        icon_name="undo_2",
                        on_click=ScheduleDesk.restore(row["entry"], row["day"]),
                    ),
                ),
                ui.menu_item(
                    t("Cancel this one"),
                    icon_name="calendar_x",
                    tone="live",
                    on_click=ScheduleDesk.cancel(row["entry"], row["day"]),
                ),
                label=t("Change this one"),
            ),
        ),
        class_name="schedule-item",
        data_cancelled=row["cancelled"],
    )


def _move_dialog() -> rx.Component:
    chosen, errors = ScheduleDesk.chosen, ScheduleDesk.move_errors
    return ui.dialog(
        ui.form(
            rx.el.p(when(chosen["starts"], ends=chosen["ends"], zone=chosen["zone"]), class_name="ui-muted"),
            ui.text_field(
                "on", t("New day"), type="date", default_value=chosen["on"], errors=errors, required=True
            ),
            ui.text_field(
                "at",
                t("New time"),
                type="time",
                help=chosen["zone"],
                default_value=chosen["at"],
                errors=errors,
                required=True,
            ),
            ui.button(t("Move"), kind="primary", type="submit", wide=True),
            on_submit=ScheduleDesk.move,
            errors=errors,
            error=t(errors["form"]),
            key=ScheduleDesk.turn,
        ),
        id=MOVE,
        title=t("Move “{title}”", title=chosen["title"]),
    )


def _delete_dialog() -> rx.Component:
    return ui.confirm_dialog(
        rx.el.p(
            t(
                "It vanishes from your schedule with all its times, and those who wanted to be reminded are told."
            )
        ),
        id=DELETE,
        title=t("Delete “{title}”?", title=ScheduleDesk.draft["title"]),
        confirm=t("Delete"),
        on_confirm=ScheduleDesk.remove,
    )
