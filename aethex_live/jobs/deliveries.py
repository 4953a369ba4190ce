"""What use cases put off because servers of others have to take it, on a queue of its own."""

from uuid import UUID

from aethex_live.domain.job import Task
from aethex_live.jobs.app import PATIENCE, app
from aethex_live.jobs.chores import every
from aethex_live.services import discord, notification_mail, push
from aethex_live.services.context import current

QUEUE = "delivery"


@app.task(name=Task.PUSH, queue=QUEUE, retry=PATIENCE)
async def deliver(notification_ids: list[str]) -> None:
    """To the browsers of several people."""
    await push.deliver(current(), [UUID(each) for each in notification_ids])


@app.task(name=Task.PUSH_AGAIN, queue=QUEUE, retry=PATIENCE)
async def deliver_again(notification_id: str, subscription_id: str) -> None:
    """To a browser whose push service has not taken it."""
    await push.deliver_again(current(), UUID(notification_id), UUID(subscription_id))


@app.task(name=Task.TELL_DISCORD, queue=QUEUE, retry=PATIENCE)
async def tell_discord(stream_id: str) -> None:
    """A channel is live."""
    await discord.announce(current(), UUID(stream_id))


every("* * * * *", QUEUE)(notification_mail.send_due)
