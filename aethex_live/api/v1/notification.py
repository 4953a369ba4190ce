"""What you were told."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field

from aethex_live.api.v1.asker import AccountReader, AccountWriter
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, Page, Paging, problems
from aethex_live.domain.notification import Kind, Notification, Road
from aethex_live.services import notification
from aethex_live.services.context import current

router = Routes(prefix="/me/notifications", tags=["you"], responses=problems(401, 403))


class Roads(Body):
    """By which roads to be told of a kind; a road that is not named stays as it is."""

    site: bool = True
    email: bool = True
    push: bool = True


class Choices(Body):
    """The kinds to change; the others stay."""

    kinds: Annotated[dict[Kind, Roads], Field(max_length=len(Kind))]


@router.get("", summary="Your notifications")
async def mine(
    actor: AccountReader,
    paging: Paging,
    kind: Annotated[list[Kind] | None, Query(max_length=len(Kind), description="Only these.")] = None,
    unread: Annotated[bool, Query(description="Only those that you have not read.")] = False,
) -> Page[Notification]:
    """The latest first."""
    return Page.of(await notification.mine(current(), actor, paging, kinds=kind or (), unread_only=unread))


@router.delete("", status_code=204, summary="Delete all")
async def remove_all(actor: AccountWriter) -> None:
    """For good."""
    await notification.remove_all(current(), actor)


@router.get("/unread", summary="How many you have not read")
async def unread(actor: AccountReader) -> int:
    """As the bell shows it."""
    return await notification.unread(current(), actor)


@router.post("/read", status_code=204, summary="Mark all as read")
async def read_all(actor: AccountWriter) -> None:
    """Those that there are now."""
    await notification.mark_read(current(), actor)


@router.get("/choices", summary="By which roads you are told of what")
async def choices(actor: AccountReader) -> dict[Kind, dict[Road, bool]]:
    """How often mail comes is among your settings, as `email_notifications`."""
    return await notification.choices(current(), actor)


@router.patch("/choices", summary="Choose by which roads you are told of what")
async def choose(actor: AccountWriter, wish: Choices) -> dict[Kind, dict[Road, bool]]:
    """What is not named stays. Gives all choices."""
    changes = {kind: roads.model_dump(exclude_unset=True) for kind, roads in wish.kinds.items()}
    return await notification.choose(current(), actor, changes)


@router.post("/{notification_id}/read", status_code=204, summary="Mark one as read")
async def read(actor: AccountWriter, notification_id: UUID) -> None:
    """Harmless when it is."""
    await notification.mark_read(current(), actor, [notification_id])


@router.delete("/{notification_id}", status_code=204, summary="Delete one", responses=problems(404))
async def remove(actor: AccountWriter, notification_id: UUID) -> None:
    """For good."""
    await notification.remove(current(), actor, [notification_id])
