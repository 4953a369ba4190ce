"""Schedules: what is planned, to see for everybody; to plan it, for those who run a channel; reminders of it."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Path, Query
from pydantic import BaseModel, Field

from aethex_live.api.v1.asker import AccountReader, AccountWriter, ChannelWriter
from aethex_live.api.v1.channel import Slug
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, problems
from aethex_live.domain import schedule as rules
from aethex_live.domain.channel import CategoryRef, Channel
from aethex_live.domain.schedule import Occurrence, Planned
from aethex_live.domain.schedule_form import DESCRIPTION_LENGTH, LONGEST, SHORTEST
from aethex_live.domain.stream import TITLE_LENGTH
from aethex_live.domain.time_zone import LONGEST as LONGEST_ZONE
from aethex_live.services import reminder, schedule, schedule_desk
from aethex_live.services.context import current

router = Routes(tags=["schedule"])
desk = Routes(
    prefix="/me/channels/{channel_id}/schedule", tags=["schedule"], responses=problems(401, 403, 404)
)
entries = Routes(prefix="/me/schedule/{entry_id}", tags=["schedule"], responses=problems(401, 403, 404))
reminders = Routes(prefix="/me/reminders", tags=["schedule"], responses=problems(401, 403))

Days = Annotated[int, Query(ge=1, le=schedule.MOST_DAYS, description="How far to look ahead.")]
TimeOfDay = Annotated[str, Field(pattern=r"^\d\d:\d\d$", examples=["19:30"])]
Day = Annotated[date, Path(description="The day for which the occurrence was planned.")]


class Fields(Body):
    """An entry, once or, with `weekdays`, every week; days and times are those of `zone`.

    With `use_title` a stream that begins at the time takes title and category from here.
    """

    title: Annotated[str, Field(max_length=2 * TITLE_LENGTH)] = ""
    description: Annotated[str, Field(max_length=2 * DESCRIPTION_LENGTH)] = ""
    category: Annotated[str | None, Field(max_length=40, description="Its slug, or null for none.")] = None
    zone: Annotated[str, Field(max_length=LONGEST_ZONE, examples=["Europe/Berlin"])] = ""
    starts_on: Annotated[date | None, Field(description="Its day, or the first of many.")] = None
    time: TimeOfDay = ""
    minutes: Annotated[int, Field(ge=SHORTEST, le=LONGEST)] = 120
    weekdays: Annotated[
        list[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]], Field(max_length=7)
    ] = []
    until: Annotated[date | None, Field(description="The last day of a weekly one, or null.")] = None
    use_title: bool = False


class Change(BaseModel):
    """What becomes of the occurrence that was planned for `day`: moved to a local time, or cancelled (null)."""

    day: date
    moved_to: Annotated[str | None, Field(examples=["2026-11-27T18:30"])]


class Entry(BaseModel):
    """Something planned. Days and times are those of its zone."""

    id: UUID
    channel_id: UUID
    title: str
    description: str
    category: CategoryRef | None
    zone: str
    starts_on: date
    time: TimeOfDay
    minutes: int
    weekdays: list[str]
    until: date | None
    use_title: bool
    changes: list[Change]
    sequence: int
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, entry: rules.Entry) -> "Entry":
        """What a use case gave."""
        fields = {name: getattr(entry, name) for name in cls.model_fields}
        changes = [
            Change(day=each.day, moved_to=each.moved_to and each.moved_to.isoformat(timespec="minutes"))
            for each in entry.changes
        ]
        return cls(**{**fields, "time": f"{entry.time:%H:%M}", "changes": changes})


class Place(Body):
    """Another time for one occurrence, in the entry's zone; `cancelled` lets it not take place."""

    cancelled: bool = False
    on: date | None = None
    at: TimeOfDay = ""


class Coming(BaseModel):
    """One time of an entry."""

    entry_id: UUID
    occurrence: Occurrence


class Schedule(BaseModel):
    """A channel's entries, and each time of the next four weeks."""

    entries: list[Entry]
    coming: list[Coming]


class EntryPage(BaseModel):
    """An entry, its channel, and what is to come of it."""

    entry: Entry
    channel: Channel
    coming: list[Planned]


class Upcoming(BaseModel):
    """Something planned, and on which channel."""

    planned: Planned
    channel: Channel


class Wish(Body):
    """Of which occurrence to be reminded: the day for which it was planned, or null for each."""

    day: date | None = None


