"""What is news to those who wait for something planned: it moves, is cancelled, or takes place after all."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from aethex_live.domain.moment import local_words
from aethex_live.domain.schedule import (
    SOON,
    WEEKDAYS,
    Change,
    Entry,
    Occurrence,
    has_day,
    next_of,
    occurrence,
    occurrences,
)
from aethex_live.domain.time_zone import local_time
from aethex_live.errors import Words

SETTLED = timedelta(minutes=2)  # after the last change: a row of them is one piece of news
MINUTE = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of the occurrence of `day`: when it was to begin, and what it is now; None: cancelled."""

    day: date
    was: datetime | None
    now: Occurrence | None

    @property
    def is_news(self) -> bool:
        """Whether somebody who knows how it was would come at the wrong time."""
        return self.was != (self.now.starts_at if self.now else None)


def kept(entry: Entry) -> dict[str, Any]:
    """When it takes place, as the database remembers what people know."""
    return {
        "zone": entry.zone,
        "starts_on": entry.starts_on.isoformat(),
        "time": entry.time.isoformat(),
        "weekdays": list(entry.weekdays),
        "until": entry.until.isoformat() if entry.until else None,
        "changes": [
            [each.day.isoformat(), each.moved_to.isoformat() if each.moved_to else None]
            for each in entry.changes
        ],
    }


def as_kept(entry: Entry, known: dict[str, Any]) -> Entry:
    """The entry, taking place when it did."""
    return replace(
        entry,
        zone=known["zone"],
        starts_on=date.fromisoformat(known["starts_on"]),
        time=time.fromisoformat(known["time"]),
        weekdays=tuple(known["weekdays"]),
        until=date.fromisoformat(known["until"]) if known["until"] else None,
        changes=tuple(
            Change(date.fromisoformat(day), datetime.fromisoformat(to) if to else None)
            for day, to in known["changes"]
        ),
    )


def fate(was: Entry, now: Entry | None, day: date, moment: datetime) -> Fate | None:
    """What became of an occurrence of the entry as it was; None when there was none, or it is over.

    `now` is the entry as it is, None when it was deleted.
    """
    before = occurrence(was, day)
    if before is None or before.ends_at <= moment:
        return None
    after = _successor(was, now, day, moment) if now is not None else None
    off = after is None or after.cancelled or after.ends_at <= moment
    return Fate(day, None if before.cancelled else before.starts_at, None if off else after)


def days_for_all(was: Entry, now: Entry | None, moment: datetime) -> set[date]:
    """Of which days those hear who wait for every occurrence: each that was changed by itself, and the next one."""
    by_themselves = set(was.changes) ^ set(now.changes) if now is not None else set()
    coming = occurrences(was, moment, moment + SOON, cancelled=True)
    fates = (fate(was, now, each.day, moment) for each in coming)
    first = next(([each.day] for each in fates if each is not None and each.is_news), [])
    return {*(change.day for change in by_themselves), *first}


def fates(was: Entry, now: Entry | None, days: Collection[date], moment: datetime) -> list[Fate]:
    """What became of the occurrences of these days, in their order."""
    found = (fate(was, now, day, moment) for day in sorted(days))
    return [each for each in found if each is not None]


def told_text(news: Fate, entry: Entry) -> str:
    """What a notification keeps of it: both local times, the zone and the title, which alone may be long."""
    moments = news.was, news.now.starts_at if news.now else None
    local = [f"{local_time(each, entry.zone):{MINUTE}}" if each else "" for each in moments]
    return "|".join((*local, entry.zone, entry.title))


def words(text: str) -> str:
    """What a notification says of a text such as `told_text` gives; any other is a title that speaks for itself."""
    try:
        was, now, zone, title = text.split("|", 3)
        before, after = (datetime.strptime(each, MINUTE) if each else None for each in (was, now))
    except ValueError:
        return text
    named = {"title": title, "zone": zone.replace("_", " ")}
    if after is None:
        return Words("{title}, {was} ({zone})", was=local_words(before), **named) if before else title
    if before is None:
        return Words("{title} takes place after all: {now} ({zone})", now=local_words(after), **named)
    to = f"{after:%H:%M}" if after.date() == before.date() else local_words(after)
    return Words("{title} moves from {was} to {now} ({zone})", was=local_words(before), now=to, **named)


def _successor(was: Entry, now: Entry, day: date, moment: datetime) -> Occurrence | None:
    """What takes the place of the occurrence of `day`: itself, or that of a weekday that came for its own."""
    if has_day(now, day):
        return occurrence(now, day)
    if not was.weekly:
        return next_of(now, moment)
    came = _weekday_for(was, now, day) if now.weekly else now.starts_on.weekday()
    if came is None:
        return None
    ahead = (came - day.weekday()) % 7
    near = (day + timedelta(days=each) for each in sorted((ahead, ahead - 7), key=abs))
    found = (occurrence(now, each) for each in near)
    return next((each for each in found if each is not None and each.ends_at > moment), None)


def _weekday_for(was: Entry, now: Entry, day: date) -> int | None:
    """The weekday that came in the place of the one of `day`, the first for the first that has gone."""
    gone = [each for each in was.weekdays if each not in now.weekdays]
    came = [each for each in now.weekdays if each not in was.weekdays]
    pairs = dict(zip(gone, came, strict=False))
    name = pairs.get(WEEKDAYS[day.weekday()])
    return WEEKDAYS.index(name) if name else None
