"""Writes into a chat: looks at everything that came in together, and stores what may be said in one transaction.

Whoever is told that their message is there has it on disk. Others see it right after, and never before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from aethex_live.data import chat as chats
from aethex_live.data import chat_writing as data
from aethex_live.data import chatroom, held_message
from aethex_live.data.chat_writing import Writer
from aethex_live.data.chatroom import Chatroom
from aethex_live.data.message_id import after
from aethex_live.data.models.chat_message import ChatMessage as Row
from aethex_live.data.models.held_message import HeldMessage as HeldRow
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain import automod
from aethex_live.domain.automod import Action, Verdict
from aethex_live.domain.chat import MOST_MENTIONS, Author, Draft, Message
from aethex_live.domain.chat_mode import Said, refusal, repeated, uniform
from aethex_live.domain.chat_text import mentioned
from aethex_live.domain.happening import Happening
from aethex_live.domain.moderation import REASON_LENGTH, ActKind, HeldMessage, HeldState
from aethex_live.domain.slug import FORM
from aethex_live.errors import AppError, Conflict, NotAllowed, NotFound, Words, heard, told
from aethex_live.services import moderation_log
from aethex_live.services.context import Actor, Context

SAID, HELD = "chat.said", "chat.held"
NEWCOMER = timedelta(days=7)
NO_CHANNEL = "There is no channel at this address, or it is not public."


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody wants to write something."""

    user_id: UUID
    network: str
    draft: Draft


Written = Message | HeldMessage


async def write(context: Context, actor: Actor, slug: str, draft: Draft) -> Written:
    """Have something said; gives it as it stands in the chat, or as it waits for a moderator."""
    wish = Wish(actor.required(), actor.network, draft)
    slug = slug.lower()
    if not FORM.fullmatch(slug):
        raise NotFound(NO_CHANNEL)
    return await context.chat.put(slug, wish, partial(_write, context))


async def _write(context: Context, slug: str, wishes: Sequence[Wish]) -> list[Written | AppError]:
    async with context.transaction() as uow:
        room = await chatroom.locked(uow, slug, context.clock())
        now = context.clock()
        if room is None:
            return [NotFound(NO_CHANNEL) for _ in wishes]
        batch = await _load(uow, room, wishes, now)
        results = [batch.take(wish) for wish in wishes]
        return await _store(context, uow, batch, results)


@dataclass(slots=True)
class _Batch:
    """What has to be known of a room to take messages, and what has been taken so far."""

    room: Chatroom
    now: datetime
    writers: dict[UUID, Writer]
    last_id: UUID | None
    names: dict[str, UUID]
    parents: dict[UUID, Row]
    blocked: set[tuple[UUID, UUID]]
    said: set[str]
    networks: set[str]

    def take(self, wish: Wish) -> Row | HeldRow | AppError:
        """The row that the message becomes, or why it may not be said."""
        writer = self.writers.get(wish.user_id)
        if writer is None:
            return NotAllowed("This account cannot write.")
        refused = self._refusal(writer, wish.draft)
        if refused is not None:
            return refused
        verdict = automod.CLEAN if writer.standing.exempt else self._verdict(writer, wish)
        writer.standing.lately.insert(0, Said(wish.draft.text, self.now, here=True))
        if verdict.action is not Action.OFF:
            return self._held(wish, verdict)
        self.said.add(uniform(wish.draft.text))
        self.last_id = after(self.last_id, self.now)
        return Row(
            id=self.last_id,
            channel_id=self.room.channel_id,
            user_id=wish.user_id,
            text=wish.draft.text,
            kind=wish.draft.kind,
            reply_to_id=wish.draft.reply_to,
            mentions=self.called_by(wish.user_id, wish.draft.text),
            created_at=self.now,
        )

    def called_by(self, user_id: UUID, text: str) -> list[UUID]:
        """Whom a message calls: people who are there and have not blocked its author."""
        found = [self.names[name] for name in mentioned(text) if name in self.names]
        return [each for each in found if (each, user_id) not in self.blocked][:MOST_MENTIONS]

    def _refusal(self, writer: Writer, draft: Draft) -> AppError | None:
        refused = refusal(self.room.modes, writer.standing, draft.text, self.now)
        if refused is not None:
            return refused
        if draft.reply_to is not None:
            parent = self.parents.get(draft.reply_to)
            if parent is None:
                return Conflict("The message that you answer is gone.", code="chat_reply_gone")
            if (parent.user_id, writer.author.id) in self.blocked:
                return NotAllowed("You cannot answer this person.", code="chat_blocked")
        unique = self.room.modes.unique_only and not writer.standing.exempt
        return repeated() if unique and uniform(draft.text) in self.said else None

    def _verdict(self, writer: Writer, wish: Wish) -> Verdict:
        verdict = automod.judge(self.room.rules, wish.draft.text, writer.standing.lately, self.now)
        is_new = writer.standing.joined_at > self.now - NEWCOMER
        if verdict.action is Action.OFF and is_new and wish.network in self.networks:
            return automod.from_banned_network()
        return verdict

    def _held(self, wish: Wish, verdict: Verdict) -> HeldRow:
        waits = verdict.action is Action.HOLD
        return HeldRow(
            id=after(None, self.now),
            channel_id=self.room.channel_id,
            user_id=wish.user_id,
            text=wish.draft.text,
            kind=wish.draft.kind,
            reply_to_id=wish.draft.reply_to,
            reasons=list(map(told, verdict.reasons)),
            state=HeldState.WAITING if waits else HeldState.REJECTED,
            decided_at=None if waits else self.now,
            created_at=self.now,
        )


