"""What use cases put off. A task may run twice; what it calls does not mind."""

from datetime import date
from uuid import UUID

from aethex_live.domain.job import Task
from aethex_live.jobs.app import PATIENCE, app
from aethex_live.services import milestone, notification, reminder, schedule_news
from aethex_live.services.context import current

QUEUE = "work"


@app.task(name=Task.TELL_FOLLOWERS, queue=QUEUE, retry=PATIENCE)
async def tell_followers(stream_id: str) -> None:
    """A channel is live."""
    await notification.tell_followers(current(), UUID(stream_id))


@app.task(name=Task.LOOK_FOR_MILESTONES, queue=QUEUE, retry=PATIENCE)
async def look_for_milestones(stream_id: str) -> None:
    """A stream is over."""
    await milestone.look(current(), UUID(stream_id))


@app.task(name=Task.REMIND, queue=QUEUE, retry=PATIENCE)
async def remind(entry_id: str, day: str) -> None:
    """A planned stream begins soon."""
    await reminder.remind(current(), UUID(entry_id), date.fromisoformat(day))


@app.task(name=Task.TELL_CHANGES, queue=QUEUE, retry=PATIENCE)
async def tell_changes(entry_id: str, sequence: int, by: str) -> None:
    """Something planned was moved or cancelled."""
    await schedule_news.tell(current(), UUID(entry_id), sequence, UUID(by))
