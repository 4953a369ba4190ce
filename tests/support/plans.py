"""Entries of schedules for tests. The tests' clock begins on Saturday, 21 November 2026, at noon in UTC."""

from datetime import UTC, date, datetime
from uuid import UUID

from aethex_live.domain.schedule import Entry
from aethex_live.services import schedule_desk
from aethex_live.services.context import Actor, Context

SUNDAY, WEDNESDAY = date(2026, 11, 22), date(2026, 11, 25)
BEGIN = datetime(2026, 11, 22, 19, tzinfo=UTC)  # of what is planned here

FIELDS = {
    "title": "Night shift",
    "zone": "Europe/Berlin",
    "starts_on": "2026-11-22",
    "time": "20:00",
    "minutes": 120,
}


async def plan(context: Context, actor: Actor, channel_id: UUID, **fields) -> Entry:
    """An entry on a channel of this person; by itself on the next evening."""
    return await schedule_desk.create(context, actor, channel_id, {**FIELDS, **fields})
