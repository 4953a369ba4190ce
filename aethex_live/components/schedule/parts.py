"""One planned stream in a list, the wish to be reminded of it, and the way into a calendar."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.moment import changed
from aethex_live.components.live import leave_with_page
from aethex_live.components.schedule.moment import countdown, when
from aethex_live.i18n import t
from aethex_live.state.plans import Plans
from aethex_live.state.schedule import Reminders


def follow_plans(reload: rx.EventHandler) -> rx.Component:
    """Put it on a page that shows a schedule and has entered `Plans`: what changes is loaded by `reload`."""
    return rx.fragment(changed(Plans.edition, reload.debounce(300)), leave_with_page(Plans))


def is_on(row: rx.Var) -> rx.Var[bool]:
    """Whether the channel streams it now; as it was when it was loaded, where nobody follows it."""
    return rx.cond(Plans.looked, Plans.on.contains(row["key"]), row["live"])


def planned_item(row: rx.Var) -> rx.Component:
    """A row: when, what, and what one can do about it."""
    return rx.el.li(
        rx.el.div(
            when(row["starts"], "day"),
            when(row["starts"], "time", ends=row["ends"]),
            class_name="schedule-when",
        ),
        rx.el.div(
            rx.el.a(row["title"], href=f"/schedule/{row['entry']}", class_name="schedule-title"),
            signs(row),
            rx.cond(
                row["description"],
                rx.el.p(row["description"], class_name="ui-small ui-muted schedule-text"),
            ),
            class_name="schedule-what",
        ),
        remind_button(row, size="s"),
        class_name="schedule-item",
        data_live=is_on(row),
    )


def later_item(row: rx.Var) -> rx.Component:
    """Another time of the same."""
    return rx.el.li(
        rx.el.div(
            when(row["starts"], ends=row["ends"]),
            rx.cond(row["moved"], ui.badge(t("Moved"), tone="warn")),
            class_name="schedule-what",
        ),
        remind_button(row, size="s"),
        class_name="schedule-item",
    )


def signs(row: rx.Var) -> rx.Component:
    """Whether it is on, comes back, was moved; and its category."""
    return rx.el.p(
        rx.cond(is_on(row), ui.badge(t("Live now"), tone="live", icon_name="radio_tower")),
        rx.cond(row["moved"], ui.badge(t("Moved"), tone="warn")),
        rx.cond(row["weekly"], ui.badge(t("Every week"), icon_name="repeat")),
        rx.cond(row["category"], ui.link(row["category"], href=f"/categories/{row['category_slug']}")),
        class_name="ui-inline ui-small ui-muted",
    )


def remind_button(row: rx.Var, size: str = "m") -> rx.Component:
    """Be told before this one begins, or no more. Who is not logged in does that first."""
    every = Reminders.keys.contains(row["entry"])
    once = Reminders.keys.contains(row["key"])
    forget = Reminders.forget(row["entry"], rx.cond(every, "", row["day"]))
    button = rx.cond(
        every | once,
        ui.button(
            t("Reminder set"),
            icon_start="bell_ring",
            size=size,
            aria_pressed="true",
            on_click=forget,
        ),
        ui.button(
            t("Remind me"),
            icon_start="bell",
            size=size,
            aria_pressed="false",
            on_click=Reminders.remind(row["entry"], row["day"]),
        ),
    )
    return rx.cond(is_on(row), rx.fragment(), button)


def every_time(row: rx.Var) -> rx.Component:
    """The same for every week."""
    return rx.cond(
        row["weekly"],
        rx.cond(
            Reminders.keys.contains(row["entry"]),
            rx.fragment(),
            ui.button(
                t("Remind me every week"),
                icon_start="repeat",
                kind="ghost",
                on_click=Reminders.remind(row["entry"], ""),
            ),
        ),
    )


def next_stream(row: rx.Var) -> rx.Component:
    """What comes next, where there is no picture yet."""
    return rx.el.div(
        rx.el.p(t("Next stream"), class_name="ui-label"),
        rx.el.p(
            rx.el.a(row["title"], href=f"/schedule/{row['entry']}", class_name="schedule-title"),
            class_name="ui-h3",
        ),
        rx.el.p(when(row["starts"])),
        countdown(row["starts"]),
        remind_button(row, size="s"),
        class_name="schedule-next",
    )