@router.get("/channels/{slug}/schedule", summary="What a channel plans", responses=problems(404))
async def of_channel(slug: Slug, days: Days = schedule.DAYS) -> list[Planned]:
    """The earliest first. `live` when the channel streams it now."""
    return await schedule.of_channel(current(), slug, days)


@router.get("/schedule", summary="What is planned on all channels")
async def upcoming(days: Days = schedule.DAYS, adult: bool = False) -> list[Upcoming]:
    """Each entry with its next occurrence, the earliest first, 60 at the most. With `adult` also what is for adults."""
    found = await schedule.upcoming(current(), days, adult=adult)
    return [Upcoming(planned=each.planned, channel=each.channel) for each in found]


@router.get("/schedule/{entry_id}", summary="Something planned", responses=problems(404))
async def entry(entry_id: UUID) -> EntryPage:
    """With its next occurrences, 12 at the most."""
    found = await schedule.entry_page(current(), entry_id)
    return EntryPage(entry=Entry.of(found.entry), channel=found.channel, coming=list(found.coming))


@desk.get("", summary="Your channel's schedule")
async def own(actor: AccountReader, channel_id: UUID) -> Schedule:
    """What was cancelled is there too, so that you can bring it back."""
    found = await schedule_desk.desk(current(), actor, channel_id)
    coming = [Coming(entry_id=entry_id, occurrence=each) for entry_id, each in found.coming]
    return Schedule(entries=[Entry.of(each) for each in found.entries], coming=coming)


@desk.post("", status_code=201, summary="Plan something", responses=problems(409))
async def create(actor: ChannelWriter, channel_id: UUID, fields: Fields) -> Entry:
    """`title`, `zone`, `starts_on`, `time` and `minutes` are needed."""
    return Entry.of(await schedule_desk.create(current(), actor, channel_id, _given(fields)))


@entries.patch("", summary="Change an entry")
async def edit(actor: ChannelWriter, entry_id: UUID, fields: Fields) -> Entry:
    """What is left out stays; so does what was moved or cancelled of it."""
    return Entry.of(await schedule_desk.edit(current(), actor, entry_id, _given(fields)))


@entries.delete("", status_code=204, summary="Delete an entry")
async def remove(actor: ChannelWriter, entry_id: UUID) -> None:
    """Who wanted to be reminded of it is told."""
    await schedule_desk.remove(current(), actor, entry_id)


@entries.put("/{day}", summary="Move or cancel one occurrence", responses=problems(409))
async def change_day(actor: ChannelWriter, entry_id: UUID, day: Day, place: Place) -> Entry:
    """To move it, say `on` and `at`. Who wanted to be reminded is told when nothing more changes for two minutes."""
    if place.cancelled:
        return Entry.of(await schedule_desk.cancel(current(), actor, entry_id, day))
    on = place.on.isoformat() if place.on else ""
    return Entry.of(await schedule_desk.move(current(), actor, entry_id, day, on, place.at))


@entries.delete("/{day}", summary="Let one occurrence be as it was planned", responses=problems(409))
async def restore_day(actor: ChannelWriter, entry_id: UUID, day: Day) -> Entry:
    """Harmless when it is."""
    return Entry.of(await schedule_desk.restore(current(), actor, entry_id, day))


@reminders.get("", summary="What you are reminded of")
async def mine(actor: AccountReader) -> list[reminder.Wish]:
    """Without a day, of every occurrence of the entry."""
    return await reminder.mine(current(), actor)


@reminders.put("/{entry_id}", status_code=204, summary="Be reminded", responses=problems(404, 409))
async def remind_me(actor: AccountWriter, entry_id: UUID, wish: Wish) -> None:
    """A notification 15 minutes before; at once when less time is left."""
    await reminder.remind_me(current(), actor, entry_id, wish.day)


@reminders.delete("/{entry_id}", status_code=204, summary="Be reminded no more")
async def forget(actor: AccountWriter, entry_id: UUID, day: date | None = None) -> None:
    """Without a day, of no occurrence. Harmless when you are not."""
    await reminder.forget(current(), actor, entry_id, day)


def _given(fields: Fields) -> dict[str, object]:
    """What was sent; a day or a time that is null was not."""
    given = fields.model_dump(mode="json", exclude_unset=True)
    return {
        name: value for name, value in given.items() if value is not None or name in ("category", "until")
    }
