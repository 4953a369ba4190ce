"""Notices who is called in a chat and is not there, behind the back of whoever writes: a chat does not wait for it."""

import asyncio
import logging

from aethex_live.domain.happening import Happening
from aethex_live.realtime import hub
from aethex_live.services import chat_writing, mention
from aethex_live.services.context import current
from aethex_live.state import live

log = logging.getLogger(__name__)

MOST = 200  # batches at work; more are let go
_tasks: set[asyncio.Task[None]] = set()


async def follow(happening: Happening) -> None:
    """Messages were said."""
    if happening.name != chat_writing.SAID or len(_tasks) >= MOST:
        return
    if any(map(mention.calls, happening.data["messages"])):
        task = asyncio.create_task(_tell(happening))
        _tasks.add(task)
        task.add_done_callback(_tasks.discard)


async def _tell(happening: Happening) -> None:
    slug = happening.data["slug"]
    try:
        is_open = await hub.current().is_open(live.KIND, slug)
        here = await hub.current().post(live.KIND, slug, ("people",)) if is_open else []
        messages = [each for each in happening.data["messages"] if mention.calls(each)]
        await mention.tell(current(), happening.key, messages, here)
    except Exception:
        log.exception("Could not tell who was called in a chat")
