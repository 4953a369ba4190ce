"""What one person does in a chat: writes, and takes away."""

from typing import Any
from uuid import UUID

import reflex as rx

from aethex_live.errors import AppError
from aethex_live.services import chat
from aethex_live.services.context import current
from aethex_live.state import answer, live
from aethex_live.state.door import actor_of
from aethex_live.state.room import room_of


class ChatForm(rx.State):
    """What one person types."""

    problem: str = ""

    @rx.event
    async def send(self, form: dict[str, Any]):
        """Write a message or a command; when it is refused, it stays in the box and the reason stands below it."""
        slug = room_of(self, live.KIND)
        if slug is None:
            return
        try:
            outcome = await chat.say(current(), await actor_of(self), slug, str(form.get("text", "")))
        except AppError as error:
            self.problem = error.message
            return
        self.problem = ""
        if outcome.notice:
            yield answer.done(outcome.notice, **outcome.values)
        yield rx.call_script("document.getElementById('chat-text').value = ''")

    @rx.event
    async def delete(self, message_id: str):
        """Take a message away."""
        try:
            await chat.delete(current(), await actor_of(self), UUID(message_id))
        except ValueError:
            return None
        except AppError as error:
            return answer.refused(error)
