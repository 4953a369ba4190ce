"""What staff do with accounts: find, suspend, give roles and badges. Every act is logged."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from aethex_live.data import two_factor
from aethex_live.data import user as users
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain import user as rules
from aethex_live.domain.audit import Action, Subject
from aethex_live.domain.form import not_among
from aethex_live.domain.happening import Happening
from aethex_live.domain.page import FIRST, Page, PageRequest
from aethex_live.domain.text import searched
from aethex_live.domain.user import Duty, Role
from aethex_live.errors import Conflict, InvalidInput, NotAllowed, NotFound, Words
from aethex_live.services import account_mail, audit
from aethex_live.services.account_mail import reader
from aethex_live.services.context import Actor, Context
from aethex_live.services.duty import require
from aethex_live.services.session import end_sessions

LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class Account:
    """An account as staff see it."""

    id: UUID
    username: str
    display_name: str
    email: str
    email_verified: bool
    role: str
    verified: bool
    suspension: rules.Suspension | None
    deletion_due_at: datetime | None
    created_at: datetime


async def search_users(
    context: Context,
    actor: Actor,
    text: str = "",
    *,
    role: str = "",
    only_suspended: bool = False,
    request: PageRequest = FIRST,
) -> Page[Account]:
    """Accounts whose name or address contains `text`, the newest first. For staff."""
    require(actor, Duty.SEE_USERS)
    now = context.clock()
    async with context.transaction() as uow:
        rows, total = await users.search(
            uow,
            searched(text, LONGEST_SEARCH),
            role=role,
            suspended_at=now if only_suspended else None,
            offset=request.offset,
            limit=request.limit,
        )
    return Page(tuple(_account(row, now) for row in rows), total, request.page, request.limit)


async def get_user(context: Context, actor: Actor, user_id: UUID) -> Account:
    """One account. For staff."""
    require(actor, Duty.SEE_USERS)
    async with context.transaction() as uow:
        return _account(await _existing(uow, user_id), context.clock())


async def suspend_user(
    context: Context, actor: Actor, user_id: UUID, *, reason: str, until: datetime | None = None
) -> None:
    """Keep somebody out, until a time or for good, and sign them out now. They are told the reason."""
    me = require(actor, Duty.SUSPEND)
    reason = rules.check_reason(reason)
    now = context.clock()
    if until is not None and until <= now:
        raise InvalidInput("Choose a time that is still to come.", code="suspension_past", field="until")
    async with context.transaction() as uow:
        admins = await users.count_with_role(uow, Role.ADMIN)
        user = await _existing(uow, user_id, lock=True)
        if user.id == me:
            raise Conflict("You cannot suspend yourself.", code="yourself")
        if rules.is_staff(user.role) and actor.role != Role.ADMIN:
            raise NotAllowed("Only an admin can suspend people who run the site.", code="staff_only")
        _keep_an_admin(user, admins)
        user.suspended_at, user.suspended_until, user.suspension_reason = now, until, reason
        user.updated_at = now
        await end_sessions(context, uow, user.id)
        until_text = until.isoformat() if until else ""
        await audit.note(
            context, uow, actor, Action.USER_SUSPENDED, _subject(user), reason=reason, until=until_text
        )
        to = await reader(uow, actor, user)
        uow.happen(Happening("user.suspended", {"user_id": str(user.id)}, key=user.id))
    sentence = rules.Suspension(reason, until).sentence
    await context.mailer.send(account_mail.suspended(context, to, sentence))


async def unsuspend_user(context: Context, actor: Actor, user_id: UUID, *, reason: str) -> None:
    """Let somebody in again."""
    require(actor, Duty.SUSPEND)
    reason = rules.check_reason(reason)
    async with context.transaction() as uow:
        user = await _existing(uow, user_id, lock=True)
        if user.suspended_at is None:
            raise Conflict("This account is not suspended.", code="not_suspended")
        if rules.is_staff(user.role) and actor.role != Role.ADMIN:
            raise NotAllowed("Only an admin can do this for people who run the site.", code="staff_only")
        user.suspended_at, user.suspended_until, user.suspension_reason = None, None, ""
        user.updated_at = context.clock()
        await audit.note(context, uow, actor, Action.USER_UNSUSPENDED, _subject(user), reason=reason)
        uow.happen(Happening("user.unsuspended", {"user_id": str(user.id)}, key=user.id))


async def change_role(context: Context, actor: Actor, user_id: UUID, role: str) -> None:
    """Make somebody staff, or no longer. Signs them out, so that nothing open keeps the old rights."""
    require(actor, Duty.CHANGE_ROLES)
    try:
        wanted = Role(role)
    except ValueError:
        raise not_among(Role, code="unknown_role", field="role") from None
    async with context.transaction() as uow:
        admins = await users.count_with_role(uow, Role.ADMIN)
        user = await _existing(uow, user_id, lock=True)
        before = user.role
        if before == wanted:
            return
        _keep_an_admin(user, admins)
        user.role, user.updated_at = wanted.value, context.clock()
        await end_sessions(context, uow, user.id)
        await audit.note(
            context, uow, actor, Action.USER_ROLE_CHANGED, _subject(user), before=before, after=wanted.value
        )
        uow.happen(Happening("user.role_changed", {"user_id": str(user.id)}, key=user.id))


async def set_verified(context: Context, actor: Actor, user_id: UUID, verified: bool) -> None:
    """Give somebody the badge that says they are who they claim to be, or take it back."""
    require(actor, Duty.GIVE_BADGES)
    async with context.transaction() as uow:
        user = await _existing(uow, user_id, lock=True)
        if user.verified == verified:
            return
        user.verified, user.updated_at = verified, context.clock()
        action = Action.USER_VERIFIED if verified else Action.USER_UNVERIFIED
        await audit.note(context, uow, actor, action, _subject(user))


async def reset_two_factor(context: Context, actor: Actor, user_id: UUID, *, reason: str) -> None:
    """Turn off the second factor of somebody who has lost it and its recovery codes. They are told by mail.

    Whoever does this must have made sure that it is them who ask: from here on the password alone lets in.
    """
    me = require(actor, Duty.RESET_TWO_FACTOR)
    reason = rules.check_reason(reason)
    async with context.transaction() as uow:
        user = await _existing(uow, user_id, lock=True)
        if user.id == me:
            raise Conflict("Turn off your own in your settings.", code="yourself")
        if not await two_factor.is_on(uow, user.id):
            raise Conflict("Two-factor is not on.", code="two_factor_off")
        await two_factor.remove(uow, user.id)
        await end_sessions(context, uow, user.id)
        await audit.note(context, uow, actor, Action.USER_TWO_FACTOR_RESET, _subject(user), reason=reason)
        to = await reader(uow, actor, user)
        uow.happen(Happening("two_factor.turned_off", {"user_id": str(user.id)}, key=user.id))
    subject = Words("Two-factor is off")
    what = Words(
        "those who run the site have turned two-factor log-in off for your account. Reason: {reason}",
        reason=reason,
    )
    await context.mailer.send(account_mail.notice(context, to, subject, what))


async def _existing(uow: UnitOfWork, user_id: UUID, *, lock: bool = False) -> User:
    user = await users.by_id(uow, user_id, lock=lock)
    if user is None:
        raise NotFound("This account does not exist.")
    return user


def _keep_an_admin(user: User, admins: int) -> None:
    """A site without an admin could not be repaired from within."""
    if user.role == Role.ADMIN and user.suspended_at is None and admins <= 1:
        raise Conflict("This is the last admin. Make somebody else one first.", code="last_admin")


def _subject(user: User) -> Subject:
    return Subject("user", str(user.id), user.username)


def _account(row: User, now: datetime) -> Account:
    suspension = None
    if row.suspended_at is not None:
        suspension = rules.Suspension(row.suspension_reason, row.suspended_until)
    return Account(
        id=row.id,
        username=row.username,
        display_name=row.display_name,
        email=row.email,
        email_verified=row.email_verified_at is not None,
        role=row.role,
        verified=row.verified,
        suspension=suspension if suspension and suspension.holds(now) else None,
        deletion_due_at=row.deletion_due_at,
        created_at=row.created_at,
    )
