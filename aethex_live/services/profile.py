"""People's pages: edited by themselves, seen by others as far as they allow."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from aethex_live.data import channel as channels
from aethex_live.data import image as images
from aethex_live.data import profile as profiles
from aethex_live.data import user as users
from aethex_live.data import user_follow as user_follows
from aethex_live.data.models.user import User
from aethex_live.data.profile import Found
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain import profile as rules
from aethex_live.domain.happening import Happening
from aethex_live.domain.image import Kind
from aethex_live.domain.link import describe
from aethex_live.domain.profile import OwnProfile, Profile, Relation
from aethex_live.domain.user import USERNAME, Duty, Suspension, may
from aethex_live.errors import InvalidInput, NotFound, NotLoggedIn
from aethex_live.services.context import Actor, Context

CHANGED = "profile.changed"
_IMAGE_COLUMNS = {Kind.AVATAR: "avatar_url", Kind.BANNER: "banner_url"}


async def by_username(context: Context, actor: Actor, username: str) -> Profile:
    """Somebody's page, as much of it as the one who asks may see."""
    async with context.transaction() as uow:
        found, whole = await find(context, uow, actor, username)
        if not whole:
            return _profile(found.user, whole=False)
        shown = await channels.public_of(uow, found.user.id, context.clock())
    return _profile(
        found.user,
        whole=True,
        role=found.user.role,
        bio=found.user.bio,
        banner_url=found.user.banner_url or "",
        links=tuple(describe(url) for url in found.links),
        channels=shown,
        joined_at=found.user.created_at,
    )


async def find(context: Context, uow: UnitOfWork, actor: Actor, username: str) -> tuple[Found, bool]:
    """Somebody who has a page, and whether all of it is for the one who asks."""
    found = await profiles.by_username(uow, username) if USERNAME.fullmatch(username) else None
    return await _as_seen(context, uow, actor, found)


async def find_by_id(context: Context, uow: UnitOfWork, actor: Actor, user_id: UUID) -> tuple[Found, bool]:
    """The same of somebody whose id is known."""
    return await _as_seen(context, uow, actor, await profiles.by_id(uow, user_id))


async def _as_seen(
    context: Context, uow: UnitOfWork, actor: Actor, found: Found | None
) -> tuple[Found, bool]:
    if found is None:
        raise NotFound("There is nobody of this name.")
    relation = await _relation(uow, actor, found.user)
    _refuse_closed(context, found.user, relation)
    return found, rules.sees_all(found.privacy_level, relation)


async def mine(context: Context, actor: Actor) -> OwnProfile:
    """What I can edit of my page."""
    async with context.transaction() as uow:
        return await _own(uow, await _me(uow, actor))


async def edit(context: Context, actor: Actor, changes: Mapping[str, Any]) -> OwnProfile:
    """Change some of my page: display_name, bio, links."""
    given = rules.check_changes(changes)
    now = context.clock()
    async with context.transaction() as uow:
        user = await _me(uow, actor, lock=True)
        if "links" in given:
            await profiles.set_links(uow, user.id, given.pop("links"), now)
        for name, value in given.items():
            setattr(user, name, value)
        user.updated_at = now
        uow.happen(Happening(CHANGED, {"user_id": str(user.id)}, key=user.id))
        return await _own(uow, user)


async def set_image(context: Context, actor: Actor, kind: Kind, image_id: str | None) -> OwnProfile:
    """Show a picture that I have uploaded as AVATAR or BANNER; None takes it away."""
    if kind not in _IMAGE_COLUMNS:
        raise InvalidInput("A profile has no such picture.", code="unknown_field", field="kind")
    async with context.transaction() as uow:
        user = await _me(uow, actor, lock=True)
        url = image_id and await images.claim(uow, image_id, kind, user.id)
        setattr(user, _IMAGE_COLUMNS[kind], url or None)
        user.updated_at = context.clock()
        uow.happen(Happening(CHANGED, {"user_id": str(user.id)}, key=user.id))
        return await _own(uow, user)


async def _me(uow: UnitOfWork, actor: Actor, *, lock: bool = False) -> User:
    user = await users.by_id(uow, actor.required(), lock=lock)
    if user is None:
        raise NotLoggedIn
    return user


async def _relation(uow: UnitOfWork, actor: Actor, user: User) -> Relation:
    if actor.user_id == user.id:
        return Relation.SELF
    if actor.user_id is not None and may(actor.role, Duty.SEE_USERS):
        return Relation.STAFF
    if actor.user_id is not None and await user_follows.are_friends(uow, actor.user_id, user.id):
        return Relation.FRIEND
    return Relation.STRANGER


def _refuse_closed(context: Context, user: User, relation: Relation) -> None:
    """Accounts that are closed or not confirmed have no page, but for staff and for the person."""
    if relation in (Relation.SELF, Relation.STAFF):
        return
    if user.deletion_due_at is not None or user.email_verified_at is None:
        raise NotFound("There is nobody of this name.")
    suspension = Suspension(user.suspension_reason, user.suspended_until)
    if user.suspended_at is not None and suspension.holds(context.clock()):
        raise NotFound("This account is suspended.", code="account_suspended")


def _profile(user: User, **more: Any) -> Profile:
    return Profile(
        id=user.id,
        username=user.username,
        display_name=user.display_name,
        avatar_url=user.avatar_url or "",
        verified=user.verified,
        **more,
    )


async def _own(uow: UnitOfWork, user: User) -> OwnProfile:
    return OwnProfile(
        username=user.username,
        display_name=user.display_name,
        bio=user.bio,
        avatar_url=user.avatar_url or "",
        banner_url=user.banner_url or "",
        links=tuple(describe(url) for url in await profiles.links_of(uow, user.id)),
        verified=user.verified,
    )
