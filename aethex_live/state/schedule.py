"""What channels plan, as those see it who watch: on a channel, on a page of its own, and what comes up everywhere."""

from typing import TypedDict

import reflex as rx

from aethex_live.domain.channel import Channel
from aethex_live.domain.schedule import Planned
from aethex_live.errors import AppError, NotFound
from aethex_live.services import reminder, schedule, user_settings
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.address import argument, query
from aethex_live.state.door import actor_of
from aethex_live.state.schedule_form import day_of
from aethex_live.state.sent import id_of
from aethex_live.state.watch import AGREED, Watch

DAYS = 28
UPCOMING = "upcoming"  # the list of Discover


class PlannedRow(TypedDict):
    """Something planned. `key` is the occurrence, times are for the browser to write in its reader's way."""

    key: str
    entry: str
    day: str
    starts: str
    ends: str
    title: str
    description: str
    category: str
    category_slug: str
    weekly: bool
    moved: bool
    live: bool


class UpcomingRow(TypedDict):
    """The same with its channel."""

    planned: PlannedRow
    slug: str
    channel: str
    picture: str
    banner: str
    mature: bool


def key_of(planned: Planned) -> str:
    """Which occurrence it is."""
    return f"{planned.entry_id} {planned.day}"


def planned_row(planned: Planned) -> PlannedRow:
    """As a page shows it."""
    return PlannedRow(
        key=key_of(planned),
        entry=str(planned.entry_id),
        day=planned.day.isoformat(),
        starts=planned.starts_at.isoformat(timespec="seconds"),
        ends=planned.ends_at.isoformat(timespec="seconds"),
        title=planned.title,
        description=planned.description,
        category=planned.category.name if planned.category else "",
        category_slug=planned.category.slug if planned.category else "",
        weekly=planned.weekly,
        moved=planned.moved,
        live=planned.live,
    )


def upcoming_row(planned: Planned, channel: Channel) -> UpcomingRow:
    """As a card shows it."""
    return UpcomingRow(
        planned=planned_row(planned),
        slug=channel.slug,
        channel=channel.name,
        picture=channel.avatar_url,
        banner=channel.poster_url or channel.banner_url,
        mature=channel.mature,
    )


class ChannelSchedule(rx.State):
    """Of the channel in the address."""

    loaded: bool = False
    slug: str = ""
    calendar: str = ""  # where programs that keep calendars find it
    rows: list[PlannedRow] = []

    @rx.event
    async def load(self) -> None:
        """What is to come in the next weeks, or, when that is nothing, what comes next."""
        self.reset()
        try:
            found = await schedule.shown_of_channel(current(), argument(self, "channel_slug"), DAYS)
        except NotFound:
            return
        self.slug = argument(self, "channel_slug")[:100].lower()
        self.calendar = _subscribe(f"/feeds/{self.slug}.ics")
        self.rows = [planned_row(each) for each in found]
        self.loaded = True


class EntryPage(rx.State):
    """The page of something planned."""

    loaded: bool = False
    missing: bool = False
    rows: list[PlannedRow] = []
    slug: str = ""
    channel: str = ""
    picture: str = ""
    banner: str = ""
    mature: bool = False

    @rx.event
    async def load(self) -> None:
        """The entry in the address."""
        self.reset()
        self.loaded = True
        try:
            found = await schedule.entry_page(current(), schedule.entry_id(argument(self, "entry_id")))
        except NotFound:
            self.missing = True
            return
        self.rows = [planned_row(each) for each in found.coming]
        self.slug, self.channel = found.channel.slug, found.channel.name
        self.picture, self.mature = found.channel.avatar_url, found.channel.mature
        self.banner = found.channel.banner_url or found.channel.poster_url


class UpcomingStreams(rx.State):
    """What is planned on all channels."""

    loaded: bool = False
    rows: list[UpcomingRow] = []

    @rx.event
    async def load(self):
        """For the next two weeks, when the address asks for it."""
        if query(self, "tab") != UPCOMING:
            return None
        found = await schedule.upcoming(current(), adult=await self._is_adult())
        self.rows = [upcoming_row(each.planned, each.channel) for each in found]
        self.loaded = True
        return Reminders.load

    async def _is_adult(self) -> bool:
        if await self.get_var_value(Watch.adult) == AGREED:
            return True
        actor = await actor_of(self)
        return actor.user_id is not None and (await user_settings.get_settings(current(), actor)).adult


class Reminders(rx.State):
    """What the reader is reminded of: entries by their id, single occurrences by their key."""

    keys: list[str] = []

    @rx.event
    async def load(self) -> None:
        """Ask for them, when somebody is logged in."""
        actor = await actor_of(self)
        found = await reminder.mine(current(), actor) if actor.user_id is not None else []
        self.keys = [f"{each.entry_id} {each.day}" if each.day else str(each.entry_id) for each in found]

    @rx.event
    async def remind(self, entry: str, day: str):
        """Be told before it begins; without a day, each time."""
        return await self._do(True, entry, day)

    @rx.event
    async def forget(self, entry: str, day: str):
        """Be told no more; without a day, at no time."""
        return await self._do(False, entry, day)

    async def _do(self, wanted: bool, entry: str, day: str):
        actor = await actor_of(self)
        if actor.user_id is None:
            return answer.log_in_first(self.router.url.path)
        act = reminder.remind_me if wanted else reminder.forget
        try:
            await act(current(), actor, id_of(entry), day_of(day) if day else None)
        except AppError as error:
            return answer.refused(error)
        await self.load()
        return answer.done("You are told 15 minutes before it begins.") if wanted else None


def _subscribe(path: str) -> str:
    """The address by which calendar programs subscribe."""
    return f"webcal://{current().settings.base_url.partition('://')[2]}{path}"
