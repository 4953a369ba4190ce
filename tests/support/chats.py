"""What tests of chats share."""

from aethex_live.services import chat
from aethex_live.services.context import Actor, Context

SLUG = "night-owls"


async def say(context: Context, actor: Actor, text: str, slug: str = SLUG, **options):
    """Write a message that is not held."""
    outcome = await chat.say(context, actor, slug, text, **options)
    assert outcome.message is not None, outcome
    return outcome.message


async def texts(context: Context, slug: str = SLUG) -> list[str]:
    """What everybody can read, the oldest first."""
    return [each.text for each in await chat.page(context, slug)]
