"""Logging in with a password, and with the second factor where one is set up."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from aethex_live.data import two_factor
from aethex_live.data import user as users
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain import user as rules
from aethex_live.domain.happening import Happening
from aethex_live.domain.password import is_hashable
from aethex_live.errors import AppError, InvalidInput, NotAllowed
from aethex_live.services import ceremony
from aethex_live.services.context import Actor, Context
from aethex_live.services.second_factor import check_second_factor
from aethex_live.services.session import open_session
from aethex_live.services.throttle import Limit, forgive, limit, spend

SECOND_FACTOR = "second_factor"


class WrongLogIn(AppError):
    """Name and password do not belong together; which of them is wrong stays untold."""

    status = 401
    code = "wrong_log_in"

    def __init__(self) -> None:
        super().__init__("Name or password is wrong.", field="password")


class WrongCode(AppError):
    """The second factor was not right."""

    status = 401
    code = "wrong_code"

    def __init__(self) -> None:
        super().__init__("This code is wrong or was used already. Wait for the next one.", field="code")


@dataclass(frozen=True, slots=True)
class LogIn:
    """Either the token for the session cookie, or that of a log-in which still lacks its second factor."""

    token: str = field(default="", repr=False)
    needs_code: str = field(default="", repr=False)


async def log_in(
    context: Context, actor: Actor, *, identifier: str, password: str, user_agent: str = ""
) -> LogIn:
    """Log in with username or e-mail address and password."""
    identifier = identifier.strip()
    user = await _find(context, identifier)
    whom = str(user.id) if user else identifier.lower()[:254]
    limits = attempt_limits(actor, whom)
    await spend(context, *limits)
    right = is_hashable(password) and await context.accounts.passwords.verify(
        password, user.password_hash if user else None
    )
    if user is None or not right:
        raise WrongLogIn
    await forgive(context, limits[0])
    if context.accounts.passwords.is_outdated(user.password_hash or ""):
        await _rehash(context, user.id, password)
    async with context.transaction() as uow:
        return await finish(context, uow, actor, user.id, user_agent)


async def log_in_with_code(
    context: Context, actor: Actor, *, needs_code: str, code: str, user_agent: str = ""
) -> str:
    """Second step: a code of the authenticator app, or a recovery code. Gives the token for the cookie."""
    async with context.transaction() as uow:
        begun = await ceremony.look_at(context, uow, SECOND_FACTOR, needs_code)
    if begun is None or begun.user_id is None:
        raise InvalidInput("This took too long. Log in again.", code="log_in_over")
    await spend(context, *code_limits(begun.user_id))
    async with context.transaction() as uow:
        if not await check_second_factor(context, uow, begun.user_id, code):
            raise WrongCode
        if await ceremony.take(context, uow, SECOND_FACTOR, needs_code) is None:
            raise InvalidInput("This took too long. Log in again.", code="log_in_over")
        user = await _admitted(context, uow, begun.user_id)
        token = await open_session(context, uow, actor, user, user_agent)
    await forgive(context, *code_limits(begun.user_id))
    return token


async def finish(
    context: Context,
    uow: UnitOfWork,
    actor: Actor,
    user_id: UUID,
    user_agent: str,
    *,
    two_factors_shown: bool = False,
) -> LogIn:
    """Let in who has proved to be `user_id`, or ask for the second factor. Every way to log in ends here."""
    user = await _admitted(context, uow, user_id)
    if not two_factors_shown and await two_factor.is_on(uow, user.id):
        return LogIn(needs_code=ceremony.begin(context, uow, SECOND_FACTOR, user_id=user.id))
    return LogIn(token=await open_session(context, uow, actor, user, user_agent))


async def _admitted(context: Context, uow: UnitOfWork, user_id: UUID) -> User:
    """The person, unless they may not log in; whoever wanted to leave and is back, stays."""
    user = await users.by_id(uow, user_id, lock=True)
    if user is None:
        raise WrongLogIn
    now = context.clock()
    if user.suspended_at is not None:
        suspension = rules.Suspension(user.suspension_reason, user.suspended_until)
        if suspension.holds(now):
            raise NotAllowed(suspension.sentence, code="suspended")
        user.suspended_at, user.suspended_until, user.suspension_reason = None, None, ""
    if user.email_verified_at is None:
        raise NotAllowed(
            "Confirm your e-mail address first: follow the link in our mail, or have it sent again.",
            code="email_unverified",
        )
    if user.deletion_due_at is not None:
        user.deletion_due_at = None
        uow.happen(Happening("user.deletion_cancelled", {"user_id": str(user.id)}, key=user.id))
    return user


def attempt_limits(actor: Actor, whom: object) -> tuple[Limit, ...]:
    """How often a password may be tried: by one network for one account, for the account, by the network.

    The first is strict. The second is loose, so that a few wrong tries of a stranger lock nobody out.
    """
    both = f"{whom}\0{actor.network}" if actor.network else whom
    return (
        limit("log_in", both, 5, timedelta(minutes=1)),
        limit("log_in.account", whom, 50, timedelta(minutes=1)),
        limit("log_in.network", actor.network, 60, timedelta(seconds=20)),
    )


def code_limits(user_id: UUID) -> tuple[Limit, ...]:
    """Six digits stand a few tries and no more, wherever they come from."""
    return (limit("code", user_id, 6, timedelta(minutes=5)),)


async def _find(context: Context, identifier: str) -> User | None:
    """Whom `identifier` names, if it can be a name at all."""
    async with context.transaction() as uow:
        if rules.EMAIL.fullmatch(identifier):
            return await users.by_email(uow, identifier)
        if rules.USERNAME.fullmatch(identifier):
            return await users.by_username(uow, identifier)
    return None


async def _rehash(context: Context, user_id: UUID, password: str) -> None:
    hashed = await context.accounts.passwords.hash(password)
    async with context.transaction() as uow:
        await users.set_password(uow, user_id, hashed, context.clock())
