"""Chats: everybody reads, who is logged in writes, moderators keep them in order."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, Field

from aethex_live.api.v1.asker import ChatWriter, Moderator
from aethex_live.api.v1.channel import Slug
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, problems
from aethex_live.domain.automod import MOST_SITES, MOST_WORDS, Rules, Verdict
from aethex_live.domain.chat import TAIL, TEXT_LENGTH, Message
from aethex_live.domain.chat_mode import LONGEST_AGE, LONGEST_SLOW, Modes
from aethex_live.services import chat, chat_setting
from aethex_live.services.context import current

router = Routes(prefix="/channels/{slug}/chat", tags=["chat"], responses=problems(404))
Short = Annotated[str, Field(max_length=200)]


class NewMessage(Body):
    """What to say, or a command such as `/timeout bob 10m`."""

    text: Annotated[str, Field(max_length=4 * TEXT_LENGTH)]
    reply_to: UUID | None = None


class Said(BaseModel):
    """What has become of it: it is in the chat, or waits for a moderator, or a command was done."""

    message: Message | None
    waits: bool
    notice: str = Field(description="A sentence; names in braces stand for `values`.")
    values: dict[str, str]


class NewModes(Body):
    """Modes to change; those that are not sent stay as they are."""

    slow_seconds: Annotated[int, Field(ge=0, le=LONGEST_SLOW)] = 0
    followers_minutes: Annotated[int | None, Field(ge=0, le=LONGEST_AGE)] = None
    account_minutes: Annotated[int, Field(ge=0, le=LONGEST_AGE)] = 0
    verified_only: bool = False
    emote_only: bool = False
    unique_only: bool = False


class NewRules(Body):
    """Rules of auto-moderation to change; those that are not sent stay as they are."""

    filters: dict[Short, dict[Short, Any]] = Field(
        default={}, description="By filter: `action` (off, hold, delete) and `level` (1 to 3)."
    )
    words: Annotated[list[Short], Field(max_length=2 * MOST_WORDS)] = []
    sites: Annotated[list[Short], Field(max_length=2 * MOST_SITES)] = []
    hold_newcomers_of_banned_networks: bool = False


class Trial(Body):
    """A message to try."""

    text: Annotated[str, Field(max_length=4 * TEXT_LENGTH)]


class Pin(Body):
    """A message to keep above the chat."""

    message_id: UUID


@router.get("/messages", summary="What is said in a chat")
async def messages(
    slug: Slug,
    before: Annotated[UUID | None, Query(description="Only what was said before this message.")] = None,
    limit: Annotated[int, Query(ge=1, le=TAIL)] = TAIL,
) -> list[Message]:
    """The newest messages, the oldest of them first. For older ones ask again `before` the first one."""
    return await chat.page(current(), slug, before, limit)


@router.post("/messages", status_code=201, summary="Say something", responses=problems(401, 403, 409))
async def say(actor: ChatWriter, slug: Slug, wish: NewMessage) -> Said:
    """Everybody sees it at once, unless it waits. Five messages in ten seconds are the most."""
    outcome = await chat.say(current(), actor, slug, wish.text, reply_to=wish.reply_to)
    return Said(message=outcome.message, waits=outcome.waits, notice=outcome.notice, values=outcome.values)


@router.delete(
    "/messages/{message_id}", status_code=204, summary="Delete a message", responses=problems(401, 403)
)
async def delete(actor: ChatWriter, slug: Slug, message_id: UUID) -> None:
    """Your own, or as moderator anybody's who is not above you."""
    await chat.delete(current(), actor, message_id)


@router.get("/modes", summary="What a chat asks of those who write")
async def modes(slug: Slug) -> Modes:
    """Slow mode and others."""
    return await chat_setting.modes(current(), slug)


@router.patch("/modes", summary="Change modes", responses=problems(401, 403))
async def change_modes(actor: Moderator, slug: Slug, changes: NewModes) -> Modes:
    """For moderators."""
    return await chat_setting.change_modes(current(), actor, slug, changes.model_dump(exclude_unset=True))


@router.get("/pin", summary="What is pinned")
async def pinned(slug: Slug) -> Message | None:
    """Null when nothing is."""
    return await chat_setting.pinned(current(), slug)


@router.put("/pin", summary="Pin a message", responses=problems(401, 403))
async def pin(actor: Moderator, slug: Slug, wish: Pin) -> Message:
    """Instead of the one that is pinned. For moderators."""
    return await chat_setting.pin(current(), actor, wish.message_id)


@router.delete("/pin", status_code=204, summary="Unpin", responses=problems(401, 403))
async def unpin(actor: Moderator, slug: Slug) -> None:
    """For moderators."""
    await chat_setting.unpin(current(), actor, slug)


@router.get("/rules", summary="How auto-moderation is set", responses=problems(401, 403))
async def rules(actor: Moderator, slug: Slug) -> Rules:
    """For moderators."""
    return await chat_setting.rules(current(), actor, slug)


@router.patch("/rules", summary="Set auto-moderation", responses=problems(401, 403))
async def change_rules(actor: Moderator, slug: Slug, changes: NewRules) -> Rules:
    """For the owner and editors."""
    return await chat_setting.change_rules(current(), actor, slug, changes.model_dump(exclude_unset=True))


@router.post("/rules/trial", summary="Try auto-moderation", responses=problems(401, 403))
async def try_rules(actor: Moderator, slug: Slug, trial: Trial) -> Verdict:
    """What it would do with a message, and why. For moderators."""
    return await chat_setting.try_rules(current(), actor, slug, trial.text)
