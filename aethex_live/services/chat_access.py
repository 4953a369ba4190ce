"""Who somebody is in the chat of a channel, and whether they may do there what they ask for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from aethex_live.data import channel_role as roles
from aethex_live.data import chatroom
from aethex_live.data import user as users
from aethex_live.data.chatroom import Chatroom
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain import channel_role as rules
from aethex_live.domain.channel_role import Act, ChannelRole
from aethex_live.domain.slug import FORM
from aethex_live.domain.user import USERNAME, Duty, Suspension, is_staff
from aethex_live.domain.user import may as may_on_site
from aethex_live.errors import NotAllowed, NotFound, Words
from aethex_live.services.context import Actor, Context


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody in a chat. `staff`: keeps order on the whole site."""

    room: Chatroom
    user_id: UUID
    role: ChannelRole
    staff: bool

    def may(self, act: Act) -> bool:
        """Whether they may do this here."""
        return rules.may(self.role, act, staff=self.staff)


async def open_room(context: Context, uow: UnitOfWork, slug: str) -> Chatroom:
    """The chat of a public channel."""
    found = None
    if FORM.fullmatch(slug.lower()):
        found = await chatroom.by_slug(uow, slug.lower(), context.clock())
    if found is None:
        raise NotFound("There is no channel at this address, or it is not public.")
    return found


async def enter(context: Context, uow: UnitOfWork, actor: Actor, slug: str) -> Here:
    """Who asks, in the chat of a public channel."""
    user_id = actor.required()
    return await here(uow, await open_room(context, uow, slug), user_id, actor.role)


async def here(uow: UnitOfWork, room: Chatroom, user_id: UUID, role: str) -> Here:
    """Somebody in a chat that is known."""
    return Here(room, user_id, await roles.of(uow, room, user_id), may_on_site(role, Duty.SUSPEND))


async def require(context: Context, uow: UnitOfWork, actor: Actor, slug: str, act: Act) -> Here:
    """Who asks, when they may do `act` on this channel; everybody else is refused."""
    found = await enter(context, uow, actor, slug)
    check(found, act)
    return found


def check(found: Here, act: Act) -> None:
    """Refuse who may not do `act`."""
    if not found.may(act):
        raise NotAllowed(_REFUSALS.get(act, _REFUSALS[Act.MODERATE]), code="channel_role_needed")


_REFUSALS = {
    Act.MODERATE: Words("Only moderators of this channel can do this."),
    Act.ANNOUNCE: Words("Only moderators of this channel can do this."),
    Act.SET_RULES: Words("Only the owner and editors of this channel can do this."),
    Act.GIVE_VIP: Words("Only the owner and editors of this channel can do this."),
    Act.EDIT_STREAM: Words("Only the owner and editors of this channel can do this."),
    Act.GIVE_ROLES: Words("Only the owner of this channel can do this."),
}


async def person(uow: UnitOfWork, username: str) -> User:
    """Somebody by their name."""
    name = username.removeprefix("@")
    found = await users.by_username(uow, name) if USERNAME.fullmatch(name) else None
    if found is None:
        raise NotFound("There is nobody of this name.")
    return found


async def target(uow: UnitOfWork, found: Here, username: str) -> tuple[User, ChannelRole]:
    """Somebody against whom `found` may act here, and their role."""
    user = await person(uow, username)
    if user.id == found.user_id:
        raise NotAllowed("You cannot do this to yourself.", code="oneself")
    role = await roles.of(uow, found.room, user.id)
    if not rules.may_act_on(found.role, role, staff=found.staff, other_is_staff=is_staff(user.role)):
        raise NotAllowed("You cannot act against this person here.", code="above_you")
    return user, role


async def may_moderate(context: Context, user_id: UUID | None, slug: str) -> bool:
    """Whether somebody may see what moderators see; for the door of their room."""
    if user_id is None:
        return False
    async with context.transaction() as uow:
        user = await users.by_id(uow, user_id)
        if user is None or _is_suspended(user, context.clock()):
            return False
        room = await open_room(context, uow, slug)
        return (await here(uow, room, user.id, user.role)).may(Act.MODERATE)


def _is_suspended(user: User, now: datetime) -> bool:
    suspension = Suspension(user.suspension_reason, user.suspended_until)
    return user.suspended_at is not None and suspension.holds(now)
