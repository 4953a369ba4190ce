"""Roles on channels: given and taken by those who may, seen by those who got them. All of it is written down."""

from aethex_live.data import channel_role as roles
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain import channel_role as rules
from aethex_live.domain.channel_role import Act, ChannelRole, Holder, OwnRole
from aethex_live.domain.happening import Happening
from aethex_live.domain.moderation import ActKind
from aethex_live.domain.notification import Kind
from aethex_live.errors import Conflict, NotAllowed
from aethex_live.services import chat_access, notification
from aethex_live.services.chat_access import Here
from aethex_live.services.context import Actor, Context
from aethex_live.services.moderation_log import note

CHANGED = "channel.role_changed"


async def grant(context: Context, actor: Actor, slug: str, username: str, role: str) -> Holder:
    """Give somebody a role instead of the one that they have."""
    given = rules.check_given(role)
    async with context.transaction() as uow:
        here, user, before = await _to_change(context, uow, actor, slug, username)
        _check_may_give(here, given, before)
        if before is given:
            raise Conflict("This person has this role already.", code="role_held")
        if await roles.count(uow, here.room.channel_id) >= rules.MOST_HOLDERS:
            raise Conflict("Too many people have a role here. Take one from somebody first.")
        now = context.clock()
        await roles.put(uow, here.room.channel_id, user.id, given, here.user_id, now)
        await note(
            *(context, uow, here.room, here.user_id, ActKind.ROLE_GIVEN), subject_id=user.id, role=given
        )
        await notification.tell(
            *(context, uow, user.id, Kind.ROLE, here.room.channel_id, now.isoformat()),
            channel_id=here.room.channel_id,
            actor_id=here.user_id,
            said=given.value,
        )
        _changed(uow, here, user)
        found = await roles.holders(uow, here.room.channel_id)
        return next(holder for holder in found if holder.user_id == user.id)


async def revoke(context: Context, actor: Actor, slug: str, username: str) -> None:
    """Take somebody's role."""
    async with context.transaction() as uow:
        here, user, before = await _to_change(context, uow, actor, slug, username)
        if before is ChannelRole.VIEWER:
            raise Conflict("This person has no role here.", code="role_not_held")
        _check_may_give(here, before, before)
        await _take(context, uow, here, user, before)


async def leave(context: Context, actor: Actor, slug: str) -> None:
    """Give one's own role back."""
    async with context.transaction() as uow:
        here = await chat_access.enter(context, uow, actor, slug)
        if here.role in (ChannelRole.VIEWER, ChannelRole.OWNER):
            raise Conflict("You have no role here that you could give back.", code="role_not_held")
        user = await uow.session.get_one(User, here.user_id)
        await _take(context, uow, here, user, here.role)


async def holders(context: Context, actor: Actor, slug: str) -> tuple[Holder, ...]:
    """Everybody with a role on a channel, the weightiest first. For moderators."""
    async with context.transaction() as uow:
        here = await chat_access.require(context, uow, actor, slug, Act.MODERATE)
        return await roles.holders(uow, here.room.channel_id)


async def mine(context: Context, actor: Actor) -> tuple[OwnRole, ...]:
    """The roles that I have on others' channels, the newest first."""
    async with context.transaction() as uow:
        return await roles.of_person(uow, actor.required(), context.clock())


async def mark_seen(context: Context, actor: Actor) -> None:
    """I have been told of my roles."""
    async with context.transaction() as uow:
        await roles.mark_seen(uow, actor.required(), context.clock())


async def _to_change(
    context: Context, uow: UnitOfWork, actor: Actor, slug: str, username: str
) -> tuple[Here, User, ChannelRole]:
    here = await chat_access.require(context, uow, actor, slug, Act.GIVE_VIP)
    user = await chat_access.person(uow, username)
    before = await roles.of(uow, here.room, user.id)
    if before is ChannelRole.OWNER:
        raise NotAllowed("The owner stays the owner.", code="above_you")
    return here, user, before


def _check_may_give(here: Here, given: ChannelRole, before: ChannelRole) -> None:
    wanted = [role for role in (given, before) if role is not ChannelRole.VIEWER]
    if not all(rules.may_give(here.role, role) for role in wanted):
        raise NotAllowed("Only the owner of this channel can do this.", code="channel_role_needed")


async def _take(context: Context, uow: UnitOfWork, here: Here, user: User, role: ChannelRole) -> None:
    await roles.remove(uow, here.room.channel_id, user.id)
    await note(*(context, uow, here.room, here.user_id, ActKind.ROLE_TAKEN), subject_id=user.id, role=role)
    _changed(uow, here, user)


def _changed(uow: UnitOfWork, here: Here, user: User) -> None:
    data = {"slug": here.room.slug, "user_id": str(user.id)}
    uow.happen(Happening(CHANGED, data, key=here.room.channel_id))
