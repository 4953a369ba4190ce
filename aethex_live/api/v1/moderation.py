"""Keeping order in a chat: bans, held messages, roles, the log, what is known of somebody. For moderators."""

from datetime import timedelta
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Path, Query
from pydantic import BaseModel, Field

from aethex_live.api.v1.asker import AccountReader, AccountWriter, Moderator
from aethex_live.api.v1.channel import Slug
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, Page, Paging, problems
from aethex_live.domain.channel_role import GIVEN, Holder, OwnRole
from aethex_live.domain.chat import Message
from aethex_live.domain.moderation import (
    LONGEST,
    NOTE_LENGTH,
    REASON_LENGTH,
    ActKind,
    Ban,
    HeldMessage,
    ModAct,
    Note,
    UserCard,
)
from aethex_live.services import channel_role, held_message, moderation, moderation_log, user_card
from aethex_live.services.context import current

router = Routes(prefix="/channels/{slug}/moderation", tags=["moderation"], responses=problems(401, 403, 404))
mine = Routes(prefix="/me/roles", tags=["moderation"], responses=problems(401, 403))
Username = Annotated[str, Path(max_length=50)]


class NewBan(Body):
    """How long (left out: for good), why, and whether to delete what the person has written."""

    seconds: Annotated[int | None, Field(ge=1, le=int(LONGEST.total_seconds()))] = None
    reason: Annotated[str, Field(max_length=REASON_LENGTH)] = ""
    delete_messages: bool | None = None


class NewRole(Body):
    """The role to give."""

    role: Literal[GIVEN]  # type: ignore[valid-type]


class NewNote(Body):
    """What to write down."""

    text: Annotated[str, Field(min_length=1, max_length=2 * NOTE_LENGTH)]


class Number(BaseModel):
    """How many that were."""

    number: int


@router.get("/messages", summary="What is said, with what was deleted")
async def messages(
    actor: Moderator,
    slug: Slug,
    before: Annotated[UUID | None, Query(description="Only what was said before this message.")] = None,
) -> list[Message]:
    """Deleted messages have a `deletion`."""
    return await moderation.tail(current(), actor, slug, before)


@router.delete("/messages", status_code=204, summary="Clear a chat")
async def clear(actor: Moderator, slug: Slug) -> None:
    """Everything is deleted."""
    await moderation.clear(current(), actor, slug)


@router.delete("/people/{username}/messages", summary="Delete all messages of somebody")
async def delete_all_of(actor: Moderator, slug: Slug, username: Username) -> Number:
    """On this channel."""
    return Number(number=await moderation.delete_all_of(current(), actor, slug, username))


@router.get("/bans", summary="Who may not write")
async def bans(actor: Moderator, slug: Slug, paging: Paging) -> Page[Ban]:
    """Banned for good, or for a while. The latest first."""
    return Page.of(await moderation.bans(current(), actor, slug, paging))


@router.put("/bans/{username}", summary="Ban somebody, or time them out")
async def ban(actor: Moderator, slug: Slug, username: Username, wish: NewBan) -> Ban:
    """Instead of a ban that holds. Without `delete_messages` a ban deletes them and a time-out does not."""
    delete = wish.seconds is None if wish.delete_messages is None else wish.delete_messages
    if wish.seconds is None:
        return await moderation.ban(current(), actor, slug, username, wish.reason, delete_messages=delete)
    length = timedelta(seconds=wish.seconds)
    return await moderation.timeout(
        current(), actor, slug, username, length, wish.reason, delete_messages=delete
    )


@router.delete(
    "/bans/{username}", status_code=204, summary="Let somebody write again", responses=problems(409)
)
async def unban(actor: Moderator, slug: Slug, username: Username) -> None:
    """Ends a ban or a time-out."""
    await moderation.unban(current(), actor, slug, username)


@router.get("/held", summary="What waits for a moderator")
async def held(actor: Moderator, slug: Slug) -> list[HeldMessage]:
    """With the reasons. The oldest first."""
    return await held_message.waiting(current(), actor, slug)


@router.post("/held/{held_id}/approval", summary="Let a message through", responses=problems(409))
async def approve(actor: Moderator, slug: Slug, held_id: UUID) -> Message:
    """It comes into the chat now."""
    return await held_message.approve(current(), actor, held_id)


@router.delete(
    "/held/{held_id}", status_code=204, summary="Do not let a message through", responses=problems(409)
)
async def reject(actor: Moderator, slug: Slug, held_id: UUID) -> None:
    """Nobody will see it."""
    await held_message.reject(current(), actor, held_id)


@router.get("/log", summary="What moderators have done")
async def log(
    actor: Moderator,
    slug: Slug,
    paging: Paging,
    kind: ActKind | None = None,
    subject: Annotated[str | None, Query(max_length=50, description="Against this person.")] = None,
    by: Annotated[str | None, Query(max_length=50, description="By this person.")] = None,
) -> Page[ModAct]:
    """The latest first."""
    found = await moderation_log.log(current(), actor, slug, paging, kind=kind, subject=subject, by=by)
    return Page.of(found)


@router.get("/people/{username}", summary="What is known of somebody here")
async def card(actor: Moderator, slug: Slug, username: Username) -> UserCard:
    """Role, messages, acts against them, notes."""
    return await user_card.card(current(), actor, slug, username)


@router.post(
    "/people/{username}/notes",
    status_code=201,
    summary="Write something down about somebody",
    responses=problems(409),
)
async def add_note(actor: Moderator, slug: Slug, username: Username, wish: NewNote) -> Note:
    """Moderators of this channel read it."""
    return await user_card.add_note(current(), actor, slug, username, wish.text)


@router.delete("/notes/{note_id}", status_code=204, summary="Delete a note")
async def delete_note(actor: Moderator, slug: Slug, note_id: UUID) -> None:
    """Your own; the owner of the channel deletes any."""
    await user_card.delete_note(current(), actor, note_id)


@router.get("/roles", summary="Who has a role")
async def holders(actor: Moderator, slug: Slug) -> list[Holder]:
    """Editors, moderators, VIPs."""
    return list(await channel_role.holders(current(), actor, slug))


@router.put("/roles/{username}", summary="Give somebody a role", responses=problems(409))
async def grant(actor: Moderator, slug: Slug, username: Username, wish: NewRole) -> Holder:
    """Instead of the one that they have. For the owner; VIPs also by editors."""
    return await channel_role.grant(current(), actor, slug, username, wish.role)


@router.delete("/roles/{username}", status_code=204, summary="Take somebody's role", responses=problems(409))
async def revoke(actor: Moderator, slug: Slug, username: Username) -> None:
    """For the owner; VIPs also by editors."""
    await channel_role.revoke(current(), actor, slug, username)


@mine.get("", summary="Your roles on channels")
async def own_roles(actor: AccountReader) -> list[OwnRole]:
    """The newest first."""
    return list(await channel_role.mine(current(), actor))


@mine.delete("/{slug}", status_code=204, summary="Give a role back", responses=problems(404, 409))
async def leave(actor: AccountWriter, slug: Slug) -> None:
    """You are a viewer of this channel then."""
    await channel_role.leave(current(), actor, slug)
