"""Channels, for those who run the site."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from aethex_live.api.v1.asker import Staff
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, Page, Paging, Reasoned, Suspension, problems
from aethex_live.domain.channel import ManagedChannel
from aethex_live.services import channel_admin
from aethex_live.services.channel_admin import LONGEST_SEARCH
from aethex_live.services.context import current

router = Routes(prefix="/admin/channels", tags=["administration"], responses=problems(401, 403))


class Featured(Body):
    """Whether the home page shows it."""

    featured: bool


@router.get("", summary="Find channels", responses=problems(404))
async def search(
    actor: Staff,
    paging: Paging,
    q: Annotated[str, Query(max_length=LONGEST_SEARCH, description="Words of a name or address.")] = "",
    suspended: bool | None = None,
    category: Annotated[str | None, Query(max_length=100)] = None,
) -> Page[ManagedChannel]:
    """The newest first."""
    found = await channel_admin.search(
        current(), actor, q, suspended=suspended, category=category, request=paging
    )
    return Page.of(found)


@router.get("/{channel_id}", summary="A channel, as staff see it", responses=problems(404))
async def get(actor: Staff, channel_id: UUID) -> ManagedChannel:
    """Of whomever."""
    return await channel_admin.get(current(), actor, channel_id)


@router.put("/{channel_id}/suspension", summary="Suspend a channel", responses=problems(404))
async def suspend(actor: Staff, channel_id: UUID, suspension: Suspension) -> ManagedChannel:
    """It is hidden and its stream ends; its owner reads the reason."""
    return await channel_admin.suspend(
        current(), actor, channel_id, reason=suspension.reason, until=suspension.until
    )


@router.post("/{channel_id}/pardon", summary="Show a channel again", responses=problems(404, 409))
async def unsuspend(actor: Staff, channel_id: UUID, pardon: Reasoned) -> ManagedChannel:
    """Ends a suspension."""
    return await channel_admin.unsuspend(current(), actor, channel_id, reason=pardon.reason)


@router.put("/{channel_id}/featured", summary="Show a channel on the home page", responses=problems(404))
async def feature(actor: Staff, channel_id: UUID, choice: Featured) -> ManagedChannel:
    """Or no longer."""
    return await channel_admin.feature(current(), actor, channel_id, choice.featured)


@router.post("/{channel_id}/remove-images", summary="Take a channel's images away", responses=problems(404))
async def remove_images(actor: Staff, channel_id: UUID, why: Reasoned) -> ManagedChannel:
    """Avatar, banner and poster."""
    return await channel_admin.remove_images(current(), actor, channel_id, reason=why.reason)
