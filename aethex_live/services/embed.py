"""Who may show a channel's player on their own site: chosen by its owner, told to browsers."""

from collections.abc import Iterable
from uuid import UUID

from aethex_live.data import access
from aethex_live.data import embed as embeds
from aethex_live.domain.embed import EmbedRule, check_rule
from aethex_live.services.context import Actor, Context


async def rule_for(context: Context, actor: Actor, channel_id: UUID) -> EmbedRule:
    """The choice of a channel of the one who asks."""
    async with context.transaction() as uow:
        await access.own_channel(uow, actor.required(), channel_id)
        return await embeds.rule_of(uow, channel_id)


async def rule_of(context: Context, channel_id: UUID) -> EmbedRule:
    """The choice for a channel, as every browser is told."""
    async with context.transaction() as uow:
        return await embeds.rule_of(uow, channel_id)


async def choose(
    context: Context, actor: Actor, channel_id: UUID, who: str, sites: Iterable[str]
) -> EmbedRule:
    """Choose who may: anyone, listed sites, or nobody."""
    rule = check_rule(who, sites)
    async with context.transaction() as uow:
        await access.own_channel(uow, actor.required(), channel_id, lock=True)
        await embeds.put(uow, channel_id, rule, context.clock())
    return rule
