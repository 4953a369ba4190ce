"""What staff do with channels: find, suspend, take pictures away. Every act is logged."""

from datetime import datetime
from uuid import UUID

from aethex_live.data import access
from aethex_live.data import channel as channels
from aethex_live.data.models.channel import Channel as Row
from aethex_live.domain.audit import Action, Subject
from aethex_live.domain.channel import ManagedChannel
from aethex_live.domain.happening import Happening
from aethex_live.domain.notification import Kind
from aethex_live.domain.page import FIRST, Page, PageRequest
from aethex_live.domain.slug import FORM
from aethex_live.domain.text import searched
from aethex_live.domain.user import Duty, check_reason
from aethex_live.errors import Conflict, InvalidInput, NotFound
from aethex_live.services import audit, discover, notification
from aethex_live.services.context import Actor, Context
from aethex_live.services.duty import require

LONGEST_SEARCH = 100


async def search(
    context: Context,
    actor: Actor,
    words: str = "",
    *,
    suspended: bool | None = None,
    category: str | None = None,
    request: PageRequest = FIRST,
) -> Page[ManagedChannel]:
    """Channels, the newest first, with `words` in their name or address or their owner's name. For staff."""
    require(actor, Duty.SEE_USERS)
    words = searched(words, LONGEST_SEARCH)
    if category is not None and not FORM.fullmatch(category):
        raise NotFound("There is no such category.")
    async with context.transaction() as uow:
        return await channels.search_page(
            uow, request, context.clock(), words=words, suspended=suspended, category=category
        )


async def get(context: Context, actor: Actor, channel_id: UUID) -> ManagedChannel:
    """One channel of whomever. For staff."""
    require(actor, Duty.SEE_USERS)
    async with context.transaction() as uow:
        await access.any_channel(uow, channel_id)
        return await channels.managed(uow, channel_id, context.clock())


async def suspend(
    context: Context, actor: Actor, channel_id: UUID, *, reason: str, until: datetime | None = None
) -> ManagedChannel:
    """Hide a channel and stop its stream, until a time or for good; its owner reads the reason."""
    require(actor, Duty.SUSPEND)
    reason = check_reason(reason)
    now = context.clock()
    if until is not None and until <= now:
        raise InvalidInput("Choose a time that is still to come.", code="suspension_past", field="until")
    async with context.transaction() as uow:
        row = await access.any_channel(uow, channel_id, lock=True)
        row.suspended_at, row.suspended_until, row.suspension_reason = now, until, reason
        row.updated_at = now
        until_text = until.isoformat() if until else ""
        await audit.note(
            context, uow, actor, Action.CHANNEL_SUSPENDED, _subject(row), reason=reason, until=until_text
        )
        await notification.tell(
            *(context, uow, row.user_id, Kind.SUSPENDED, row.id, now), channel_id=row.id, said=reason
        )
        uow.happen(Happening("channel.suspended", {"slug": row.slug}, key=row.id))
        return await channels.managed(uow, row.id, context.clock())


async def unsuspend(context: Context, actor: Actor, channel_id: UUID, *, reason: str) -> ManagedChannel:
    """Show a channel again."""
    require(actor, Duty.SUSPEND)
    reason = check_reason(reason)
    async with context.transaction() as uow:
        row = await access.any_channel(uow, channel_id, lock=True)
        if row.suspended_at is None:
            raise Conflict("This channel is not suspended.", code="not_suspended")
        row.suspended_at, row.suspended_until, row.suspension_reason = None, None, ""
        row.updated_at = now = context.clock()
        await audit.note(context, uow, actor, Action.CHANNEL_UNSUSPENDED, _subject(row), reason=reason)
        await notification.tell(context, uow, row.user_id, Kind.UNSUSPENDED, row.id, now, channel_id=row.id)
        uow.happen(Happening("channel.unsuspended", {"slug": row.slug}, key=row.id))
        return await channels.managed(uow, row.id, context.clock())


async def feature(context: Context, actor: Actor, channel_id: UUID, featured: bool) -> ManagedChannel:
    """Show a channel on the home page, or no longer. For admins."""
    require(actor, Duty.EDIT_SITE)
    now = context.clock()
    async with context.transaction() as uow:
        row = await access.any_channel(uow, channel_id, lock=True)
        if featured is (row.featured_at is None):
            row.featured_at = now if featured else None
            action = Action.CHANNEL_FEATURED if featured else Action.CHANNEL_UNFEATURED
            await audit.note(context, uow, actor, action, _subject(row))
        uow.after_commit(lambda: context.kept.forget(discover.FRONT))
        return await channels.managed(uow, row.id, now)


async def remove_images(context: Context, actor: Actor, channel_id: UUID, *, reason: str) -> ManagedChannel:
    """Take all pictures of a channel away."""
    require(actor, Duty.SUSPEND)
    reason = check_reason(reason)
    async with context.transaction() as uow:
        row = await access.any_channel(uow, channel_id, lock=True)
        row.avatar_url = row.banner_url = row.poster_url = None
        row.updated_at = context.clock()
        await audit.note(context, uow, actor, Action.CHANNEL_EDITED, _subject(row), reason=reason)
        uow.happen(Happening("channel.changed", {"slug": row.slug}, key=row.id))
        return await channels.managed(uow, row.id, context.clock())


def _subject(row: Row) -> Subject:
    return Subject("channel", str(row.id), row.name)
