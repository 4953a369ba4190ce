"""What ada's chat has to call endpoints about: messages, one that waits, a ban, a note, a report, a role."""

from datetime import timedelta

from aethex_live.services import (
    channel_role,
    chat,
    held_message,
    moderation,
    report,
    user_card,
)
from aethex_live.services.context import Actor, Context
from tests.support.chats import say
from tests.support.people import create_actor


async def fill(context: Context, ada: Actor, slug: str) -> dict[str, str]:
    """The ids of it, by the name that they have in paths."""
    eve, viv = await create_actor(context, "eve"), await create_actor(context, "viv")
    message = await say(context, eve, "hello", slug=slug)
    await chat.say(context, eve, slug, "see evil.com")
    (held,) = await held_message.waiting(context, ada, slug)
    made = await report.report(context, viv, "message", message.id, "spam")
    note = await user_card.add_note(context, ada, slug, "eve", "Was warned.")
    await channel_role.grant(context, ada, slug, "viv", "vip")
    await create_actor(context, "tim")
    await moderation.timeout(context, ada, slug, "tim", timedelta(minutes=1))
    return {
        "message_id": str(message.id),
        "held_id": str(held.id),
        "report_id": str(made.id),
        "note_id": str(note.id),
        "viewer": "eve",
        "vip": "viv",
        "muted": "tim",
    }
