"""Personal access tokens: make, list, revoke, and recognise the person behind one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from aethex_live.data import access_token as tokens
from aethex_live.data.models.access_token import AccessToken
from aethex_live.data.models.user import User
from aethex_live.domain import access_token as rules
from aethex_live.domain.access_token import Scope
from aethex_live.domain.happening import Happening
from aethex_live.domain.page import FIRST, Page, PageRequest
from aethex_live.domain.token import hash_token
from aethex_live.domain.user import Role, Suspension, is_staff
from aethex_live.errors import Conflict, NotAllowed, NotFound, Words
from aethex_live.services.confirmation import require_fresh
from aethex_live.services.context import Actor, Context
from aethex_live.services.session_cache import Known

CREATED, REVOKED = "access_token.created", "access_token.revoked"


@dataclass(frozen=True, slots=True)
class TokenView:
    """A token as its owner sees it later: without what makes it work."""

    id: UUID
    name: str
    shown: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token just made; `secret` is shown once."""

    view: TokenView
    secret: str

    def __repr__(self) -> str:
        return f"NewToken({self.view!r})"


async def create(context: Context, actor: Actor, name: str, scopes: Collection[str], days: int) -> NewToken:
    """Make a token for the person who asks; after a fresh confirmation."""
    user_id = _in_person(actor)
    now = context.clock()
    secret = rules.new()
    row = AccessToken(
        user_id=user_id,
        name=rules.check_name(name),
        shown=secret[: rules.SHOWN_LENGTH],
        token_hash=hash_token(secret),
        scopes=sorted(rules.check_scopes(scopes)),
        created_at=now,
        expires_at=rules.check_lifetime(days, now),
    )
    async with context.transaction() as uow:
        await require_fresh(context, uow, actor)
        if await tokens.how_many(uow, user_id) >= rules.MOST:
            raise Conflict(
                Words(
                    "You have {most} tokens, which is the most. Delete one that you do not need.",
                    most=rules.MOST,
                ),
                code="too_many_tokens",
            )
        tokens.add(uow, row)
        uow.happen(Happening(CREATED, {"name": row.name, "scopes": row.scopes}, user_id))
    return NewToken(_view(row), secret)


async def listing(context: Context, actor: Actor, page: PageRequest = FIRST) -> Page[TokenView]:
    """The tokens of the person who asks, newest first."""
    user_id = actor.required()
    async with context.transaction() as uow:
        rows = await tokens.of_user(uow, user_id)  # never more than `rules.MOST`
    part = rows[page.offset : page.offset + page.limit]
    return Page(tuple(map(_view, part)), len(rows), page.page, page.limit)


async def revoke(context: Context, actor: Actor, token_id: UUID) -> None:
    """Make a token of the person who asks useless, at once."""
    user_id = actor.required()
    async with context.transaction() as uow:
        row = await tokens.remove(uow, user_id, token_id)
        if row is None:
            raise NotFound("You have no such token.")
        uow.after_commit(lambda: context.access_tokens.forget([token_id]))
        uow.happen(Happening(REVOKED, {"token_id": str(token_id), "name": row.name}, user_id))


async def actor_of(context: Context, secret: str, network: str) -> Actor | None:
    """Who acts with this token; None when it is unknown, too old, or its owner may not log in."""
    if not rules.looks_right(secret):
        return None
    now = context.clock()
    token_hash = hash_token(secret)
    known = context.access_tokens.get(token_hash, now) or await _look_up(context, token_hash, now)
    return known and Actor(user_id=known.user_id, role=known.role, scopes=known.scopes, network=network)


async def follow(context: Context, happening: Happening) -> None:
    """Forget what is remembered of a token or a person that has changed; for whoever hears of it."""
    if happening.name == REVOKED:
        context.access_tokens.forget([UUID(happening.data["token_id"])])
    elif happening.name.startswith("user.") and happening.key is not None:
        context.access_tokens.forget_person(happening.key)


async def _look_up(context: Context, token_hash: bytes, now: datetime) -> Known | None:
    mark = context.access_tokens.mark()
    async with context.transaction() as uow:
        found = await tokens.owner_and_token(uow, token_hash)
        if found is None:
            return None
        user, token = found
        if now >= token.expires_at or not _may_log_in(user, now):
            return None
        if token.used_at is None or now - token.used_at >= rules.USED_STEP:
            await tokens.note_use(uow, token.id, now)
    scopes = frozenset(token.scopes)
    known = Known(user.id, _role(user, scopes), token.id, now, scopes)
    context.access_tokens.put(token_hash, known, mark)
    return known


def _role(user: User, scopes: frozenset[str]) -> str:
    """The person's role, without the powers of their office unless the token has them."""
    return Role.CREATOR.value if is_staff(user.role) and Scope.STAFF not in scopes else user.role


def _may_log_in(user: User, now: datetime) -> bool:
    if user.deleted_at is not None or user.deletion_due_at is not None:
        return False
    return user.suspended_at is None or not Suspension(user.suspension_reason, user.suspended_until).holds(
        now
    )


def _in_person(actor: Actor) -> UUID:
    """A token must not make tokens: whoever steals one could otherwise keep a way in for ever."""
    user_id = actor.required()
    if actor.scopes is not None:
        raise NotAllowed("Only you yourself can do this, logged in, not a token.", code="session_required")
    return user_id


def _view(row: AccessToken) -> TokenView:
    return TokenView(
        row.id, row.name, row.shown, tuple(row.scopes), row.created_at, row.expires_at, row.used_at
    )
