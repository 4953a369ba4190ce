"""Accounts, for those who run the site."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from aethex_live.api.v1.asker import Staff
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, Page, Paging, Reasoned, Suspension, problems
from aethex_live.domain.user import Role
from aethex_live.services import user_admin
from aethex_live.services.context import current
from aethex_live.services.user_admin import LONGEST_SEARCH, Account

router = Routes(prefix="/admin/users", tags=["administration"], responses=problems(401, 403))


class NewRole(Body):
    """What somebody shall be on this site."""

    role: Role


class Badge(Body):
    """Whether somebody is who they claim to be."""

    verified: bool


@router.get("", summary="Find accounts")
async def search(
    actor: Staff,
    paging: Paging,
    q: Annotated[str, Query(max_length=LONGEST_SEARCH, description="A part of a name or address.")] = "",
    role: Role | None = None,
    suspended: bool = False,
) -> Page[Account]:
    """The newest first."""
    found = await user_admin.search_users(
        current(), actor, q, role=role or "", only_suspended=suspended, request=paging
    )
    return Page.of(found)


@router.get("/{user_id}", summary="An account", responses=problems(404))
async def get(actor: Staff, user_id: UUID) -> Account:
    """As staff see it."""
    return await user_admin.get_user(current(), actor, user_id)


@router.put("/{user_id}/suspension", summary="Suspend an account", responses=problems(404, 409))
async def suspend(actor: Staff, user_id: UUID, suspension: Suspension) -> Account:
    """They are signed out at once and told the reason."""
    await user_admin.suspend_user(current(), actor, user_id, reason=suspension.reason, until=suspension.until)
    return await user_admin.get_user(current(), actor, user_id)


@router.post("/{user_id}/pardon", summary="Let somebody in again", responses=problems(404, 409))
async def unsuspend(actor: Staff, user_id: UUID, pardon: Reasoned) -> Account:
    """Ends a suspension."""
    await user_admin.unsuspend_user(current(), actor, user_id, reason=pardon.reason)
    return await user_admin.get_user(current(), actor, user_id)


@router.put("/{user_id}/role", summary="Change somebody's role", responses=problems(404, 409))
async def change_role(actor: Staff, user_id: UUID, wish: NewRole) -> Account:
    """Signs them out, so that nothing open keeps the old rights."""
    await user_admin.change_role(current(), actor, user_id, wish.role)
    return await user_admin.get_user(current(), actor, user_id)


@router.put("/{user_id}/verified", summary="Give or take the verified badge", responses=problems(404))
async def set_verified(actor: Staff, user_id: UUID, badge: Badge) -> Account:
    """It has nothing to do with the e-mail address."""
    await user_admin.set_verified(current(), actor, user_id, badge.verified)
    return await user_admin.get_user(current(), actor, user_id)


@router.post(
    "/{user_id}/two-factor-reset", summary="Turn off a lost second factor", responses=problems(404, 409)
)
async def reset_two_factor(actor: Staff, user_id: UUID, wish: Reasoned) -> Account:
    """For who has lost the authenticator and the recovery codes. They are signed out and told by mail."""
    await user_admin.reset_two_factor(current(), actor, user_id, reason=wish.reason)
    return await user_admin.get_user(current(), actor, user_id)