async def _load(uow: UnitOfWork, room: Chatroom, wishes: Sequence[Wish], now: datetime) -> _Batch:
    user_ids = {wish.user_id for wish in wishes}
    texts = [wish.draft.text for wish in wishes]
    writers, last_id = await data.writers(uow, room, user_ids, now)
    names = await data.named(uow, {name for text in texts for name in mentioned(text)})
    parents = await data.parents(uow, room, {wish.draft.reply_to for wish in wishes if wish.draft.reply_to})
    readers = set(names.values()) | {parent.user_id for parent in parents.values()}
    hold = room.rules.hold_newcomers_of_banned_networks
    unique = room.modes.unique_only
    return _Batch(
        room=room,
        now=now,
        writers=writers,
        last_id=last_id,
        names=names,
        parents=parents,
        blocked=await data.blocked(uow, readers, user_ids),
        said=await data.said_lately(uow, room, {uniform(text) for text in texts}, now) if unique else set(),
        networks=await data.banned_networks(uow, room) if hold else set(),
    )


async def _store(
    context: Context, uow: UnitOfWork, batch: _Batch, results: Sequence[Row | HeldRow | AppError]
) -> list[Written | AppError]:
    rows = [each for each in results if isinstance(each, Row)]
    held = [each for each in results if isinstance(each, HeldRow)]
    if rows:
        await data.add(uow, rows)
    if held:
        await held_message.add(uow, held)
    known = await _known(uow, batch, rows)
    answers = [await _answer(context, uow, batch, known, each) for each in results]
    for name, found in (
        (SAID, tuple(each for each in answers if isinstance(each, Message))),
        (HELD, tuple(each for each in answers if isinstance(each, HeldMessage))),
    ):
        if found:
            data_ = {"slug": batch.room.slug, "messages": found}
            uow.happen(Happening(name, data_, key=batch.room.channel_id))
    return answers


async def _known(uow: UnitOfWork, batch: _Batch, rows: Sequence[Row]) -> dict[UUID, Author]:
    """Everybody who is seen in the messages."""
    known = {user_id: writer.author for user_id, writer in batch.writers.items()}
    seen = {each for row in rows for each in row.mentions}
    seen |= {batch.parents[row.reply_to_id].user_id for row in rows if row.reply_to_id}
    if missing := seen - set(known):
        known |= await chats.authors(uow, batch.room, missing)
    return known


async def _answer(
    context: Context,
    uow: UnitOfWork,
    batch: _Batch,
    known: dict[UUID, Author],
    result: Row | HeldRow | AppError,
) -> Written | AppError:
    if isinstance(result, AppError):
        return result
    if isinstance(result, Row):
        return chats.message(result, known, batch.parents)
    if result.state == HeldState.WAITING:
        return held_message.value(result, known[result.user_id])
    reasons = [heard(why) for why in result.reasons]
    joined = automod.joined(reasons)
    await moderation_log.note(
        context,
        uow,
        batch.room,
        None,
        ActKind.MESSAGE_REFUSED,
        subject_id=result.user_id,
        reason=joined[:REASON_LENGTH],
        reasons=[why.parts for why in reasons],
        held_id=str(result.id),
    )
    return NotAllowed(Words("This was not sent. {reasons}", reasons=joined), code="chat_refused")
