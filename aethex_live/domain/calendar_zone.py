"""A time zone as calendar files describe it (RFC 5545, 3.6.5): when its clocks change, and by how much."""

import calendar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

YEARS = 6  # as far as changes are looked up; what follows a rule goes on by it
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Turn:
    """The clocks change at `at` (what they showed just before)."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool


@lru_cache(maxsize=256)
def zone_lines(zone: str, year: int) -> tuple[str, ...]:
    """VTIMEZONE of `zone` for what happens from `year` on."""
    place = ZoneInfo(zone)
    first = datetime(year, 1, 1, tzinfo=UTC)
    start = first.astimezone(place)
    offset, name = start.utcoffset() or timedelta(), start.tzname() or zone
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
    lines += _part(Turn(datetime(year - 1, 12, 31), offset, offset, name, bool(start.dst())), [])
    for alike in _alike(_turns(place, first)).values():
        lines += _part(alike[0], alike)
    return (*lines, "END:VTIMEZONE")


def _turns(place: ZoneInfo, first: datetime) -> list[Turn]:
    """Every change of the clocks for some years, found by halving the days on which the offset is another."""
    found = []
    day, one = first, timedelta(days=1)
    for _ in range(366 * YEARS):
        if _offset(place, day) != _offset(place, day + one):
            found.append(_turn(place, day, day + one))
        day += one
    return found


def _turn(place: ZoneInfo, low: datetime, high: datetime) -> Turn:
    before = _offset(place, low)
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        if _offset(place, middle) == before:
            low = middle
        else:
            high = middle
    then = high.astimezone(place)
    return Turn(
        at=(high + before).replace(tzinfo=None),
        before=before,
        after=then.utcoffset() or timedelta(),
        name=then.tzname() or "",
        summer=bool(then.dst()),
    )


def _offset(place: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(place).utcoffset() or timedelta()


def _alike(turns: list[Turn]) -> dict[object, list[Turn]]:
    """Changes that do the same, in order."""
    groups: dict[object, list[Turn]] = {}
    for turn in turns:
        groups.setdefault((turn.before, turn.after, turn.name, turn.summer), []).append(turn)
    return groups


def _part(first: Turn, alike: list[Turn]) -> list[str]:
    kind = "DAYLIGHT" if first.summer else "STANDARD"
    lines = [f"BEGIN:{kind}", f"DTSTART:{_stamp(first.at)}"]
    if len(alike) > 1:
        rule = _rule([turn.at for turn in alike])
        lines += [rule] if rule else [f"RDATE:{_stamp(turn.at)}" for turn in alike[1:]]
    lines += [f"TZOFFSETFROM:{_shift(first.before)}", f"TZOFFSETTO:{_shift(first.after)}"]
    return [*lines, f"TZNAME:{first.name}", f"END:{kind}"]


def _rule(moments: list[datetime]) -> str:
    """The rule by which changes come back each year, such as the last Sunday in March; empty: there is none."""
    years = [moment.year for moment in moments]
    alike = {(moment.month, moment.weekday(), moment.time()) for moment in moments}
    if len(alike) > 1 or len(moments) < YEARS - 1 or years != list(range(years[0], years[0] + len(years))):
        return ""
    nth = {(moment.day - 1) // 7 + 1 for moment in moments}
    is_last = all(moment.day + 7 > calendar.monthrange(moment.year, moment.month)[1] for moment in moments)
    if not is_last and len(nth) > 1:
        return ""
    which = -1 if is_last else nth.pop()
    return f"RRULE:FREQ=YEARLY;BYMONTH={moments[0].month};BYDAY={which}{_DAYS[moments[0].weekday()]}"


def _stamp(local: datetime) -> str:
    return f"{local:%Y%m%dT%H%M%S}"


def _shift(offset: timedelta) -> str:
    seconds = int(offset.total_seconds())
    sign, seconds = ("-" if seconds < 0 else "+"), abs(seconds)
    text = f"{sign}{seconds // 3600:02}{seconds // 60 % 60:02}"
    return f"{text}{seconds % 60:02}" if seconds % 60 else text
