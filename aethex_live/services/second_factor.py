"""Checking a code of an authenticator app, or a recovery code. Both count once."""

from uuid import UUID

from aethex_live.data import two_factor
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.token import hash_token
from aethex_live.domain.two_factor import bare_recovery_code, match_code
from aethex_live.services.context import Context

CODE_LENGTH = 40  # characters that anybody could mean as a code


def seed_purpose(user_id: UUID) -> str:
    """What a sealed seed is bound to."""
    return f"two_factor:{user_id}"


async def check_second_factor(context: Context, uow: UnitOfWork, user_id: UUID, code: str) -> bool:
    """Whether `code` is right, and use it up. The person's row is locked until the transaction ends."""
    app = await two_factor.of_user(uow, user_id)
    if app is None or app.confirmed_at is None or len(code) > CODE_LENGTH:
        return False
    now = context.clock()
    seed = context.accounts.vault.open(app.seed_sealed, seed_purpose(user_id))
    counter = match_code(seed, code, now, app.last_counter)
    if counter is not None:
        app.last_counter = counter
        return True
    return await two_factor.use_recovery_code(uow, user_id, hash_token(bare_recovery_code(code)), now)
