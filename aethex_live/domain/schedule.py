"""What a channel plans to stream: entries for one evening or for certain weekdays, and when they take place.

Everything is reckoned with the local time of the entry's zone: a show at 20:00 stays at 20:00 when clocks change.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from aethex_live.domain.channel import CategoryRef
from aethex_live.domain.time_zone import instant, local_time

LEAD = timedelta(minutes=15)  # before the start, who wants to be reminded is
NEAR = timedelta(minutes=30)  # before or after the start, a stream counts as the planned one
HORIZON = timedelta(days=400)  # further than anything that can be planned begins
SOON = timedelta(days=15)
KEPT = timedelta(days=90)  # what is over stays in calendars for so long
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one occurrence: it moves to another local time, or does not take place (None)."""

    day: date
    moved_to: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something planned: once, on `starts_on`, or from then on every week on `weekdays`, `until` a last day.

    With `use_title` a stream that begins at the time takes title and category from here.
    """

    id: UUID
    channel_id: UUID
    title: str
    description: str
    category: CategoryRef | None
    zone: str
    starts_on: date
    time: time
    minutes: int
    weekdays: tuple[str, ...]
    until: date | None
    use_title: bool
    changes: tuple[Change, ...]
    sequence: int
    created_at: datetime
    updated_at: datetime

    @property
    def weekly(self) -> bool:
        """Whether it comes back."""
        return bool(self.weekdays)

    @property
    def length(self) -> timedelta:
        """How long it takes."""
        return timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that an entry takes place. `day` says which, also after it was moved: the day it was planned for."""

    day: date
    starts_at: datetime
    ends_at: datetime
    moved: bool = False
    cancelled: bool = False

    def is_near(self, moment: datetime) -> bool:
        """Whether a stream that begins at `moment` is this one."""
        return not self.cancelled and abs(self.starts_at - moment) <= NEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One occurrence with what it is about, as everybody sees it. `live` when the channel streams it now."""

    entry_id: UUID
    day: date
    starts_at: datetime
    ends_at: datetime
    moved: bool
    weekly: bool
    title: str
    description: str
    category: CategoryRef | None
    live: bool


def in_reach(day: date, now: datetime) -> bool:
    """Whether a day that somebody names is one that can be planned for: calendars end, and nobody looks so far."""
    return abs(day - now.date()) <= HORIZON


def has_day(entry: Entry, day: date) -> bool:
    """Whether an occurrence was planned for this day."""
    if not entry.weekly:
        return day == entry.starts_on
    in_time = entry.starts_on <= day and (entry.until is None or day <= entry.until)
    return in_time and WEEKDAYS[day.weekday()] in entry.weekdays


def first_day(entry: Entry) -> date | None:
    """The day of its first occurrence; None when there is none before its last day."""
    return next(_days(entry, entry.starts_on, entry.starts_on + timedelta(days=6)), None)


def occurrence(entry: Entry, day: date) -> Occurrence | None:
    """The one that was planned for `day`; None when there is none."""
    if not has_day(entry, day):
        return None
    change = next((each for each in entry.changes if each.day == day), None)
    if change is None:
        return _at(entry, day, datetime.combine(day, entry.time))
    if change.moved_to is None:
        return _at(entry, day, datetime.combine(day, entry.time), cancelled=True)
    return _at(entry, day, change.moved_to, moved=True)


def occurrences(
    entry: Entry, after: datetime, before: datetime, *, cancelled: bool = False
) -> list[Occurrence]:
    """Those that are not over at `after` and begin before `before`, in order; with `cancelled` these too.

    However far `before` lies, nothing beyond the horizon is looked at.
    """
    before = min(before, after + HORIZON)
    changed = {change.day for change in entry.changes}
    first = local_time(after - entry.length, entry.zone).date()
    last = local_time(before, entry.zone).date()
    days = [day for day in _days(entry, first, last) if day not in changed]
    found = [made for day in (*days, *changed) if (made := occurrence(entry, day)) is not None]
    shown = (
        each
        for each in found
        if each.ends_at > after and each.starts_at < before and (cancelled or not each.cancelled)
    )
    return sorted(shown, key=lambda each: each.starts_at)


def next_of(entry: Entry, now: datetime) -> Occurrence | None:
    """The one that is on or comes next; None when the entry is over."""
    for reach in (SOON, HORIZON):
        if found := occurrences(entry, now, now + reach):
            return found[0]
    return None


def is_over(entry: Entry, now: datetime) -> bool:
    """Whether nothing of it is to come, not even what was cancelled and can be brought back."""
    changed = (occurrence(entry, change.day) for change in entry.changes)
    return next_of(entry, now) is None and not any(each and each.ends_at > now for each in changed)


def near(entry: Entry, moment: datetime) -> Occurrence | None:
    """The occurrence that a stream is which begins at `moment`."""
    around = occurrences(entry, moment - NEAR - entry.length, moment + NEAR + timedelta(seconds=1))
    return next((each for each in around if each.is_near(moment)), None)


def planned(entry: Entry, each: Occurrence, now: datetime, *, since: datetime | None) -> Planned:
    """An occurrence as everybody sees it; `since` when the channel is on the air, None when it is not."""
    began = since is not None and (each.starts_at <= now or each.is_near(since))
    return Planned(
        entry_id=entry.id,
        day=each.day,
        starts_at=each.starts_at,
        ends_at=each.ends_at,
        moved=each.moved,
        weekly=entry.weekly,
        title=entry.title,
        description=entry.description,
        category=entry.category,
        live=began and now < each.ends_at,
    )


def _days(entry: Entry, first: date, last: date) -> Iterator[date]:
    """The days between the two for which something was planned."""
    day = max(first, entry.starts_on)
    if not entry.weekly:
        last = min(last, entry.starts_on)
    elif entry.until is not None:
        last = min(last, entry.until)
    while day <= last:
        if has_day(entry, day):
            yield day
        day += timedelta(days=1)


def _at(entry: Entry, day: date, local: datetime, **flags: Any) -> Occurrence:
    starts_at = instant(local, entry.zone)
    return Occurrence(day, starts_at, starts_at + entry.length, **flags)
