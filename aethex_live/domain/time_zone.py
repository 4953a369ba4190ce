"""Time zones by their names, and local times as instants, also where clocks are put forward or back."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from aethex_live.errors import InvalidInput

LONGEST = 64


@cache
def names() -> frozenset[str]:
    """Every zone that can be chosen."""
    return frozenset(name for name in available_timezones() if _is_place(name))


def check_zone(name: str) -> str:
    """The name of a zone that there is."""
    if name not in names():
        raise InvalidInput("Choose a time zone from the list.", code="unknown_zone", field="zone")
    return name


def instant(local: datetime, zone: str) -> datetime:
    """When clocks in `zone` show `local`, in UTC.

    A time that is skipped when clocks go forward counts as if they had not; of one that comes twice when they go
    back it is the first. That is how calendars read it (RFC 5545, 3.3.5).
    """
    return local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def local_time(moment: datetime, zone: str) -> datetime:
    """What clocks in `zone` show at `moment`, without the zone."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _is_place(name: str) -> bool:
    return name == "UTC" or ("/" in name and not name.startswith(("Etc/", "SystemV/", "posix/", "right/")))
