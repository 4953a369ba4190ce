"""A schedule as a file for calendar programs: iCalendar, RFC 5545, with the properties of RFC 7986.

A weekly entry is one event with a rule. A cancelled time of it is an exception to the rule, a moved one an event
of its own that says in whose place it comes. The same schedule always gives the same bytes.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time

from aethex_live.domain.calendar_zone import zone_lines
from aethex_live.domain.schedule import Change, Entry, first_day, has_day
from aethex_live.domain.time_zone import instant

LONGEST_LINE = 75  # octets, without the line break
PRODUCT = "-//AeThex//AeThex LIVE//EN"
_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


def calendar_file(name: str, entries: Sequence[Entry], *, host: str, pages: str) -> bytes:
    """The file. `host` makes the events' names unique in the world, `pages` is where an entry has its page."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}"]
    lines += ["REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]
    shown = [(entry, day) for entry in entries if (day := first_day(entry)) is not None]
    zones: dict[str, int] = {}
    for entry, day in shown:
        if entry.zone != "UTC":
            zones[entry.zone] = min(zones.get(entry.zone, day.year), day.year)
    for zone, year in sorted(zones.items()):
        lines += zone_lines(zone, year)
    for entry, day in shown:
        address = [f"URL:{pages}/{entry.id}"]
        for event in _events(entry, datetime.combine(day, entry.time), f"{entry.id}@{host}"):
            lines += ["BEGIN:VEVENT", *event, *address, "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def last_change(entries: Iterable[Entry]) -> datetime | None:
    """When one of them was changed last; None when there are none."""
    return max((entry.updated_at for entry in entries), default=None)


def _events(entry: Entry, first: datetime, uid: str) -> Iterator[list[str]]:
    """The event, and one more for each time of it that was moved."""
    changes = [change for change in entry.changes if has_day(entry, change.day)]
    moved = [change for change in changes if change.moved_to is not None]
    if not entry.weekly:
        change = changes[0] if changes else Change(entry.starts_on, first)
        status = "CONFIRMED" if change.moved_to is not None else "CANCELLED"
        yield [f"UID:{uid}", *_when(entry, change.moved_to or first), *_what(entry, status)]
        return
    head = [f"UID:{uid}", *_when(entry, first), _rule(entry)]
    head += [_local("EXDATE", entry, change.day, entry.time) for change in changes if change.moved_to is None]
    yield [*head, *_what(entry, "CONFIRMED")]
    for change in moved:
        place = _local("RECURRENCE-ID", entry, change.day, entry.time)
        yield [f"UID:{uid}", place, *_when(entry, change.moved_to or first), *_what(entry, "CONFIRMED")]


def _when(entry: Entry, start: datetime) -> list[str]:
    return [_local("DTSTART", entry, start.date(), start.time()), f"DURATION:PT{entry.minutes}M"]


def _rule(entry: Entry) -> str:
    days = ",".join(day[:2].upper() for day in entry.weekdays)
    if entry.until is None:
        return f"RRULE:FREQ=WEEKLY;BYDAY={days}"
    end = instant(datetime.combine(entry.until, time(23, 59, 59)), entry.zone)
    return f"RRULE:FREQ=WEEKLY;UNTIL={_utc(end)};BYDAY={days}"


def _what(entry: Entry, status: str) -> list[str]:
    lines = [
        f"DTSTAMP:{_utc(entry.updated_at)}",
        f"CREATED:{_utc(entry.created_at)}",
        f"LAST-MODIFIED:{_utc(entry.updated_at)}",
        f"SEQUENCE:{entry.sequence}",
        f"STATUS:{status}",
        f"SUMMARY:{_text(entry.title)}",
    ]
    if entry.description:
        lines.append(f"DESCRIPTION:{_text(entry.description)}")
    if entry.category is not None:
        lines.append(f"CATEGORIES:{_text(entry.category.name)}")
    return lines


def _local(name: str, entry: Entry, day: date, at: time) -> str:
    stamp = f"{day:%Y%m%d}T{at:%H%M%S}"
    return f"{name}:{stamp}Z" if entry.zone == "UTC" else f"{name};TZID={entry.zone}:{stamp}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """What people wrote, as a value: control characters are left out, separators marked."""
    plain = "".join(
        character for character in words if character == "\n" or (character >= " " and character != "\x7f")
    )
    return "".join(_ESCAPED.get(character, character) for character in plain)


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, no character torn apart; all but the first begin with a space."""
    piece, size = "", 0
    for character in line:
        width = len(character.encode("utf-8", "replace"))
        if size + width > LONGEST_LINE:
            yield piece
            piece, size = " ", 1
        piece += character
        size += width
    yield piece
