"""What the channels of a demo site plan, so that who looks in finds something to come."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aethex_live.data import demo
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.schedule import WEEKDAYS
from aethex_live.services import schedule_desk
from aethex_live.services.context import Context

WORKDAYS = WEEKDAYS[:5]


@dataclass(frozen=True, slots=True)
class DemoEntry:
    """An entry. Without weekdays it takes place once, so many days from now."""

    slug: str
    title: str
    time: str
    minutes: int
    zone: str
    weekdays: tuple[str, ...] = ()
    in_days: int = 0
    description: str = ""


ENTRIES = (
    DemoEntry(
        *("lumen-after-dark", "Four hours of house", "23:00", 240, "Europe/Berlin", ("fri", "sat")),
        description="No playlist. The first hour is loud, the last one is not.",
    ),
    DemoEntry("kestrel-runs", "Attempts, day after day", "18:30", 150, "America/New_York", WORKDAYS),
    DemoEntry(
        *("code-review-hour", "Your code, read kindly", "19:00", 60, "Europe/London", ("wed",)),
        description="First come, first served. Send a link before it begins.",
    ),
    DemoEntry("before-breakfast", "Thirty minutes on the mat", "06:30", 30, "Europe/Lisbon", WORKDAYS),
    DemoEntry(
        *("quiet-pages", "A ghost story before sleep", "21:30", 45, "Europe/Stockholm", WEEKDAYS),
        description="One story, from cover to cover.",
    ),
    DemoEntry("the-castellan", "You vote, I obey", "20:00", 180, "Europe/Paris", ("tue", "thu")),
    DemoEntry(
        *("orbital", "Jupiter at its brightest", "22:00", 120, "Europe/Madrid"),
        in_days=3,
        description="Four moons in one picture, if the sky allows. Questions if it does not.",
    ),
    DemoEntry(
        *("arc-light-cup", "Arc Light Cup: the finals", "16:00", 360, "Europe/Berlin"),
        in_days=6,
        description="Thirty-two teams came, four are left.",
    ),
)


async def plan(context: Context, uow: UnitOfWork) -> None:
    """Fill the schedules of a site that has its channels."""
    rooms = await demo.rooms(uow)
    for entry in ENTRIES:
        await schedule_desk.plan(context, uow, rooms[entry.slug].channel_id, _fields(entry, context.clock()))


def _fields(entry: DemoEntry, now: datetime) -> dict[str, Any]:
    return {
        "title": entry.title,
        "description": entry.description,
        "time": entry.time,
        "minutes": entry.minutes,
        "zone": entry.zone,
        "starts_on": (now + timedelta(days=entry.in_days)).date().isoformat(),
        "weekdays": entry.weekdays,
    }
