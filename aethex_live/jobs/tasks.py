"""What use cases put off. A task may run twice; what it calls does not mind."""

from uuid import UUID

from aethex_live.domain.job import Task
from aethex_live.jobs.app import PATIENCE, app
from aethex_live.services import notification
from aethex_live.services.context import current

QUEUE = "work"


@app.task(name=Task.TELL_FOLLOWERS, queue=QUEUE, retry=PATIENCE)
async def tell_followers(stream_id: str) -> None:
    """A channel is live."""
    await notification.tell_followers(current(), UUID(stream_id))
