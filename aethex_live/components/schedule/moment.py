"""Planned times: written in the browser as its reader writes them, counting down without asking the server."""

from typing import Literal

import reflex as rx

from aethex_live.components import ui
from aethex_live.i18n import t
from aethex_live.scripts import beside

_LIBRARY = beside(__name__, "moment.jsx")


class _When(rx.Component):
    library = _LIBRARY
    tag = "When"

    at: rx.Var[str]
    ends: rx.Var[str]
    zone: rx.Var[str]
    form: rx.Var[str]


class _ZoneNote(rx.Component):
    library = _LIBRARY
    tag = "ZoneNote"

    words: rx.Var[str]


class _Countdown(rx.Component):
    library = _LIBRARY
    tag = "Countdown"

    at: rx.Var[str]
    units: rx.Var[dict[str, str]]
    over: rx.Var[str]
    large: rx.Var[bool]


class _Weekdays(rx.Component):
    library = _LIBRARY
    tag = "Weekdays"

    days: rx.Var[list[str]]


class _PlainDay(rx.Component):
    library = _LIBRARY
    tag = "PlainDay"

    day: rx.Var[str]


class _ZoneSelect(rx.Component):
    library = beside(__name__, "zone_select.jsx")
    tag = "ZoneSelect"
    _is_form_control = True

    name: rx.Var[str]
    default_value: rx.Var[str]


def when(
    at: rx.Var,
    form: Literal["day", "time", "whole"] = "whole",
    *,
    ends: rx.Var | str = "",
    zone: rx.Var | str = "",
) -> rx.Component:
    """An ISO time, perhaps with its end, in the reader's zone or in `zone`."""
    return _When.create(at=at, ends=ends, zone=zone, form=form)


def zone_note() -> rx.Component:
    """In which zone the times of the page are."""
    return rx.el.p(
        ui.icon("globe", size=12),
        _ZoneNote.create(words=t("Times are in your time zone: {zone}")),
        class_name="ui-inline ui-faint ui-small",
    )


def countdown(at: rx.Var, *, large: bool = False) -> rx.Component:
    """How long it is until then, ticking."""
    units = {"days": t("d"), "hours": t("h"), "minutes": t("min"), "seconds": t("s")}
    return _Countdown.create(at=at, units=units, over=t("It begins any moment."), large=large)


def weekdays(days: rx.Var) -> rx.Component:
    """The names of weekdays."""
    return _Weekdays.create(days=days)


def plain_day(day: rx.Var) -> rx.Component:
    """A day such as 2026-11-27."""
    return _PlainDay.create(day=day)


def zone_select(**props) -> rx.Component:
    """All time zones; without a `default_value`, it begins with the browser's."""
    return _ZoneSelect.create(**props)
