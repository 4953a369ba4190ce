"""The page of something planned: what, when, how long until then, and ways not to miss it."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.schedule.moment import countdown, when, zone_note
from aethex_live.components.schedule.parts import every_time, is_on, later_item, remind_button, signs
from aethex_live.components.share import share
from aethex_live.i18n import t
from aethex_live.state.schedule import EntryPage


def entry_page() -> rx.Component:
    """The next time large, the ones after it as a list."""
    row = EntryPage.rows[0]
    return rx.fragment(
        rx.el.article(
            rx.cond(EntryPage.banner, rx.el.img(src=EntryPage.banner, alt="", class_name="entry-banner")),
            rx.el.div(
                rx.el.a(
                    ui.avatar(EntryPage.channel, EntryPage.picture, size="l", live=is_on(row)),
                    rx.el.span(EntryPage.channel),
                    href=f"/channels/{EntryPage.slug}",
                    class_name="entry-channel",
                ),
                rx.el.h1(row["title"], class_name="ui-h1"),
                signs(row),
                rx.el.p(when(row["starts"], ends=row["ends"]), class_name="entry-when"),
                rx.cond(~is_on(row), countdown(row["starts"], large=True)),
                rx.el.div(
                    ui.link_button(
                        t("Watch and chat"),
                        href=f"/streams/{EntryPage.slug}",
                        kind=rx.cond(is_on(row), "primary", "quiet"),
                        icon_start="play",
                    ),
                    remind_button(row),
                    every_time(row),
                    ui.link_button(
                        t("Add to your calendar"),
                        href=f"/feeds/schedule/{row['entry']}.ics",
                        icon_start="calendar_plus",
                        reload=True,
                    ),
                    share("schedule", row["entry"], entry_title(), t("Share this plan")),
                    class_name="ui-inline entry-acts",
                ),
                zone_note(),
                class_name="entry-words",
            ),
            class_name="entry",
        ),
        rx.cond(
            row["description"],
            ui.panel(rx.el.p(row["description"], class_name="ui-prose"), title=t("About")),
        ),
        rx.cond(
            EntryPage.rows.length() > 1,
            ui.panel(
                rx.el.ul(rx.foreach(EntryPage.rows[1:], later_item), class_name="schedule-list"),
                title=t("And then"),
            ),
        ),
    )


def entry_title() -> rx.Var:
    """What the page is about, in one line."""
    return rx.cond(EntryPage.rows, EntryPage.rows[0]["title"] + " · " + EntryPage.channel, "")
