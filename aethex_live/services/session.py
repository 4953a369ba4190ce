"""Sessions: who is asking, where somebody is logged in, and ending it."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from aethex_live.data import access, session
from aethex_live.data.models.session import Session
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.happening import Happening
from aethex_live.domain.session import USER_AGENT_LENGTH, expiry, should_note, token_in
from aethex_live.domain.token import hash_token, new_token
from aethex_live.services.context import Actor, Context
from aethex_live.services.session_cache import Known

REVOKED = "session.revoked"


@dataclass(frozen=True, slots=True)
class Device:
    """One place where the person is logged in."""

    id: UUID
    user_agent: str
    network: str
    created_at: datetime
    seen_at: datetime
    is_current: bool


async def actor_from_cookie(context: Context, cookie_header: str, network: str, language: str = "") -> Actor:
    """Who sends this Cookie header from `network`; nobody when there is no session or it is over.

    Cheap enough for every event of a websocket: a look-up is remembered for seconds, and revoking forgets it
    at once.
    """
    nobody = Actor(network=network, language=language)
    token = token_in(cookie_header)
    if token is None:
        return nobody
    now = context.clock()
    token_hash = hash_token(token)
    known = context.sessions.get(token_hash, now)
    if known is None:
        known = await _look_up(context, token_hash, now)
    if known is None:
        return nobody
    return replace(nobody, user_id=known.user_id, role=known.role, session_id=known.session_id)


async def _look_up(context: Context, token_hash: bytes, now: datetime) -> Known | None:
    mark = context.sessions.mark()
    async with context.transaction() as uow:
        holder = await session.holder_of(uow, token_hash, now)
        if holder is None:
            return None
        if should_note(holder.seen_at, now):
            await session.note_use(uow, holder.session_id, now, expiry(now))
    known = Known(holder.user_id, holder.role, holder.session_id, now)
    context.sessions.put(token_hash, known, mark)
    return known


async def list_sessions(context: Context, actor: Actor) -> list[Device]:
    """Where I am logged in, the latest first."""
    async with context.transaction() as uow:
        found = await session.of_user(uow, actor.required(), context.clock())
    return [
        Device(row.id, row.user_agent, row.network, row.created_at, row.seen_at, row.id == actor.session_id)
        for row in found
    ]


async def revoke_session(context: Context, actor: Actor, session_id: UUID) -> None:
    """Sign out one of my devices, this one included."""
    async with context.transaction() as uow:
        mine = await access.own_session(uow, actor.required(), session_id)
        await end_sessions(context, uow, mine.user_id, only=mine.id)


async def revoke_other_sessions(context: Context, actor: Actor) -> int:
    """Sign out everywhere but here; gives how many places that were."""
    async with context.transaction() as uow:
        return len(await end_sessions(context, uow, actor.required(), but=actor.session_id))


async def revoke_all_sessions(context: Context, actor: Actor) -> int:
    """Sign out everywhere, here too."""
    async with context.transaction() as uow:
        return len(await end_sessions(context, uow, actor.required()))


async def log_out(context: Context, actor: Actor) -> None:
    """End this session. Harmless for who is not logged in."""
    if actor.user_id is None or actor.session_id is None:
        return
    async with context.transaction() as uow:
        await end_sessions(context, uow, actor.user_id, only=actor.session_id)


async def forget_revoked(context: Context, happening: Happening) -> None:
    """Take note of a revocation in another process; for the bus."""
    if happening.name == REVOKED:
        context.sessions.forget(UUID(text) for text in happening.data["session_ids"])


async def open_session(context: Context, uow: UnitOfWork, actor: Actor, user: User, user_agent: str) -> str:
    """Log `user` in: gives the token for the cookie. What the browser was logged in as before ends."""
    now = context.clock()
    if actor.user_id is not None and actor.session_id is not None:
        await end_sessions(context, uow, actor.user_id, only=actor.session_id)
    token = new_token()
    uow.session.add(
        Session(
            user_id=user.id,
            token_hash=hash_token(token),
            user_agent="".join(filter(str.isprintable, user_agent))[:USER_AGENT_LENGTH],
            network=actor.network,
            created_at=now,
            seen_at=now,
            expires_at=expiry(now),
            confirmed_at=now,
        )
    )
    return token


async def rotate_session(context: Context, uow: UnitOfWork, actor: Actor) -> str | None:
    """Give the browser another token, because its rights have changed; None outside a browser session."""
    if actor.session_id is None:
        return None
    token = new_token()
    session_id = actor.session_id
    await session.replace_token(uow, session_id, hash_token(token))
    uow.after_commit(lambda: context.sessions.forget([session_id]))
    return token


async def end_sessions(
    context: Context, uow: UnitOfWork, user_id: UUID, *, only: UUID | None = None, but: UUID | None = None
) -> list[UUID]:
    """End sessions of a person within the caller's transaction, and have told who holds them open."""
    ended = await session.end(uow, user_id, only=only, but=but)
    if ended:
        uow.after_commit(lambda: context.sessions.forget(ended))
        uow.happen(Happening(REVOKED, {"session_ids": [str(each) for each in ended]}, key=user_id))
    return ended
