"""The form of an entry. Which fields belong to what takes place once or every week is left to the style sheet."""

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
            ui.counted_field(
                "title",
                t("Title"),
                max_length=TITLE_LENGTH,
                default_value=draft["title"],
                errors=errors,
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
                ui.text_field(
                    "starts_on",
                    t("Day, or the first of many"),
                    type="date",
                    default_value=draft["starts_on"],
                    errors=errors,
                    required=True,
                ),
                rx.el.div(
                    ui.text_field(
                        "until",
                        t("Last day"),
                        type="date",
                        default_value=draft["until"],
                        errors=errors,
                        optional=True,
                    ),
                    class_name="schedule-weekly",
                ),
                ui.text_field(
                    "time",
                    t("Begins at"),
                    type="time",
                    default_value=draft["time"],
                    errors=errors,
                    required=True,
                ),
                ui.text_field(
                    "minutes",
                    t("Minutes"),
                    type="number",
                    min=SHORTEST,
                    max=LONGEST,
                    default_value=draft["minutes"],
                    errors=errors,
                    required=True,
                ),
                class_name="schedule-fields",
            ),
            _zone(),
            ui.select_field(
                "category",
                t("Category"),
                ScheduleDesk.categories,
                placeholder=t("None"),
                default_value=draft["category"],
                errors=errors,
            ),
            ui.text_area_field(
                "description",
                t("Description"),
                max_length=DESCRIPTION_LENGTH,
                default_value=draft["description"],
                errors=errors,
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
