"""What time does to schedules: another occurrence comes next, reminders fall due, a stream begins as planned."""

from datetime import datetime, timedelta

from aethex_live.data import category as categories
from aethex_live.data import job
from aethex_live.data import schedule as schedules
from aethex_live.data import stream as streams
from aethex_live.data.models.schedule_entry import ScheduleEntry as Row
from aethex_live.data.models.stream_plan import StreamPlan
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.job import Task
from aethex_live.domain.schedule import KEPT, LEAD, Entry, near, next_of
from aethex_live.services.context import Context

AT_ONCE = 200
FORGOTTEN = timedelta(days=1)  # after it was deleted: until then, jobs may have to tell people of it


def reckon(row: Row, entry: Entry, now: datetime) -> None:
    """Work out which occurrence is on or comes next."""
    coming = next_of(entry, now)
    row.next_at = coming.starts_at if coming else None
    row.next_ends_at = coming.ends_at if coming else None
    if coming is None:
        row.updated_at = now  # since when it is over


async def turn(context: Context) -> None:
    """Put reminders off that are due, pass on to the next occurrences, forget what is long over. For a chore.

    The mark and the job are one transaction: a crash in between reminds nobody twice, and nobody never.
    """
    now = context.clock()
    async with context.transaction() as uow:
        for row in await schedules.to_call(uow, now, LEAD, AT_ONCE):
            row.called_for = row.next_at
            coming = next_of(await schedules.entry_of(uow, row), now)
            if coming is not None:
                await job.defer(uow, Task.REMIND, entry_id=str(row.id), day=coming.day.isoformat())
        for row in await schedules.to_turn(uow, now, AT_ONCE):
            reckon(row, await schedules.entry_of(uow, row), now)
        await schedules.sweep(uow, now - FORGOTTEN, now - KEPT)


async def name_stream(uow: UnitOfWork, plan: StreamPlan, at: datetime) -> None:
    """Let the plan of a stream that begins at its time say what the schedule does, if the creator wants that.

    A title that the creator has chosen for this very stream stays: one chosen after the entry was changed last,
    and after the stream before.
    """
    entries = [each for each in await schedules.of_channel(uow, plan.channel_id) if each.use_title]
    fitting = [(abs(found.starts_at - at), each) for each in entries if (found := near(each, at))]
    if not fitting:
        return
    _, entry = min(fitting, key=lambda pair: pair[0])
    before = await streams.last_end(uow, plan.channel_id)
    if plan.titled_at is not None and plan.titled_at > max(entry.updated_at, before or entry.updated_at):
        return
    plan.title = entry.title
    if entry.category is not None:
        plan.category_id = await categories.id_of(uow, entry.category.slug)
    await streams.save_plan(uow, plan)
