"""What may be planned: the fields of an entry as they arrive, each in its form or refused with a word of advice."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from aethex_live.domain import form
from aethex_live.domain.form import LIST, Checks
from aethex_live.domain.schedule import HORIZON, WEEKDAYS, Entry, first_day, occurrences
from aethex_live.domain.stream import check_title
from aethex_live.domain.text import check_paragraphs
from aethex_live.domain.time_zone import check_zone, instant, local_time
from aethex_live.errors import InvalidInput, Words

DESCRIPTION_LENGTH = 1000
SHORTEST, LONGEST = 5, 24 * 60  # minutes
FURTHEST = timedelta(days=366)
EARLIEST = timedelta(days=7)  # before it was made
LONGEST_ROW = timedelta(days=3 * 366)  # from the first day to the last
MOST_ENTRIES = 50  # of one channel that are not over
MOST_CHANGES = 60  # of one entry that lie ahead
MOST_REMINDERS = 500  # of one person


def check_day(text: str, field: str = "day") -> date:
    """A date such as 2026-11-27."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InvalidInput("Give a date, such as 2026-11-27.", code="date_form", field=field) from None


def check_time(text: str, field: str = "time") -> time:
    """A time of day such as 19:30."""
    try:
        found = time.fromisoformat(text.strip())
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None:
        raise InvalidInput("Give a time of day, such as 19:30.", code="time_form", field=field)
    return found.replace(second=0, microsecond=0)


def check_minutes(minutes: int) -> int:
    """How long it takes."""
    if isinstance(minutes, bool) or not SHORTEST <= minutes <= LONGEST:
        raise InvalidInput(
            Words("Plan {least} to {most} minutes.", least=SHORTEST, most=LONGEST),
            code="minutes_range",
            field="minutes",
        )
    return minutes


def check_weekdays(days: list[str] | tuple[str, ...]) -> list[str]:
    """Days of the week, in their order, each once; none for something that takes place once."""
    if not set(days) <= set(WEEKDAYS):
        raise form.not_among(WEEKDAYS, code="unknown_weekday", field="weekdays")
    return [day for day in WEEKDAYS if day in days]


_CHECKS: Checks = {
    "title": (str, check_title),
    "description": (
        str,
        lambda text: check_paragraphs(text, field="description", longest=DESCRIPTION_LENGTH),
    ),
    "category": ((str, type(None)), lambda slug: slug or None),
    "zone": (str, check_zone),
    "starts_on": (str, lambda text: check_day(text, "starts_on")),
    "time": (str, check_time),
    "minutes": (int, check_minutes),
    "weekdays": (LIST, check_weekdays),
    "until": ((str, type(None)), lambda text: check_day(text, "until") if text else None),
    "use_title": (bool, lambda flag: flag),
}
NEEDED = ("title", "zone", "starts_on", "time", "minutes")


def check_changes(changes: Mapping[str, Any], needed: Iterable[str] = ()) -> dict[str, Any]:
    """`changes` with every name known and every value in its form. The category is a slug, or None."""
    return form.check_changes(_CHECKS, changes, needed)


def new_entry(entry_id: UUID, channel_id: UUID, given: Mapping[str, Any], now: datetime) -> Entry:
    """An entry of checked fields, of which those that are NEEDED are there; `category` is left out."""
    blank = Entry(
        id=entry_id,
        channel_id=channel_id,
        title="",
        description="",
        category=None,
        zone="UTC",
        starts_on=now.date(),
        time=time(),
        minutes=SHORTEST,
        weekdays=(),
        until=None,
        use_title=False,
        changes=(),
        sequence=-1,
        created_at=now,
        updated_at=now,
    )
    return changed_entry(blank, given, now)


def changed_entry(entry: Entry, given: Mapping[str, Any], now: datetime) -> Entry:
    """`entry` with checked fields put in their place; `category` is left out."""
    fields = {name: value for name, value in given.items() if name != "category"}
    fields["weekdays"] = tuple(fields.get("weekdays", entry.weekdays))
    if not fields["weekdays"]:
        fields["until"] = None  # what takes place once has no last day
    made = replace(entry, **fields, sequence=entry.sequence + 1, updated_at=now)
    check_whole(made, now)
    if _timing(made) != _timing(entry):
        coming = occurrences(made, now, now + HORIZON, cancelled=True)
        if not coming or coming[-1].starts_at < now:
            raise _past("until" if made.until else "starts_on")
    return made


def _timing(entry: Entry) -> tuple[object, ...]:
    return entry.zone, entry.starts_on, entry.time, entry.weekdays, entry.until


def check_whole(entry: Entry, now: datetime) -> None:
    """Refuse an entry whose fields do not go together, or that lies too far away."""
    today = local_time(now, entry.zone).date()
    if entry.starts_on > today + FURTHEST:
        raise _too_far("starts_on")
    if entry.starts_on < (entry.created_at - EARLIEST).date():
        raise _past("starts_on")
    if entry.until is not None and entry.until < entry.starts_on:
        raise InvalidInput("The last day comes before the first.", code="until_before_start", field="until")
    if entry.until is not None and entry.until > entry.starts_on + LONGEST_ROW:
        raise InvalidInput(
            "Plan at most three years. Leave the last day empty for a show without an end.",
            code="until_too_late",
            field="until",
        )
    if first_day(entry) is None:
        raise InvalidInput(
            "None of these weekdays lies between the first day and the last.",
            code="no_occurrence",
            field="weekdays",
        )


def check_place(text_on: str, text_at: str, zone: str, now: datetime) -> datetime:
    """Another day and time for one occurrence, as clocks show them in the entry's zone."""
    on, at = check_day(text_on, "on"), check_time(text_at, "at")
    today = local_time(now, zone).date()
    if on > today + FURTHEST:
        raise _too_far("on")
    place = datetime.combine(on, at)
    if on < today or instant(place, zone) < now:
        raise _past("on")
    return place


def _past(field: str) -> InvalidInput:
    return InvalidInput("This lies in the past. Choose a time to come.", code="in_the_past", field=field)


def _too_far(field: str) -> InvalidInput:
    return InvalidInput("Plan at most a year ahead.", code="too_far", field=field)
