"""The form of an entry. Which fields belong to what takes place once or every week is left to the style sheet."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.schedule.moment import zone_select
from aethex_live.components.ui.field import Field, error_of, frame
from aethex_live.domain.schedule_form import DESCRIPTION_LENGTH, LONGEST, SHORTEST
from aethex_live.domain.stream import TITLE_LENGTH
from aethex_live.i18n import t
from aethex_live.state.schedule_desk import ENTRY, ScheduleDesk
from aethex_live.state.schedule_form import ONCE, WEEKLY


def entry_opener(entry: rx.Var | str) -> list[rx.event.EventSpec]:
    """What opens the form; with an empty id, for a new entry."""
    return [ScheduleDesk.begin(entry), ui.show(ENTRY)]


def entry_dialog() -> rx.Component:
    """Plan a stream, or change what was planned."""
    draft, errors = ScheduleDesk.draft, ScheduleDesk.errors
    return ui.dialog(
        ui.form(
            _field(
                ui.counted_field,
                "title",
                t("Title"),
                max_length=TITLE_LENGTH,
                required=True,
                id="entry-title",
            ),
            ui.radio_group(
                "repeats",
                t("How often"),
                [(ONCE, t("Once")), (WEEKLY, t("Every week"))],
                selected=draft["repeats"],
            ),
            _days(),
            rx.el.div(
                _field(
                    ui.text_field, "starts_on", t("Day, or the first of many"), type="date", required=True
                ),
                rx.el.div(
                    _field(ui.text_field, "until", t("Last day"), type="date", optional=True),
                    class_name="schedule-weekly",
                ),
                _field(ui.text_field, "time", t("Begins at"), type="time", required=True),
                _field(
                    ui.text_field,
                    "minutes",
                    t("Minutes"),
                    type="number",
                    min=SHORTEST,
                    max=LONGEST,
                    required=True,
                ),
                class_name="schedule-fields",
            ),
            _zone(),
            _field(
                ui.select_field, "category", t("Category"), ScheduleDesk.categories, placeholder=t("None")
            ),
            _field(
                ui.text_area_field,
                "description",
                t("Description"),
                max_length=DESCRIPTION_LENGTH,
                optional=True,
                id="entry-description",
            ),
            ui.checkbox(
                "use_title",
                t("Name the stream by this entry"),
                help=t(
                    "A stream that begins within half an hour of it takes title and category from here,"
                    " unless you choose others for it."
                ),
                default_checked=draft["use_title"],
            ),
            ui.button(
                rx.cond(draft["id"], t("Save"), t("Plan it")), kind="primary", type="submit", wide=True
            ),
            on_submit=ScheduleDesk.save,
            errors=errors,
            error=t(errors["form"]),
            key=ScheduleDesk.turn,
            class_name="schedule-form",
        ),
        id=ENTRY,
        title=rx.cond(draft["id"], t("Edit entry"), t("Plan a stream")),
    )


def _field(control: Callable[..., rx.Component], name: str, *words: Any, **options: Any) -> rx.Component:
    """A field as the draft has it, with its error."""
    draft, errors = ScheduleDesk.draft, ScheduleDesk.errors
    return control(name, *words, default_value=draft[name], errors=errors, **options)


def _days() -> rx.Component:
    names = {
        "mon": t("Mon"),
        "tue": t("Tue"),
        "wed": t("Wed"),
        "thu": t("Thu"),
        "fri": t("Fri"),
        "sat": t("Sat"),
        "sun": t("Sun"),
    }
    field = Field("weekdays", t("Weekdays"), error=error_of("weekdays", ScheduleDesk.errors, None))
    boxes = [
        ui.checkbox(f"day_{day}", name, default_checked=ScheduleDesk.draft["days"].contains(day))
        for day, name in names.items()
    ]
    return rx.el.div(
        frame(field, rx.el.div(*boxes, role="group", aria_label=t("Weekdays"), class_name="schedule-days")),
        class_name="schedule-weekly",
    )


def _zone() -> rx.Component:
    field = Field(
        "zone",
        t("Time zone"),
        t("The show keeps its local time here when clocks change."),
        error_of("zone", ScheduleDesk.errors, None),
    )
    control = zone_select(default_value=ScheduleDesk.draft["zone"], **field.control_props(required=True))
    return frame(field, control)
