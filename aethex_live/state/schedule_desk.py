"""A channel's schedule, as those plan it who run the channel."""

from typing import Any, TypedDict

import reflex as rx

from aethex_live.domain.schedule import Entry, Occurrence
from aethex_live.domain.time_zone import local_time
from aethex_live.errors import AppError
from aethex_live.services import schedule_desk, stream_desk
from aethex_live.services.context import Actor, current
from aethex_live.state import answer
from aethex_live.state.address import query
from aethex_live.state.door import actor_of
from aethex_live.state.schedule_form import BLANK, EntryDraft, day_of, draft_of, fields_in
from aethex_live.state.sent import id_of
from aethex_live.state.stream_desk import DeskLink
from aethex_live.state.topic import category_choices

ENTRY, MOVE, DELETE = "plan-entry", "move-one", "delete-entry"  # the dialogs


class EntryRow(TypedDict):
    """An entry in the list, with its times as they stand in it."""

    id: str
    title: str
    category: str
    weekly: bool
    days: list[str]
    time: str
    zone: str
    starts_on: str
    until: str
    minutes: int
    use_title: bool


class ComingRow(TypedDict):
    """One time of an entry, also one that does not take place; `on` and `at` as clocks show it in its zone."""

    entry: str
    title: str
    day: str
    starts: str
    ends: str
    on: str
    at: str
    zone: str
    weekly: bool
    moved: bool
    cancelled: bool


NOTHING = ComingRow(
    entry="",
    title="",
    day="",
    starts="",
    ends="",
    on="",
    at="",
    zone="",
    weekly=False,
    moved=False,
    cancelled=False,
)


class ScheduleDesk(rx.State):
    """For the channel in the address, or the first one of one's own."""

    loaded: bool = False
    channel_id: str = ""
    slug: str = ""
    name: str = ""
    desks: list[DeskLink] = []
    entries: list[EntryRow] = []
    coming: list[ComingRow] = []
    categories: list[tuple[str, str]] = []
    draft: EntryDraft = BLANK
    turn: int = 0  # counts up with each opening of the form, which begins anew then
    errors: dict[str, str] = {}
    chosen: ComingRow = NOTHING
    move_errors: dict[str, str] = {}
    _drafts: dict[str, EntryDraft] = {}
    _zone: str = ""

    @rx.event
    async def load(self) -> None:
        """What is planned."""
        self.reset()
        actor = await actor_of(self)
        if actor.user_id is None:
            return
        desks, asked = await stream_desk.desks(current(), actor), query(self, "channel")
        self.loaded = True
        if not desks:
            return
        shown = next((each for each in desks if asked in (str(each.channel_id), each.slug)), desks[0])
        self.desks = [DeskLink(slug=each.slug, name=each.name) for each in desks]
        self.channel_id, self.slug, self.name = str(shown.channel_id), shown.slug, shown.name
        self.categories = await category_choices()
        await self._list(actor)

    @rx.event
    def begin(self, entry: str) -> None:
        """Open the form of an entry, or of a new one."""
        self.errors, self.turn = {}, self.turn + 1
        today = local_time(current().clock(), self._zone or "UTC").date().isoformat()
        self.draft = self._drafts.get(entry, EntryDraft({**BLANK, "zone": self._zone, "starts_on": today}))

    @rx.event
    async def save(self, form: dict[str, Any]):
        """Plan it, or change what was planned."""
        actor, known = await actor_of(self), self.draft["id"]
        try:
            given = fields_in(form)
            if known:
                await schedule_desk.edit(current(), actor, id_of(known), given)
            else:
                await schedule_desk.create(current(), actor, id_of(self.channel_id), given)
        except AppError as error:
            self.errors = answer.field_errors(error)
            return None
        self.errors = {}
        await self._list(actor)
        return _close(ENTRY)

    @rx.event
    async def remove(self):
        """Take the entry away whose form was opened."""
        actor = await actor_of(self)
        try:
            await schedule_desk.remove(current(), actor, id_of(self.draft["id"]))
        except AppError as error:
            return answer.refused(error)
        await self._list(actor)
        return [_close(DELETE), _close(ENTRY)]

    @rx.event
    async def cancel(self, entry: str, day: str):
        """Let one time not take place."""
        return await self._change(schedule_desk.cancel, entry, day)

    @rx.event
    async def restore(self, entry: str, day: str):
        """Let one time be as it was planned."""
        return await self._change(schedule_desk.restore, entry, day)

    @rx.event
    def choose(self, entry: str, day: str) -> None:
        """Open the form by which one time is moved."""
        self.move_errors, self.turn = {}, self.turn + 1
        self.chosen = next(
            (each for each in self.coming if (each["entry"], each["day"]) == (entry, day)), NOTHING
        )

    @rx.event
    async def move(self, form: dict[str, Any]):
        """Move it."""
        actor, chosen = await actor_of(self), self.chosen
        on, at = (str(form.get(name, "")) for name in ("on", "at"))
        try:
            entry_id, day = id_of(chosen["entry"]), day_of(chosen["day"])
            await schedule_desk.move(current(), actor, entry_id, day, on, at)
        except AppError as error:
            self.move_errors = answer.field_errors(error)
            return None
        await self._list(actor)
        return [_close(MOVE), _told_soon()]

    async def _change(self, act, entry: str, day: str):
        actor = await actor_of(self)
        try:
            await act(current(), actor, id_of(entry), day_of(day))
        except AppError as error:
            return answer.refused(error)
        await self._list(actor)
        return _told_soon()

    async def _list(self, actor: Actor) -> None:
        found = await schedule_desk.desk(current(), actor, id_of(self.channel_id))
        known = {entry.id: entry for entry in found.entries}
        self.entries = [_entry(each) for each in found.entries]
        self.coming = [_coming(known[entry_id], each) for entry_id, each in found.coming]
        self._drafts = {str(each.id): draft_of(each) for each in found.entries}
        self._zone = found.zone


def _entry(entry: Entry) -> EntryRow:
    return EntryRow(
        id=str(entry.id),
        title=entry.title,
        category=entry.category.name if entry.category else "",
        weekly=entry.weekly,
        days=list(entry.weekdays),
        time=f"{entry.time:%H:%M}",
        zone=entry.zone,
        starts_on=entry.starts_on.isoformat(),
        until=entry.until.isoformat() if entry.until else "",
        minutes=entry.minutes,
        use_title=entry.use_title,
    )


def _coming(entry: Entry, each: Occurrence) -> ComingRow:
    local = local_time(each.starts_at, entry.zone)
    return ComingRow(
        entry=str(entry.id),
        title=entry.title,
        day=each.day.isoformat(),
        starts=each.starts_at.isoformat(timespec="seconds"),
        ends=each.ends_at.isoformat(timespec="seconds"),
        on=local.date().isoformat(),
        at=f"{local:%H:%M}",
        zone=entry.zone,
        weekly=entry.weekly,
        moved=each.moved,
        cancelled=each.cancelled,
    )


def _told_soon() -> rx.event.EventSpec:
    return answer.done("Saved. Those who wait for it are told in two minutes.")


def _close(dialog: str) -> rx.event.EventSpec:
    return rx.call_script(f"document.getElementById({dialog!r})?.close()")
