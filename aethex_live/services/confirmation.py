"""Showing once more that it is really you, before things that must not happen at an unattended screen."""

from aethex_live.data import session
from aethex_live.data import user as users
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.password import is_hashable
from aethex_live.domain.session import is_fresh
from aethex_live.errors import AppError, NotAllowed
from aethex_live.services.context import Actor, Context
from aethex_live.services.log_in import attempt_limits, code_limits
from aethex_live.services.second_factor import check_second_factor
from aethex_live.services.throttle import forgive, spend


class ConfirmationNeeded(NotAllowed):
    """The last proof is too long ago. The page asks for the password or a passkey, then tries again."""

    code = "confirmation_needed"

    def __init__(self) -> None:
        super().__init__("Confirm that it is you: enter your password or use a passkey, then try again.")


class WrongPassword(AppError):
    """The password of the person who is logged in was not right."""

    status = 422
    code = "wrong_password"

    def __init__(self, field: str = "password") -> None:
        super().__init__("This is not your password.", field=field)


async def is_confirmed(context: Context, actor: Actor) -> bool:
    """Whether this session has been confirmed within the last ten minutes; logging in counts."""
    async with context.transaction() as uow:
        return await _is_confirmed(context, uow, actor)


async def require_fresh(context: Context, uow: UnitOfWork, actor: Actor) -> None:
    """Refuse unless this session was confirmed lately. For use cases that give away or change a secret."""
    actor.required()
    if not await _is_confirmed(context, uow, actor):
        raise ConfirmationNeeded


async def confirm_with_password(context: Context, actor: Actor, password: str) -> None:
    """Confirm this session with the password."""
    await check_own_password(context, actor, password)
    await note_confirmation(context, actor)


async def confirm_with_code(context: Context, actor: Actor, code: str) -> None:
    """Confirm this session with a code of the authenticator app; for who has no password."""
    user_id = actor.required()
    await spend(context, *code_limits(user_id))
    async with context.transaction() as uow:
        right = await check_second_factor(context, uow, user_id, code)
    if not right:
        raise AppError("This code is wrong or was used already.", code="wrong_code", status=422, field="code")
    await note_confirmation(context, actor)


async def check_own_password(context: Context, actor: Actor, password: str, field: str = "password") -> None:
    """Refuse unless it is the password of who asks."""
    user_id = actor.required()
    limits = attempt_limits(actor, user_id)
    await spend(context, *limits)
    async with context.transaction() as uow:
        user = await users.by_id(uow, user_id)
    hashed = user.password_hash if user else None
    if not is_hashable(password) or not await context.accounts.passwords.verify(password, hashed):
        raise WrongPassword(field)
    await forgive(context, limits[0])


async def note_confirmation(context: Context, actor: Actor) -> None:
    """Remember that it is really them."""
    if actor.session_id is not None:
        async with context.transaction() as uow:
            await session.confirm(uow, actor.session_id, context.clock())


async def _is_confirmed(context: Context, uow: UnitOfWork, actor: Actor) -> bool:
    if actor.session_id is None:
        return False
    row = await session.by_id(uow, actor.session_id)
    return row is not None and row.user_id == actor.user_id and is_fresh(row.confirmed_at, context.clock())
