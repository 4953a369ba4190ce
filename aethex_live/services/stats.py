"""The few numbers on the pages of channels and people."""

from aethex_live.data import channel as channels
from aethex_live.data import follow as follows
from aethex_live.data import follower as people
from aethex_live.data import stats
from aethex_live.domain.slug import FORM
from aethex_live.domain.stats import Stats
from aethex_live.errors import NotFound
from aethex_live.services import profile
from aethex_live.services.context import Actor, Context


async def of_channel(context: Context, slug: str) -> Stats:
    """What lies behind a channel. For everybody."""
    slug = slug.lower()
    async with context.transaction() as uow:
        found = await channels.public_by_slug(uow, slug, context.clock()) if FORM.fullmatch(slug) else None
        if found is None:
            raise NotFound("There is no channel at this address, or it is not public.")
        followers = await follows.count(uow, found.id)
        return Stats.of(await stats.of_channel(uow, found.id), followers, found.created_at)


async def of_person(context: Context, actor: Actor, username: str) -> Stats | None:
    """What lies behind all channels of somebody; None where their page is not for the one who asks."""
    async with context.transaction() as uow:
        found, whole = await profile.find(context, uow, actor, username)
        if not whole:
            return None
        career = await stats.of_person(uow, found.user.id, context.clock())
        followers = await people.count(uow, people.of_person(found.user.id))
        return Stats.of(career, followers, found.user.created_at)
