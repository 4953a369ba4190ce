"""A moment as sentences name it, in words that can be translated."""

from datetime import datetime

from aethex_live.errors import Words

MONTHS = (
    Words("January"),
    Words("February"),
    Words("March"),
    Words("April"),
    Words("May"),
    Words("June"),
    Words("July"),
    Words("August"),
    Words("September"),
    Words("October"),
    Words("November"),
    Words("December"),
)
WEEKDAYS = (
    Words("Monday"),
    Words("Tuesday"),
    Words("Wednesday"),
    Words("Thursday"),
    Words("Friday"),
    Words("Saturday"),
    Words("Sunday"),
)


def named(moment: datetime) -> Words:
    """Such as `24 November 2026, 12:00 UTC`; `moment` is in UTC."""
    return Words(
        "{day} {month} {year}, {time} UTC",
        day=moment.day,
        month=MONTHS[moment.month - 1],
        year=moment.year,
        time=f"{moment:%H:%M}",
    )


def local_words(local: datetime) -> Words:
    """Such as `Tuesday, 24 November, 20:30`; whose clocks show it is said beside."""
    return Words(
        "{weekday}, {day} {month}, {time}",
        weekday=WEEKDAYS[local.weekday()],
        day=local.day,
        month=MONTHS[local.month - 1],
        time=f"{local:%H:%M}",
    )
