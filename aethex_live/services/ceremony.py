"""Things that take two requests: the second finds what the first began by a secret token."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from aethex_live.data import ceremony
from aethex_live.data.models.ceremony import Ceremony
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.token import hash_token, looks_like_token, new_token
from aethex_live.services.context import Context

LIFETIME = timedelta(minutes=10)


def begin(
    context: Context,
    uow: UnitOfWork,
    kind: str,
    *,
    user_id: UUID | None = None,
    data: dict[str, Any] | None = None,
    token: str | None = None,
) -> str:
    """Remember the first half; gives the token for the browser."""
    token = token or new_token()
    now = context.clock()
    ceremony.add(
        uow,
        Ceremony(
            kind=kind,
            token_hash=hash_token(token),
            user_id=user_id,
            data=data or {},
            created_at=now,
            expires_at=now + LIFETIME,
        ),
    )
    return token


async def look_at(context: Context, uow: UnitOfWork, kind: str, token: str) -> Ceremony | None:
    """The first half, which stays for another try."""
    if not looks_like_token(token):
        return None
    return await ceremony.look_at(uow, hash_token(token), kind, context.clock())


async def take(context: Context, uow: UnitOfWork, kind: str, token: str) -> Ceremony | None:
    """The first half, once."""
    if not looks_like_token(token):
        return None
    return await ceremony.take(uow, hash_token(token), kind, context.clock())
