"""What you were told."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from aethex_live.api.v1.asker import AccountReader, AccountWriter
from aethex_live.api.v1.shapes import Body, Page, Paging, problems
from aethex_live.domain.notification import Kind, Notification
from aethex_live.services import notification
from aethex_live.services.context import current

router = APIRouter(prefix="/me/notifications", tags=["you"], responses=problems(401, 403))


class Mutes(Body):
    """The kinds that you do not want to be told of."""

    kinds: Annotated[list[Kind], Field(max_length=len(Kind))]


@router.get("", summary="Your notifications")
async def mine(actor: AccountReader, paging: Paging) -> Page[Notification]:
    """The latest first."""
    return Page.of(await notification.mine(current(), actor, paging))


@router.get("/unread", summary="How many you have not read")
async def unread(actor: AccountReader) -> int:
    """As the bell shows it."""
    return await notification.unread(current(), actor)


@router.post("/read", status_code=204, summary="Mark all as read")
async def read_all(actor: AccountWriter) -> None:
    """Those that there are now."""
    await notification.mark_read(current(), actor)


@router.get("/muted", summary="What you are not told of")
async def muted(actor: AccountReader) -> list[Kind]:
    """Kinds of notifications."""
    return sorted(await notification.muted(current(), actor))


@router.put("/muted", summary="Choose what you are not told of")
async def mute(actor: AccountWriter, mutes: Mutes) -> list[Kind]:
    """Replaces the choice that there is."""
    return sorted(await notification.mute(current(), actor, mutes.kinds))


@router.post("/{notification_id}/read", status_code=204, summary="Mark one as read")
async def read(actor: AccountWriter, notification_id: UUID) -> None:
    """Harmless when it is."""
    await notification.mark_read(current(), actor, notification_id)


@router.delete("/{notification_id}", status_code=204, summary="Delete one", responses=problems(404))
async def remove(actor: AccountWriter, notification_id: UUID) -> None:
    """For good."""
    await notification.remove(current(), actor, notification_id)
